"""Visits and stays of the last ten days of both clinics, so that whoever follows up has somebody to call."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.hospital.model import (
    Diagnosis,
    Disposition,
    Emphasis,
    Encounter,
    EncounterClass,
    EncounterState,
    Kept,
)
from frontdesk.hospital.ports import Encounters, HospitalPorts
from frontdesk.hospital.rules.keys import encounter_key
from frontdesk.hospital.usecases.emphasise_patient import emphasise_patient
from frontdesk.hospital.usecases.tell_encounter import tell_encounter
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import OrganisationId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person

DEMO = Actor(ActorKind.SYSTEM, "demo")


SAID = Path(__file__).with_name("encounters.json")
LANGUAGES = {"lindenhof": Language.GERMAN, "xinglin": Language.CHINESE}
PHONES = {"lindenhof": "+4915155501{:03}", "xinglin": "+861380013{:04}"}
EMPHASISED = 7
REASON = {
    Language.GERMAN: "Viermal in der Notaufnahme im letzten halben Jahr",
    Language.CHINESE: "半年内多次急诊",
}


@dataclass(frozen=True, slots=True)
class _Untold:
    """The hospital's records, of which nobody hears: sixty facts at once would be as many cold starts on one machine.

    Whoever follows up is asked by the demo itself (`followup.keep_calls`).
    """

    encounters: Encounters

    def write(self, kept: Kept, *, day: date, facts: Sequence[Event]) -> None:  # noqa: ARG002
        self.encounters.write(kept, day=day, facts=())

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (all else as it is)
        return getattr(self.encounters, name)


def keep_encounters(catalogue: Catalogue) -> None:
    """Tell of them where none of them is known: their days are counted from the first start. Twice is once."""
    here = catalogue.organisation.id
    told, location = hospital_ports(), catalogue.locations[0]
    ports = replace(told, encounters=_Untold(told.encounters))
    for number, stay in enumerate(stays_of(here)):
        if _is_known(here, f"D-{100 + number}", ports):
            continue
        person = Person(
            name=stay["name"],
            birth_date=date.fromisoformat(stay["born"]),
            phone=PHONES[here].format(number),
            email=None,
        )
        subject = ports.register(here, person, LANGUAGES[here])
        _tell(stay, f"D-{100 + number}", subject.id, catalogue, location, ports)
        if number == EMPHASISED:
            _emphasise(subject.id, catalogue, LANGUAGES[here], ports)


def stays_of(organisation_id: OrganisationId) -> Sequence[Mapping[str, Any]]:
    """Those of a clinic, by their numbers."""
    found: Sequence[Mapping[str, Any]] = json.loads(SAID.read_text("utf-8")).get(organisation_id, ())
    return found


def _is_known(organisation_id: OrganisationId, number: str, ports: HospitalPorts) -> bool:
    try:
        ports.encounters.kept(organisation_id, encounter_key(organisation_id, number))
    except NotFound:
        return False
    return True


def _tell(  # noqa: PLR0913, PLR0917
    stay: Mapping[str, Any],
    number: str,
    subject_id: SubjectId,
    catalogue: Catalogue,
    location: Location,
    ports: HospitalPorts,
) -> None:
    """First that they came, then that they left: so their history has both."""
    here, today = catalogue.organisation.id, ports.clock().astimezone(location.zone).date()
    came = datetime.combine(today - timedelta(days=stay["ago"]), time(8, 40), location.zone)
    stands = Encounter(
        id=encounter_key(here, number),
        organisation_id=here,
        visit_number=number,
        subject_id=subject_id,
        kind=EncounterClass(stay["kind"]),
        state=EncounterState.UNDER_WAY,
        location_id=location.id,
        department_id=location.desk,
        attending=StaffId("1002") if here == "lindenhof" else None,
        began_at=came,
        is_emergent=stay["emergencies"] > 0 or stay["kind"] == EncounterClass.EMERGENCY,
        diagnoses=tuple(Diagnosis(code=it) for it in stay["diagnoses"].split()),
        emergency_visits=stay["emergencies"],
        summary=stay["summary"],
        told_at=came + timedelta(minutes=20),
    )
    tell_encounter(stands, by=DEMO, ports=ports)
    if stay["days"] is None:
        return
    left = came + timedelta(days=stay["days"], hours=2)
    ended = replace(
        stands,
        state=EncounterState.ENDED,
        ended_at=left,
        disposition=Disposition(stay["went"]) if stay["went"] else None,
        settled_at=left + timedelta(minutes=30) if stay["kind"] == EncounterClass.OUTPATIENT else None,
        told_at=left + timedelta(minutes=40),
    )
    tell_encounter(ended, by=DEMO, ports=ports)


def _emphasise(subject_id: SubjectId, catalogue: Catalogue, language: Language, ports: HospitalPorts) -> None:
    lead = StaffId("1003" if language is Language.GERMAN else "2001")
    emphasis = Emphasis(
        organisation_id=catalogue.organisation.id,
        subject_id=subject_id,
        level=2,
        reason=REASON[language],
        until=ports.clock().date() + timedelta(days=180),
        owner=lead,
    )
    emphasise_patient(emphasis, by=lead, ports=ports)
