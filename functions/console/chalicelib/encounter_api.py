"""Encounters over the API: the hospital's own system tells of them, and whoever may reads them."""

from dataclasses import replace
from typing import Any

from chalicelib.api import api
from chalicelib.desk_words import typed
from chalicelib.encounters import EDIT, READ, clinic_of, member_of, population_asked, ports
from chalicelib.reach import Reach, asked_day, asked_person, reach_of
from frontdesk.access.model import SignedIn
from frontdesk.hospital.model import Encounter, EncounterId, Population
from frontdesk.hospital.rules.reading import read_encounter as read_typed
from frontdesk.hospital.usecases.list_encounters import list_encounters
from frontdesk.hospital.usecases.read_encounter import read_encounter
from frontdesk.hospital.usecases.tell_encounter import tell_encounter
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import SubjectId
from frontdesk.kernel.language import understood
from frontdesk.patients.model import Subject
from frontdesk_web.api import ApiDesk, Operation

ASKED = {"type": "string", "default": "", "maxLength": 400}
LISTS = {"enum": [it.value for it in Population], "default": Population.DISCHARGED.value}
TAG = "encounters"

desk = ApiDesk(__name__)


@api.operation(
    desk,
    "/console/api/encounters",
    "POST",
    does=Operation(permission=EDIT, body="ToldEncounter", returns="Encounter", tag=TAG),
)
def tell_of_encounter(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Tell of a visit or a stay, as often as anything changes. What is left out was not told, and stays as it was.

    The answer is what is known now: of what is told in the wrong order, the latest counts.
    """
    reach = reach_of(who)
    reach.location(said.get("location", ""))
    encounter, errors = read_typed(_typed(said), clinic=clinic_of(reach))
    if encounter is None:
        raise BadInput([FieldError(f"$.{it.pointer}", it.code) for it in errors])
    subject = _patient(reach, said)
    by = who.actor
    return _told(tell_encounter(replace(encounter, subject_id=subject.id), by=by, ports=ports), subject)


@api.operation(
    desk,
    "/console/api/encounters",
    does=Operation(
        permission=READ,
        query={"location": ASKED, "day": ASKED, "list": LISTS, "after": ASKED},
        returns="Encounters",
        tag=TAG,
    ),
)
def encounters_of_day(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """Visits of a day, who is in now, or who left on a day, at a location, a page at a time. It is in the trail."""
    reach = reach_of(who)
    location = reach.location(asked["location"])
    day = asked_day(asked["day"], location, ports.clock)
    found = list_encounters(
        organisation_id=who.organisation_id,
        location_id=location.id,
        day=day,
        population=population_asked(asked["list"]),
        after=asked["after"] or None,
        staff=member_of(reach),
        ports=ports,
    )
    return {
        "day": day.isoformat(),
        "encounters": [_told(it, found.subjects.get(it.subject_id)) for it in found.leaf.encounters],
        "counts": {it.value: count for it, count in found.counts.items()},
        "after": found.leaf.after,
    }


@api.operation(
    desk,
    "/console/api/encounters/{encounter_id}",
    does=Operation(permission=READ, returns="Encounter", tag=TAG),
)
def one_encounter(who: SignedIn, encounter_id: str) -> dict[str, Any]:
    """A visit or a stay at one of your locations. It is written into the trail."""
    opened = read_encounter(
        organisation_id=who.organisation_id,
        encounter_id=EncounterId(encounter_id),
        staff=member_of(reach_of(who)),
        ports=ports,
    )
    return _told(opened.encounter, opened.subject)


def _typed(said: dict[str, Any]) -> dict[str, str]:
    """As a form would have it."""
    return {name: _written(value) for name, value in said.items() if name != "patient"}


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, list) else str(value)


def _patient(reach: Reach, said: dict[str, Any]) -> Subject:
    """Whose it is; whoever is described is registered."""
    here, patient = reach.who.organisation_id, said["patient"]
    if "id" in patient:
        return ports.subject(here, SubjectId(patient["id"]))
    person = asked_person(reach, reach.locations[0], typed(patient), ports.clock)
    language = understood(said.get("language", "")) or reach.catalogue.organisation.languages[0]
    return ports.register(here, person, language)


def _told(it: Encounter, subject: Subject | None) -> dict[str, Any]:
    return {
        "id": it.id,
        "visit_number": it.visit_number,
        "class": it.kind.value,
        "state": it.state.value,
        "location": it.location_id,
        "department": it.department_id,
        "ward": it.ward,
        "attending": it.attending,
        "admitted": it.began_at.isoformat(),
        "discharged": it.ended_at and it.ended_at.isoformat(),
        "settled": it.settled_at and it.settled_at.isoformat(),
        "disposition": it.disposition and it.disposition.value,
        "diagnoses": [one.code for one in it.diagnoses],
        "procedures": list(it.procedures),
        "emergent": it.is_emergent,
        "emergency_visits": it.emergency_visits,
        "summary": it.summary,
        "told": it.told_at.isoformat(),
        "patient": subject
        and {
            "id": subject.id,
            "name": subject.name,
            "birth_date": subject.birth_date.isoformat(),
            "phone": subject.phone,
            "email": subject.email,
        },
    }
