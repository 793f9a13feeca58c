"""Reminders put together for the cloud. Called once per cold start."""

import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.telling import Telling
from frontdesk.booking.usecases.tell_patient import tell_patient
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.kernel.memory import Memory
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.wiring import Stands, messaging_ports
from frontdesk.messaging.wiring.settings import laid_down
from frontdesk.patients.usecases.reach_subject import reach_subject
from frontdesk.patients.usecases.reach_subjects import reach_subjects
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.model.plans import Plans
from frontdesk.reminders.ports import KeptPlans, RemindersPorts
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules import CAUSE
from frontdesk.reminders.rules.keys import CAUSE as OF_RECALLS
from frontdesk.reminders.storage import DynamoPlans
from frontdesk.reminders.usecases.word_appointments import word_appointments
from frontdesk.reminders.usecases.word_reminder import word_reminder

FRESH_FOR_S = 20
"""How long changed plans may be unknown to a container."""
REMEMBERED_FOR = timedelta(days=5 * 366)
"""How long ago somebody may have been here and is not new."""

Whens = Callable[[datetime, ZoneInfo, Language], str]
MakeTicket = Callable[[OrganisationId, MessageId], str]


class Remembered:
    """Plans that are asked for again every twenty seconds; whoever changes them reads them as they are."""

    def __init__(self, plans: KeptPlans) -> None:
        self.plans = plans
        self.memory = Memory(plans.get, FRESH_FOR_S)

    def get(self, organisation_id: OrganisationId) -> Plans:
        return self.memory.get(organisation_id)

    def put(self, organisation_id: OrganisationId, plans: Plans, *, at: datetime) -> Plans:
        try:
            return self.plans.put(organisation_id, plans, at=at)
        finally:
            self.memory.forget(organisation_id)


remembered_plans = Remembered(DynamoPlans())


def reminders_ports(
    booking: BookingPorts, when: Whens, make_ticket: MakeTicket, plans: KeptPlans = remembered_plans
) -> RemindersPorts:
    """`when` puts an instant into words; `make_ticket` makes the last part of a reminder's link.

    `plans`: for those who change them, as they are now.
    """
    patients = patients_ports()

    def tell(it: Appointment, latest: Telling) -> None:
        tell_patient(
            organisation_id=it.organisation_id,
            appointment_id=it.id,
            fact=latest.fact,
            event_id=latest.event_id,
            ports=booking,
        )

    return RemindersPorts(
        scheduled=messaging_ports().outbox,
        plans=plans,
        appointment=booking.appointments.get,
        of_days=booking.appointments.of_days,
        tell=tell,
        reached=lambda organisation_id, subject_id: reach_subject(
            organisation_id=organisation_id, subject_id=subject_id, ports=patients
        ),
        reach=lambda organisation_id, subject_ids: reach_subjects(
            organisation_id=organisation_id, subject_ids=subject_ids, ports=patients
        ),
        been_here=lambda it: _been_here(it, booking),
        places=booking.places,
        timetable=booking.timetables.get,
        quiet=lambda organisation_id: laid_down.get(organisation_id).settings.quiet,
        zone=booking.zone,
        link=lambda organisation_id, message_id: (
            f"{os.environ['PUBLIC_URL']}/booking/{organisation_id}/reminders/{make_ticket(organisation_id, message_id)}"
        ),
        window=lambda organisation_id: f"{os.environ['PUBLIC_URL']}/window/{organisation_id}",
        when=when,
        clock=system_clock,
    )


def fresh_plans() -> KeptPlans:
    """For those who change the plans."""
    return DynamoPlans()


def sending_ports(
    reminders: RemindersPorts, recalls: RecallPorts, others: Mapping[str, Stands]
) -> MessagingPorts:
    """Messaging's, asking this area before it sends what this area is the cause of, and `others` of what they are."""
    return messaging_ports(
        {
            **others,
            CAUSE: lambda message: word_appointments(message, ports=reminders),
            OF_RECALLS: lambda message: word_reminder(message, ports=recalls),
        }
    )


def _been_here(it: Appointment, booking: BookingPorts) -> bool:
    """Whether whoever has the appointment had one that began before; two forms of one person are two subjects."""
    assert it.subject_id is not None, "only somebody's appointment is reminded of"
    patients = patients_ports()
    subject, contact_key = reach_subject(
        organisation_id=it.organisation_id, subject_id=it.subject_id, ports=patients
    )
    same = {
        one.id
        for one in booking.people(it.organisation_id, contact_key)
        if (one.name, one.birth_date) == (subject.name, subject.birth_date)
    }
    now = booking.clock()
    return any(
        one.status is AppointmentStatus.BOOKED and one.slot.starts_at < now
        for subject_id in same | {subject.id}
        for one in booking.appointments.of_subject(it.organisation_id, subject_id, since=now - REMEMBERED_FOR)
    )
