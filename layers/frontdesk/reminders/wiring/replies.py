"""Acting on replies, put together for the cloud. Called once per cold start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.confirm_appointment import confirm_appointment
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import AppointmentId, ContactKey, LocationId, OrganisationId, RequestId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind
from frontdesk.messaging.model.threads import Line
from frontdesk.messaging.usecases.answer_reply import answer_reply
from frontdesk.messaging.usecases.read_conversation import PEOPLE_AT_MOST
from frontdesk.messaging.wiring.threads import thread_ports
from frontdesk.patients.model import Subject
from frontdesk.patients.usecases.reach_subject import reach_subject
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.model.replies import Task
from frontdesk.reminders.ports.replies import ReplyPorts
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import TEXT_AT_MOST
from frontdesk.requests.usecases.take_message import Written, take_message

When = Callable[[datetime, ZoneInfo, Language], str]
BY_WHAT = {Kind.SMS: "SMS", Kind.EMAIL: "E-Mail"}
"""What staff read beside what somebody wrote; it is called so in all four languages."""
TOLD_AT_MOST = 20
"""Messages among which the reminder is that somebody answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What acting on replies is given from outside. `when` and `sentence` put things into words."""

    booking: BookingPorts
    requests: RequestsPorts
    when: When
    sentence: Callable[[str, Language], str]


def reply_ports(hands: Hands) -> ReplyPorts:
    """For the listener that hears replies."""
    booking, threads, patients, catalogue = hands.booking, thread_ports(), patients_ports(), catalogue_ports()

    def behind(
        organisation_id: OrganisationId, contact_key: ContactKey
    ) -> tuple[list[Subject], list[ContactKey]]:
        people = list(threads.people(organisation_id, contact_key))[:PEOPLE_AT_MOST]
        first = [
            reach_subject(organisation_id=organisation_id, subject_id=it.id, ports=patients)[1]
            for it in people
        ]
        return people, [it for it in dict.fromkeys(first) if it != contact_key]

    def phone(organisation_id: OrganisationId, location_id: LocationId | None) -> str:
        there = read_catalogue(organisation_id=organisation_id, ports=catalogue)
        return (there.location(location_id) if location_id else there.locations[0]).phone

    def task(reply: Line, it: Task) -> None:
        if it.subject_id is None:
            return  # nobody is known there: the conversation waits in the console, and not in a department's inbox
        there = read_catalogue(organisation_id=reply.organisation_id, ports=catalogue)
        location = there.location(it.location_id) if it.location_id else there.locations[0]
        take_message(
            Written(
                request_id=RequestId(reply.id),
                organisation_id=reply.organisation_id,
                contact_key=reply.contact_key,
                subject_id=it.subject_id,
                location_id=location.id,
                department_id=location.desk,
                language=it.language,
                by_what=BY_WHAT[reply.kind],
                text=reply.text[:TEXT_AT_MOST],
            ),
            ports=hands.requests,
        )

    def cancel(organisation_id: OrganisationId, appointment_id: AppointmentId, by: Actor) -> None:
        cancel_appointment(
            organisation_id=organisation_id, appointment_id=appointment_id, comment="", by=by, ports=booking
        )

    def confirm(organisation_id: OrganisationId, appointment_id: AppointmentId, by: Actor) -> None:
        confirm_appointment(
            organisation_id=organisation_id, appointment_id=appointment_id, by=by, ports=booking
        )

    return ReplyPorts(
        reply=threads.threads.get,
        decide=threads.threads.decide,
        told=lambda organisation_id, whose, before: threads.outbox.of_recipient(
            organisation_id, whose, most=TOLD_AT_MOST, before=before
        ),
        behind=behind,
        answer=lambda reply, template, parameters, language: answer_reply(
            reply, template=template, parameters=parameters, language=language, ports=threads
        ),
        settle=threads.threads.settle_answered,
        task=task,
        appointment=booking.appointments.get,
        subjects=booking.subjects,
        confirm=confirm,
        cancel=cancel,
        link=booking.link,
        phone=phone,
        language=threads.language,
        zone=booking.zone,
        when=hands.when,
        sentence=hands.sentence,
    )
