"""A clinic whose patients answer its reminders."""

from dataclasses import dataclass, field

from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import DepartmentId, RequestId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message, MessageStatus, Purpose, Recipient, RecipientKind
from frontdesk.messaging.usecases.answer_reply import answer_reply
from frontdesk.reminders.ports.replies import ReplyPorts
from frontdesk.reminders.rules import CAUSE, member
from frontdesk.reminders.usecases.act_on_reply import act_on_reply
from frontdesk.requests.usecases.take_message import Written, take_message
from tests.booking.builders import ANNA, CENTRE, DAY, MONDAY_NINE, NORTH, a_subject, an_appointment
from tests.booking.fakes import a_diary
from tests.messaging.threads import CONTACT, Switchboard
from tests.requests.fakes import Desk


def a_reminder(*appointments, **changes):
    said = {
        "id": "reminder-1",
        "organisation_id": NORTH,
        "recipient": Recipient(RecipientKind.SUBJECT, ANNA),
        "template": "appointment_reminder",
        "language": Language.SWEDISH,
        "queued_at": MONDAY_NINE - DAY,
        "due_at": MONDAY_NINE - DAY,
        "purpose": Purpose.APPOINTMENT,
        "cause": CAUSE,
        "listed_under": CONTACT,
        "status": MessageStatus.DELIVERED,
        "members": frozenset(member(it.id, it.slot.starts_at) for it in appointments),
        "provider_id": "SM-out-1",
    }
    return Message(**{**said, **changes})


class Crashed(BaseException):
    """The function ends here."""


@dataclass
class Clinic:
    """Anna's Wednesday at ten, of which she was reminded yesterday. `crashes_at` names a step after which it ends."""

    appointments: tuple = field(default_factory=lambda: (an_appointment(),))
    confirmed: list = field(default_factory=list)
    not_confirmed: Refusal | None = None
    crashes_at: str = ""

    def __post_init__(self):
        self.diary = a_diary(*self.appointments)
        self.house = Switchboard(now=MONDAY_NINE, people=[a_subject()])
        self.desk = Desk(now=MONDAY_NINE)
        if self.appointments:
            self.remind(*self.appointments)

    def remind(self, *appointments, **changes):
        self.house.outbox.add(a_reminder(*appointments, **changes))

    def replies(self, text, times=1, **changes):
        """What came of it; the fact of it is heard so many times."""
        kept = self.house.hears(text, **{"at": MONDAY_NINE, **changes})
        found = ()
        for _ in range(times):
            found = self.acts(kept)
        return {it.appointment.id: it.became.value for it in found}

    def acts(self, kept):
        return act_on_reply(organisation_id=NORTH, contact_key=CONTACT, reply_id=kept.id, ports=self.ports)

    @property
    def answers(self):
        """The answers of the house, in the order of the replies."""
        return [it.template for it in self.house.threads.lines(NORTH, CONTACT, most=9) if it.template]

    @property
    def tasks(self):
        return [it.answers[0].answer for it in self.desk.requests.stored.values()]

    def status(self, appointment):
        return self.diary.read(appointment).status.value

    def step(self, name, act):
        def done(*args):
            found = act(*args)
            if self.crashes_at == name:
                self.crashes_at = ""
                raise Crashed
            return found

        return done

    @property
    def ports(self):
        house, diary = self.house.ports, self.diary.ports
        return ReplyPorts(
            reply=house.threads.get,
            decide=self.step("decide", house.threads.decide),
            told=lambda organisation_id, whose, before: house.outbox.of_recipient(
                organisation_id, whose, most=20, before=before
            ),
            behind=lambda organisation_id, contact_key: (self.house.people, []),
            answer=self.step(
                "answer",
                lambda reply, template, parameters, language: answer_reply(
                    reply, template=template, parameters=parameters, language=language, ports=house
                ),
            ),
            settle=self.step("settle", house.threads.settle_answered),
            task=self.step("task", self.task),
            appointment=diary.appointments.get,
            subjects=diary.subjects,
            confirm=self.step("confirm", self.confirm),
            cancel=self.step(
                "cancel",
                lambda organisation_id, appointment_id, by: cancel_appointment(
                    organisation_id=organisation_id,
                    appointment_id=appointment_id,
                    comment="",
                    by=by,
                    ports=diary,
                ),
            ),
            link=diary.link,
            phone=lambda organisation_id, location_id: "08-123",
            language=lambda organisation_id: Language.ENGLISH,
            zone=diary.zone,
            when=lambda at, zone, language: f"{at.astimezone(zone):%H:%M}",
            sentence=lambda code, language: f"({code})",
        )

    def confirm(self, _organisation_id, appointment_id, _by):
        if self.not_confirmed:
            raise self.not_confirmed
        if appointment_id not in self.confirmed:
            self.confirmed.append(appointment_id)

    def task(self, reply, it):
        if it.subject_id is None:
            return
        take_message(
            Written(
                request_id=RequestId(reply.id),
                organisation_id=NORTH,
                contact_key=reply.contact_key,
                subject_id=it.subject_id,
                location_id=it.location_id or CENTRE,
                department_id=DepartmentId("desk"),
                language=it.language,
                by_what="SMS",
                text=reply.text,
            ),
            ports=self.desk.ports,
        )
