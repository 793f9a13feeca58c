"""What programs send: Parameters of an operation, and in them an Appointment and its Patient."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from frontdesk.booking.model import Slot, Wish
from frontdesk.booking.model.timetable import Timetable
from frontdesk.kernel.errors import BadInput, FieldError, NotFound
from frontdesk_web.fhir.periods import YEARS, instant
from frontdesk_web.fhir.resources import Json, Offer
from frontdesk_web.presenters.booking_form import COVERAGE, KNOWN, REASON, REMINDED

EXPRESSIONS = {
    "name": "Patient.name",
    "birth_date": "Patient.birthDate",
    "phone": "Patient.telecom",
    "email": "Patient.telecom",
    f"f-{REASON}": "Appointment.reasonCode",
    f"f-{KNOWN}": KNOWN,
    f"f-{COVERAGE}": COVERAGE,
}
"""Where FHIR has what a field of the page's form asks for; what is not here is a parameter of that name."""

_SLOT = re.compile(r"(?P<token>[0-9a-f]{16})-(?P<at>\d{8}T\d{4})Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameters:
    """What an operation was told, by name."""

    told: Mapping[str, Sequence[Json]]

    @classmethod
    def read(cls, said: Json) -> "Parameters":
        """From a Parameters resource that fits its schema."""
        told: dict[str, list[Json]] = {}
        for it in said.get("parameter", ()):
            told.setdefault(it["name"], []).append(it)
        return cls(told)

    def values(self, name: str) -> list[Any]:
        """The values of a parameter, whatever FHIR calls their type."""
        found = [_value(it) for it in self.told.get(name, ())]
        return [it for it in found if it is not None]

    def text(self, name: str) -> str:
        """The first value as text, empty without one."""
        first = next(iter(self.values(name)), "")
        match first:
            case str():
                return first
            case bool() | int():
                return str(first).lower()
        return ""

    def references(self, *names: str) -> list[str]:
        """What is referred to under these names; empty for a reference that leads nowhere, as an identifier alone."""
        values = [it for name in names for it in self.values(name)]
        return [it.get("reference", "") if isinstance(it, dict) else "" for it in values]

    def resource(self, name: str) -> Json | None:
        """The resource that was sent under the name."""
        return next((it["resource"] for it in self.told.get(name, ()) if "resource" in it), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What $book is asked for: of which appointment, how it should stand, and who says so."""

    id: str
    cancelled: bool
    slot: str | None
    start: str | None
    comment: str
    typed: Mapping[str, str]


def read_change(parameters: Parameters) -> Change:
    """BadInput where no appointment is named."""
    it = parameters.resource("appointment") or {}
    [reference, *_] = [*parameters.references("appointment-reference"), ""]
    named = it.get("id") or id_in(reference, "Appointment")
    if not named:
        raise BadInput([FieldError("Appointment.id", "required")])
    return Change(
        id=named,
        cancelled=it.get("status") == "cancelled",
        slot=next(_slots_in(it), None),
        start=it.get("start"),
        comment=it.get("comment", ""),
        typed=_typed(parameters, it),
    )


def wished(parameters: Parameters, timetable: Timetable) -> Wish:
    """The time that $hold is asked for, as $find or a Slot named it; BadInput where none is, NotFound for no such."""
    it = parameters.resource("appointment") or {}
    names = parameters.references("appointment-reference", "slot")
    ids = [found for name in names if (found := id_in(name, "Appointment") or id_in(name, "Slot"))]
    [named, *_] = [*ids, *_slots_in(it), it.get("id", "")]
    if not named:
        raise BadInput([FieldError("appointment-reference", "required")])
    return wish_of(named, timetable)


def wish_of(named: str, timetable: Timetable) -> Wish:
    """The time whose id this is; NotFound when the clinic lays down none of that performer, kind and place."""
    found = _SLOT.fullmatch(named)
    if found is None:
        raise NotFound(slot=named)
    try:
        starts_at = datetime.strptime(found["at"], "%Y%m%dT%H%M").replace(tzinfo=UTC)
    except ValueError as odd:
        raise NotFound(slot=named) from odd
    for offer in _offers(timetable):
        if offer.token == found["token"] and starts_at.year in YEARS:
            return Wish(
                location_id=offer.location_id,
                time_type_id=offer.time_type_id,
                performer_id=offer.performer_id,
                starts_at=starts_at,
            )
    raise NotFound(slot=named)


def moved_to(change: Change, before: Slot, timetable: Timetable) -> Wish | None:
    """The other time that is asked for, None where it is the one it has. A start alone is of the same performer."""
    if change.slot is not None:
        wish = wish_of(change.slot, timetable)
        return None if wish == before.wish else wish
    if change.start is None:
        return None
    starts_at = instant(change.start, of="Appointment.start")
    if starts_at == before.starts_at:
        return None
    return Wish(
        location_id=before.location_id,
        time_type_id=before.time_type_id,
        performer_id=before.performer_id,
        starts_at=starts_at,
    )


def id_in(reference: str, kind: str) -> str | None:
    """The id of `<kind>/<id>`, also of an address that ends so; None for a reference to anything else."""
    *_, of, named = ["", *reference.split("/")]
    return named if of == kind and named else None


def codes(values: Sequence[str], system: str) -> set[str]:
    """The codes of tokens (`code`, `|code`, `system|code`) that are of the system; those of others are none of ours."""
    parted = [it.rpartition("|") for value in values for it in value.split(",")]
    return {code for of, _, code in parted if of in ("", system)}


def _value(parameter: Json) -> object:
    return next((it for name, it in parameter.items() if name.startswith("value")), None)


def _offers(timetable: Timetable) -> Iterator[Offer]:
    for schedule in timetable.schedules:
        for kind in dict.fromkeys(it for block in schedule.week for it in block.time_types):
            yield Offer(schedule.location_id, schedule.performer_id, kind)


def _slots_in(appointment: Json) -> Iterator[str]:
    for it in appointment.get("slot", ()):
        if named := id_in(it.get("reference", ""), "Slot"):
            yield named


def _typed(parameters: Parameters, appointment: Json) -> dict[str, str]:
    """As the page's form would have it."""
    patient = parameters.resource("patient-resource") or _contained(appointment)
    year, month, day = [*patient.get("birthDate", "").split("-"), "", "", ""][:3]
    said = {
        "name": _name(patient),
        "birth_year": year,
        "birth_month": month,
        "birth_day": day,
        "phone": _telecom(patient, "phone"),
        "email": _telecom(patient, "email"),
        f"f-{REASON}": next((it.get("text", "") for it in appointment.get("reasonCode", ())), ""),
        f"f-{KNOWN}": parameters.text(KNOWN),
        f"f-{COVERAGE}": parameters.text(COVERAGE),
        "consent": parameters.text("consent"),
        REMINDED: "yes" if parameters.text(REMINDED) == "true" else "",
    }
    return {name: it for name, it in said.items() if it}


def _contained(appointment: Json) -> Json:
    return next((it for it in appointment.get("contained", ()) if it["resourceType"] == "Patient"), {})


def _name(patient: Json) -> str:
    name: Json = next(iter(patient.get("name", ())), {})
    return name.get("text") or " ".join([*name.get("given", ()), name.get("family", "")]).strip()


def _telecom(patient: Json, system: str) -> str:
    found = (it for it in patient.get("telecom", ()) if it.get("system") == system)
    return next((it.get("value", "") for it in found), "")
