"""How a call is changed, and the fact of it."""

from collections.abc import Callable
from dataclasses import replace

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId, StaffId, SubjectId
from frontdesk.messaging.events import CallStateChanged
from frontdesk.messaging.model import RecipientKind
from frontdesk.messaging.model.calls import Call, CallId
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.rules.calls import outcome

TRIES = 6
HOUSE = Actor(ActorKind.SYSTEM, "messaging")


def change_call(
    organisation_id: OrganisationId,
    call_id: CallId,
    change: Callable[[Call], Call | None],
    *,
    by: Actor = HOUSE,
    ports: CallsPorts,
) -> Call | None:
    """The call after the change, stored unless it changed nothing; None where the change says so.

    Tried on what somebody else made of it meanwhile; Conflict after six of them, NotFound where there is none.
    """
    for _ in range(TRIES):
        before = ports.calls.get(organisation_id, call_id)
        after = change(before)
        if after is None or after == before:
            return after
        if store_change(before, after, by=by, ports=ports):
            return replace(after, version=before.version + 1)
    raise Conflict(call_id=call_id)


def store_change(before: Call, after: Call, *, by: Actor, ports: CallsPorts) -> bool:
    """Whether nobody changed the call meanwhile. Only what others can see of a change is a fact."""
    is_same = _seen(before) == _seen(after) and before.recording == after.recording
    facts = () if is_same else (call_changed(after, by=by, ports=ports),)
    return ports.calls.put(after, *facts)


def call_changed(call: Call, *, by: Actor, ports: CallsPorts) -> CallStateChanged:
    """The fact of how the call stands."""
    state, end, noted = _seen(call)
    subject = call.recipient.id if call.recipient.kind is RecipientKind.SUBJECT else ""
    return CallStateChanged(
        organisation_id=call.organisation_id,
        occurred_at=ports.clock(),
        actor=by,
        call_id=call.id,
        purpose=call.purpose.value,
        cause=call.cause,
        about=call.about,
        staff_id=call.caller,
        subject_id=subject,
        state=state,
        end=end,
        noted=noted,
    )


def record_look(  # noqa: PLR0913
    organisation_id: OrganisationId,
    action: str,
    staff_id: StaffId,
    *,
    about: str = "",
    whose: SubjectId | None = None,
    ports: CallsPorts,
) -> None:
    """One entry in the trail. Whatever the trail raises goes on: nothing is shown."""
    ports.record(
        AuditEntry.look(
            organisation_id,
            action,
            by=Actor(ActorKind.STAFF, staff_id),
            at=ports.clock(),
            subject_id=whose,
            about=about,
        )
    )


def _seen(call: Call) -> tuple[str, str, str]:
    return call.state.value, outcome(call).value, call.noted.value
