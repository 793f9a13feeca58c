"""Patient reminders put together for the cloud. Called once per cold start."""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.wiring import booking_ports
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import AppointmentId, LocationId, OrganisationId, SubjectId, TimeTypeId
from frontdesk.kernel.language import Language
from frontdesk.messaging.rules.wordings_of_recalls import FOR_RULES
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.patients.model import Consent, ContactPoint, Subject
from frontdesk.patients.rules.contacts import contact_key
from frontdesk.patients.rules.persons import Person, subject_key
from frontdesk.patients.usecases.find_subjects import find_subject, find_subjects
from frontdesk.patients.usecases.people_at import people_at
from frontdesk.patients.usecases.register_subject import register_subject
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.storage import (
    DynamoCalls,
    DynamoReminders,
    DynamoRulebooks,
    DynamoServices,
    DynamoUploads,
)

TOLD_BY_STAFF = "desk"


def recall_ports(day_words: Callable[[date, Language], str] | None = None) -> RecallPorts:
    """`day_words` puts a day into words; functions that send nothing leave it out."""
    catalogue, patients, booking = catalogue_ports(), patients_ports(), booking_ports()
    keys = patients.keys

    def zone(organisation_id: OrganisationId, location_id: LocationId) -> ZoneInfo:
        return read_catalogue(organisation_id=organisation_id, ports=catalogue).location(location_id).zone

    def locations(organisation_id: OrganisationId) -> Sequence[LocationId]:
        return [it.id for it in read_catalogue(organisation_id=organisation_id, ports=catalogue).locations]

    def people(organisation_id: OrganisationId, contact: ContactPoint) -> Sequence[Subject]:
        found: dict[SubjectId, Subject] = {}
        for key in keys():
            behind = contact_key(organisation_id, contact, key)
            here = people_at(organisation_id=organisation_id, contact_key=behind, ports=patients)
            found |= {it.id: it for it in here}
        return list(found.values())

    def register(organisation_id: OrganisationId, person: Person, language: Language) -> Subject:
        subject = Subject(
            id=subject_key(
                organisation_id,
                name=person.name,
                birth_date=person.birth_date,
                contact=person.phone or person.email or "",
            ),
            organisation_id=organisation_id,
            name=person.name,
            birth_date=person.birth_date,
            phone=person.phone,
            email=person.email,
            language=language,
            consent=Consent(version=TOLD_BY_STAFF, given_at=system_clock()),
        )
        register_subject(subject, ports=patients)
        return subject

    def booked(
        organisation_id: OrganisationId, subject_id: SubjectId, types: Collection[TimeTypeId], now: datetime
    ) -> AppointmentId | None:
        ahead = booking.appointments.of_subject(organisation_id, subject_id, since=now)
        return next(
            (
                it.id
                for it in ahead
                if it.status is AppointmentStatus.BOOKED and it.slot.time_type_id in types
            ),
            None,
        )

    def types(organisation_id: OrganisationId) -> Mapping[TimeTypeId, str]:
        timetable = booking.timetables.get(organisation_id)
        first = read_catalogue(organisation_id=organisation_id, ports=catalogue).organisation.languages[0]
        return {
            it.id: it.name.get(first) or next(iter(it.name.values()))
            for it in (timetable.time_types if timetable else ())
        }

    return RecallPorts(
        reminders=DynamoReminders(),
        services=DynamoServices(),
        calls=DynamoCalls(),
        rulebooks=DynamoRulebooks(),
        uploads=DynamoUploads(),
        add_message=messaging_ports().outbox.add,
        subject=lambda organisation_id, subject_id: find_subject(
            organisation_id=organisation_id, subject_id=subject_id, ports=patients
        ),
        subjects=lambda organisation_id, subject_ids: find_subjects(
            organisation_id=organisation_id, subject_ids=subject_ids, ports=patients
        ),
        people=people,
        register=register,
        booked=booked,
        types=types,
        templates=lambda: FOR_RULES,
        zone=zone,
        locations=locations,
        booking_page=lambda organisation_id: f"{os.environ['PUBLIC_URL']}/booking/{organisation_id}",
        day_words=day_words or _no_words,
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )


def _no_words(_day: date, _language: Language) -> str:
    raise AssertionError("this function was not given a way to put days into words")
