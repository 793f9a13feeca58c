"""Follow-up's telephone: whom it dials, what it hears of a call, and whose number it puts right."""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.ports import CataloguePorts
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.followup.model import Attempt, Task
from frontdesk.followup.model.heard import Heard
from frontdesk.followup.rules.calls import heard_of, noted_of
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.messaging.model import Recipient, RecipientKind
from frontdesk.messaging.model.calls import Call, CallId, Way
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.usecases.note_call import note_call
from frontdesk.messaging.usecases.request_call import request_call
from frontdesk.patients.usecases.correct_phone import correct_phone
from frontdesk.patients.wiring import patients_ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephone:
    """What `TaskPorts` says of calls, by messaging and patients."""

    calls: CallsPorts
    catalogue: CataloguePorts

    def dial(self, task: Task, staff_id: StaffId, call_id: str) -> None:
        wanted = Call(
            id=CallId(call_id),
            organisation_id=task.organisation_id,
            caller=staff_id,
            recipient=Recipient(RecipientKind.SUBJECT, task.subject_id),
            asked_at=system_clock(),
            way=Way.HAND,
            cause="followup",
            about=task.id,
        )
        request_call(wanted, ports=self.calls)

    def heard(self, organisation_id: OrganisationId, call_id: str) -> Heard:
        try:
            return heard_of(self.calls.calls.get(organisation_id, CallId(call_id)))
        except NotFound:
            return Heard()

    def hang_up(self, task: Task, staff_id: StaffId, attempt: Attempt) -> None:
        with suppress(NotFound):  # a call of somebody else, or one that was never asked for
            note_call(
                organisation_id=task.organisation_id,
                call_id=CallId(attempt.call_id or ""),
                noted=noted_of(task, attempt).value,
                staff_id=staff_id,
                ports=self.calls,
            )

    def correct(self, task: Task, staff_id: StaffId, number: str) -> None:
        there = read_catalogue(organisation_id=task.organisation_id, ports=self.catalogue).organisation
        correct_phone(
            organisation_id=task.organisation_id,
            subject_id=task.subject_id,
            written=number,
            region=there.phone_region,
            by=Actor(ActorKind.STAFF, staff_id),
            ports=patients_ports(record=partial(record_deed, ports=audit_ports())),
        )
