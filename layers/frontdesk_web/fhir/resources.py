"""Our nouns as FHIR has them. What is public names times, places and performers, and never a patient."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from frontdesk.booking.model import Appointment, AppointmentStatus, ChangeKind, Slot
from frontdesk.booking.model.timetable import TimeType
from frontdesk.catalogue.model import Location
from frontdesk.kernel.ids import LocationId, ResourceId, TimeTypeId
from frontdesk.patients.model import Subject
from frontdesk_web.fhir.names import APPOINTMENT_PROFILE, BUNDLE_PROFILE, references, time_types
from frontdesk_web.presenters.booking_choice import Counter, named

Json = dict[str, Any]

STATUS: Mapping[AppointmentStatus, str] = {
    AppointmentStatus.HELD: "pending",
    AppointmentStatus.BOOKED: "booked",
    AppointmentStatus.CANCELLED: "cancelled",
    AppointmentStatus.NO_SHOW: "noshow",
    AppointmentStatus.LAPSED: "cancelled",
}
"""http://hl7.org/fhir/appointmentstatus. A block is nobody's appointment: it is a Slot, `busy-unavailable`."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Whose time of which kind, where."""

    location_id: LocationId
    performer_id: ResourceId
    time_type_id: TimeTypeId

    @property
    def token(self) -> str:
        """Stands for it in the id of a time: three slugs would be longer than the 64 characters of an id."""
        said = f"{self.location_id} {self.performer_id} {self.time_type_id}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def offer_of(slot: Slot) -> Offer:
    return Offer(slot.location_id, slot.performer_id, slot.time_type_id)


def slot_id(slot: Slot) -> str:
    """The id of a free time: the same for everybody, in every search."""
    return f"{offer_of(slot).token}-{slot.starts_at.astimezone(UTC):%Y%m%dT%H%MZ}"


def schedule_id(performer_id: ResourceId, location_id: LocationId) -> str:
    """The id of what somebody offers at a place."""
    return f"{performer_id}.{location_id}"


def slot(counter: Counter, it: Slot) -> Json:
    """A time that can be had. http://hl7.org/fhir/R4/slot.html"""
    return {
        "resourceType": "Slot",
        "id": slot_id(it),
        "serviceType": [service_type(counter, it.time_type_id)],
        "schedule": {"reference": f"Schedule/{schedule_id(it.performer_id, it.location_id)}"},
        "status": "free",
        **_when(counter, it),
    }


def schedule(
    counter: Counter, performer_id: ResourceId, location: Location, kinds: Sequence[TimeType], until: date
) -> Json:
    """What somebody offers patients at a place, from today on. http://hl7.org/fhir/R4/schedule.html"""
    return {
        "resourceType": "Schedule",
        "id": schedule_id(performer_id, location.id),
        "active": True,
        "serviceType": [service_type(counter, it.id) for it in kinds],
        "actor": [_practitioner(counter, performer_id), _place(counter, location.id)],
        "planningHorizon": {
            "start": counter.now.astimezone(location.zone).date().isoformat(),
            "end": until.isoformat(),
        },
    }


def proposal(counter: Counter, it: Slot) -> Json:
    """A free time as $find tells it (ITI-115): an appointment that could be."""
    return {
        "resourceType": "Appointment",
        "id": slot_id(it),
        "meta": {"profile": [APPOINTMENT_PROFILE]},
        "status": "proposed",
        **_what(counter, it),
        "slot": [{"reference": f"Slot/{slot_id(it)}"}],
        "participant": _participants(counter, it, "needs-action"),
    }


def appointment(counter: Counter, it: Appointment, *, of: str) -> Json:
    """What was taken, under the id `of`: time, place and how it stands, nothing of whose it is."""
    return {
        "resourceType": "Appointment",
        "id": of,
        "meta": {"profile": [APPOINTMENT_PROFILE]},
        "identifier": [{"system": references(it.organisation_id), "value": it.reference}],
        "status": STATUS[it.status],
        **_what(counter, it.slot),
        **_created(counter, it),
        "participant": _participants(counter, it.slot, "accepted"),
    }


def appointment_of(counter: Counter, it: Appointment, subject: Subject | None) -> Json:
    """The appointment as staff read it: with the patient, the reason and what was said last."""
    told = appointment(counter, it, of=it.id)
    if it.subject_id:
        who = {"reference": f"Patient/{it.subject_id}"} | ({"display": subject.name} if subject else {})
        told["participant"] = [_taking_part(who, "accepted"), *told["participant"]]
    if it.reason:
        told["reasonCode"] = [{"text": it.reason}]
    said = next((change for change in reversed(it.changes) if change.comment), None)
    if said and said.kind is ChangeKind.CANCELLED:
        told["cancelationReason"] = {"text": said.comment}
    elif said:
        told["comment"] = said.comment
    return told


def bundle(
    base: str, found: Iterable[Json], *, total: int, profile: str | None = None, more: Json | None = None
) -> Json:
    """A searchset; `total` counts all that was found, however many are told."""
    entries = [
        {"fullUrl": f"{base}/{it['resourceType']}/{it['id']}", "resource": it, "search": {"mode": "match"}}
        for it in found
    ]
    meta = {"meta": {"profile": [profile]}} if profile else {}
    told = {"resourceType": "Bundle", **meta, "type": "searchset", "total": total, **(more or {})}
    return told | ({"entry": entries} if entries else {})  # FHIR has no empty lists


def availability(base: str, found: Sequence[Json], *, total: int) -> Json:
    """The bundle of ITI-115 and ITI-117."""
    return bundle(base, found, total=total, profile=BUNDLE_PROFILE)


def service_type(counter: Counter, time_type_id: TimeTypeId) -> Json:
    """A kind of time as CodeableConcept; only its code where the clinic has none such any more."""
    code = {"system": time_types(counter.organisation_id), "code": time_type_id}
    kind = next((it for it in counter.timetable.time_types if it.id == time_type_id), None)
    if kind is None:
        return {"coding": [code]}
    name = counter.says(kind.name).text
    return {"coding": [code | {"display": name}], "text": name}


def _what(counter: Counter, it: Slot) -> Json:
    when = _when(counter, it)
    minutes = int((it.ends_at - it.starts_at).total_seconds()) // 60
    return {
        "serviceType": [service_type(counter, it.time_type_id)],
        **when,
        "minutesDuration": minutes,
        "requestedPeriod": [dict(when)],
    }


def _when(counter: Counter, it: Slot) -> Json:
    return {"start": _instant(counter, it, it.starts_at), "end": _instant(counter, it, it.ends_at)}


def _instant(counter: Counter, it: Slot, at: datetime) -> str:
    """By the clock on the wall of the place, with its offset: the hour that is repeated is told apart."""
    return at.astimezone(_zone(counter, it)).isoformat(timespec="seconds")


def _zone(counter: Counter, it: Slot) -> Any:  # noqa: ANN401  (a location that was closed has no zone any more)
    return next((place.zone for place in counter.catalogue.locations if place.id == it.location_id), UTC)


def _created(counter: Counter, it: Appointment) -> Json:
    return {"created": _instant(counter, it.slot, it.changes[0].at)} if it.changes else {}


def _participants(counter: Counter, it: Slot, status: str) -> list[Json]:
    whom = _practitioner(counter, it.performer_id), _place(counter, it.location_id)
    return [_taking_part(reference, status) for reference in whom]


def _taking_part(actor: Json, status: str) -> Json:
    return {"actor": actor, "required": "required", "status": status}


def _practitioner(counter: Counter, performer_id: ResourceId) -> Json:
    reference = {"reference": f"Practitioner/{performer_id}"}
    found = next((it for it in counter.timetable.resources if it.id == performer_id), None)
    return reference | ({"display": named(found)} if found else {})


def _place(counter: Counter, location_id: LocationId) -> Json:
    reference = {"reference": f"Location/{location_id}"}
    found = next((it for it in counter.catalogue.locations if it.id == location_id), None)
    return reference | ({"display": counter.says(found.name).text} if found else {})
