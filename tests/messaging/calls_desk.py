"""A member of staff at a telephone, whose clock, telephone system and numbers the test sets."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from frontdesk.kernel.errors import NotFound, ProviderFailure
from frontdesk.kernel.ids import StaffId
from frontdesk.messaging.model import Purpose, Recipient, RecipientKind
from frontdesk.messaging.model.calls import Call, CallEvent, CallEventType, CallId, Telephony, Way
from frontdesk.messaging.ports.calls import CallsPorts

from .builders import NOON, NORTH

SECOND = timedelta(seconds=1)
ANNA = Recipient(RecipientKind.SUBJECT, "anna")
ANNAS_NUMBER = "+46701740605"
SECRET, OLD_SECRET = "n" * 40, "o" * 40
BY_BRIDGE = Telephony(secrets=(SECRET, OLD_SECRET))
BY_CONNECT = Telephony(connect={"instance_id": "i-1", "contact_flow_id": "f-1", "queue_id": "q-1"})


def a_call(**changes):
    return Call(
        **{
            "id": CallId("c1"),
            "organisation_id": NORTH,
            "caller": StaffId("1001"),
            "recipient": ANNA,
            "asked_at": NOON,
            "way": Way.BRIDGE,
            "purpose": Purpose.APPOINTMENT,
            "cause": "appointments",
            "about": "a1",
            **changes,
        }
    )


def an_event(kind, after=0, **changes):
    """It happens so many seconds after noon; its id is its type's unless the test gives another."""
    return CallEvent(
        **{
            "id": f"e-{kind}",
            "call_id": CallId("c1"),
            "type": CallEventType(kind),
            "at": NOON + after * SECOND,
            **changes,
        }
    )


class FakeCalls:
    """In memory. test_calls_contract.py holds it to DynamoDB's promises."""

    def __init__(self):
        self.stored, self.in_hand, self.contacts, self.facts = {}, {}, {}, []

    def add(self, call, *facts, instead_of=None):
        key, caller = (call.organisation_id, call.id), (call.organisation_id, call.caller)
        if key in self.stored:
            return call.id
        if (other := self.in_hand.get(caller)) not in (None, instead_of):
            return other
        self.stored[key], self.in_hand[caller] = replace(call, version=1), call.id
        self.facts.extend(facts)
        return None

    def get(self, organisation_id, call_id):
        if (organisation_id, call_id) not in self.stored:
            raise NotFound(call_id=call_id)
        return self.stored[organisation_id, call_id]

    def put(self, call, *facts):
        if self.get(call.organisation_id, call.id).version != call.version:
            return False
        self.stored[call.organisation_id, call.id] = replace(call, version=call.version + 1)
        self.facts.extend(facts)
        return True

    def waiting(self, organisation_id, *, most):
        return [it for it in self._of(organisation_id) if it.waits][:most]

    def of_day(self, organisation_id, day, *, most):
        return [it for it in reversed(self._of(organisation_id)) if it.asked_at.date() == day][:most]

    def know_as(self, call, provider_call_id):
        self.contacts[call.organisation_id, provider_call_id] = call.id

    def known_as(self, organisation_id, provider_call_id):
        if (organisation_id, provider_call_id) not in self.contacts:
            raise NotFound(provider_call_id=provider_call_id)
        return self.contacts[organisation_id, provider_call_id]

    def _of(self, organisation_id):
        there = [it for (whose, _), it in self.stored.items() if whose == organisation_id]
        return sorted(there, key=lambda it: (it.asked_at, it.id))


@dataclass
class Telephone:
    now: object = NOON
    calls: FakeCalls = field(default_factory=FakeCalls)
    telephony: Telephony = BY_BRIDGE
    numbers: dict = field(default_factory=lambda: {"anna": ANNAS_NUMBER, "bo": "+46701740606"})
    failure: ProviderFailure | None = None
    placed: list = field(default_factory=list)
    trail: list = field(default_factory=list)

    def place(self, call, number, settings):
        if self.failure:
            raise self.failure
        self.placed.append((call.id, number, settings["instance_id"]))
        return f"contact-{call.id}"

    @property
    def states(self):
        """What the clinic heard of its calls."""
        return [(it.state, it.end) for it in self.calls.facts]

    @property
    def ports(self):
        return CallsPorts(
            calls=self.calls,
            telephony=lambda organisation_id: self.telephony,
            number_of=lambda organisation_id, recipient: self.numbers.get(recipient.id),
            place=self.place,
            record=self.trail.append,
            clock=lambda: self.now,
        )
