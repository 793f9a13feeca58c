"""Booking put together for the cloud. Called once per cold start."""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.ports import BookingPorts, Timetables
from frontdesk.booking.storage import DynamoAppointments, DynamoInvitations, DynamoTimetables
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import LocationId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.kernel.memory import Memory
from frontdesk.messaging.usecases.queue_message import queue_message
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.patients.usecases.find_subjects import find_subject, find_subjects
from frontdesk.patients.usecases.people_at import people_at
from frontdesk.patients.usecases.register_subject import register_subject
from frontdesk.patients.wiring import patients_ports

FRESH_FOR_S = 20
"""How long a changed timetable may be unknown to a container: what is booked meanwhile is shown as outside of it."""


class Remembered:
    """Timetables that are asked for again every twenty seconds: to take a time nothing needs to be read."""

    def __init__(self, timetables: Timetables) -> None:
        self.timetables = timetables
        self.memory = Memory(timetables.get, FRESH_FOR_S)

    def get(self, organisation_id: OrganisationId) -> Timetable | None:
        return self.memory.get(organisation_id)

    def put(self, organisation_id: OrganisationId, timetable: Timetable) -> Timetable:
        try:
            return self.timetables.put(organisation_id, timetable)
        finally:
            self.memory.forget(organisation_id)


class Fresh:
    """The same, never an old one: whoever changes a timetable changes it as it is now."""

    def __init__(self, remembered: Remembered) -> None:
        self.remembered = remembered

    def get(self, organisation_id: OrganisationId) -> Timetable | None:
        self.remembered.memory.forget(organisation_id)
        return self.remembered.get(organisation_id)

    def put(self, organisation_id: OrganisationId, timetable: Timetable) -> Timetable:
        return self.remembered.put(organisation_id, timetable)


_timetables = Remembered(DynamoTimetables())

MakeTicket = Callable[[OrganisationId, str, str], str]
"""Of the record of an id, and what kind of record that is."""


def booking_ports(make_ticket: MakeTicket | None = None) -> BookingPorts:
    """`make_ticket` makes the last part of a patient's link; functions that tell patients nothing leave it out."""
    catalogue, patients = catalogue_ports(), patients_ports()

    def zone(organisation_id: OrganisationId, location_id: LocationId) -> ZoneInfo:
        return read_catalogue(organisation_id=organisation_id, ports=catalogue).location(location_id).zone

    def places(organisation_id: OrganisationId) -> tuple[list[LocationId], tuple[Language, ...]]:
        found = read_catalogue(organisation_id=organisation_id, ports=catalogue)
        return [it.id for it in found.locations], found.organisation.languages

    def link(organisation_id: OrganisationId, record_id: str, *, of: str = "appointment") -> str:
        assert make_ticket is not None, "this function was not given tickets to make"
        ticket = make_ticket(organisation_id, record_id, of)
        return f"{os.environ['PUBLIC_URL']}/booking/{organisation_id}/{of}s/{ticket}"

    return BookingPorts(
        appointments=DynamoAppointments(),
        invitations=DynamoInvitations(),
        timetables=_timetables,
        zone=zone,
        places=places,
        register=partial(register_subject, ports=patients),
        subject=lambda organisation_id, subject_id: find_subject(
            organisation_id=organisation_id, subject_id=subject_id, ports=patients
        ),
        subjects=lambda organisation_id, subject_ids: find_subjects(
            organisation_id=organisation_id, subject_ids=subject_ids, ports=patients
        ),
        people=lambda organisation_id, contact_key: people_at(
            organisation_id=organisation_id, contact_key=contact_key, ports=patients
        ),
        queue=partial(queue_message, ports=messaging_ports()),
        record=partial(record_deed, ports=audit_ports()),
        link=link,
        invitation_link=partial(link, of="invitation"),
        clock=system_clock,
    )


def laying_out_ports() -> BookingPorts:
    """For those who change the timetable."""
    return replace(booking_ports(), timetables=Fresh(_timetables))
