"""Ready-made encounters, and in-memory stand-ins. The contract test holds the fakes to DynamoDB."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from frontdesk.hospital.model import (
    Clinic,
    Emphasis,
    Encounter,
    EncounterClass,
    EncounterState,
    Kept,
    Leaf,
    Place,
    Population,
    Progress,
    StaffMember,
)
from frontdesk.hospital.ports import HospitalPorts
from frontdesk.hospital.rules.keys import encounter_key, population_of
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.kernel.tables import by_name
from frontdesk.patients.model import Consent, Subject
from frontdesk.patients.rules.persons import subject_key

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NORTH, SOUTH = OrganisationId("north-clinic"), OrganisationId("south-clinic")
CENTRE, HARBOUR = LocationId("centre"), LocationId("harbour")
WARD, BAY = DepartmentId("ward"), DepartmentId("bay")
ANNA = SubjectId("a" * 32)
KATRIN = StaffMember(id=StaffId("1001"), locations=frozenset({CENTRE}))
DESK = Actor(ActorKind.STAFF, "1001")
PLACES = {
    CENTRE: Place(
        zone=BERLIN, departments=frozenset({WARD}), desk=WARD, called=by_name({WARD: ("Station 1", "病房")})
    ),
    HARBOUR: Place(
        zone=BERLIN, departments=frozenset({BAY}), desk=BAY, called=by_name({BAY: ("Station 1",)})
    ),
}
CLINIC = Clinic(
    organisation_id=NORTH,
    places=PLACES,
    languages=(Language.GERMAN,),
    now=NOW,
    called=by_name({CENTRE: ("Mitte am Markt", "院本部"), HARBOUR: ("Hafen",)}),
)


def a_stay(**changes):
    said = {
        "organisation_id": NORTH,
        "visit_number": "V-1",
        "subject_id": ANNA,
        "kind": EncounterClass.INPATIENT,
        "state": EncounterState.UNDER_WAY,
        "location_id": CENTRE,
        "department_id": WARD,
        "began_at": datetime(2026, 11, 20, 8, tzinfo=UTC),
        "told_at": datetime(2026, 11, 20, 9, tzinfo=UTC),
    } | changes
    return Encounter(id=encounter_key(said["organisation_id"], said["visit_number"]), **said)


def an_ended_stay(**changes):
    return a_stay(
        **{
            "state": EncounterState.ENDED,
            "ended_at": datetime(2026, 11, 23, 10, tzinfo=UTC),
            "told_at": datetime(2026, 11, 23, 11, tzinfo=UTC),
        }
        | changes
    )


def an_emphasis(**changes):
    said = {
        "organisation_id": NORTH,
        "subject_id": ANNA,
        "level": 2,
        "reason": "Erste Operation ihrer Art",
        "until": date(2027, 1, 31),
        "owner": StaffId("1003"),
    }
    return Emphasis(**said | changes)


class FakeEncounters:
    def __init__(self):
        self.stored, self.days, self.facts = {}, {}, []

    def kept(self, organisation_id, encounter_id):
        if (organisation_id, encounter_id) not in self.stored:
            raise NotFound(encounter_id=encounter_id)
        return self.stored[organisation_id, encounter_id]

    def write(self, kept, *, day, facts):
        it = kept.encounter
        key = it.organisation_id, it.id
        known = self.stored.get(key)
        if (known.encounter.version if known else None) != it.version:
            raise Conflict(encounter_id=it.id)
        self.stored[key] = Kept(encounter=replace(it, version=(it.version or 0) + 1), parts=kept.parts)
        self.days[key] = day
        self.facts.extend(facts)

    def of_day(self, organisation_id, location_id, population, day, *, after, most):
        found = self._listed(organisation_id, location_id, population, day)
        start = int(after) if (after or "").isdecimal() else 0
        page = found[start : start + most]
        return Leaf(encounters=tuple(page), after=str(start + most) if found[start + most :] else None)

    def count(self, organisation_id, location_id, population, day):
        return len(self._listed(organisation_id, location_id, population, day))

    def of_subject(self, organisation_id, subject_id):
        mine = [it for it in self._of(organisation_id) if it.subject_id == subject_id]
        return sorted(mine, key=lambda it: it.began_at, reverse=True)

    def _listed(self, organisation_id, location_id, population, day):
        found = [
            it
            for it in self._of(organisation_id)
            if it.location_id == location_id
            and population_of(it) is population
            and (population is Population.INPATIENT or self.days[organisation_id, it.id] == day)
        ]
        return sorted(
            found, key=lambda it: (population is Population.DISCHARGED and it.ended_at) or it.began_at
        )

    def _of(self, organisation_id):
        return [it.encounter for key, it in self.stored.items() if key[0] == organisation_id]


class FakeEmphases:
    def __init__(self):
        self.stored = {}

    def put(self, it):
        self.stored[it.organisation_id, it.subject_id] = it

    def get(self, *key):
        return self.stored.get(key)

    def end(self, *key):
        self.stored.pop(key, None)

    def everybody(self, organisation_id):
        mine = [it for key, it in self.stored.items() if key[0] == organisation_id]
        return sorted(mine, key=lambda it: (-it.level, it.subject_id))


class FakeUploads:
    def __init__(self):
        self.stored, self.facts = {}, []

    def begin(self, organisation_id, upload_id, parts, *, at, facts):
        for number, (rows, fact) in enumerate(zip(parts, facts, strict=True)):
            key = organisation_id, upload_id, number
            if key not in self.stored:
                self.stored[key] = (tuple(rows), len(rows), len(parts))
                self.facts.append(fact)

    def part(self, *key):
        return self.stored.get(key, ((), 0, 0))[0]

    def done(self, *key):
        if key in self.stored:
            self.stored[key] = ((), *self.stored[key][1:])

    def progress(self, organisation_id, upload_id):
        found = [it for key, it in self.stored.items() if key[:2] == (organisation_id, upload_id)]
        if not found:
            raise NotFound(upload_id=upload_id)
        return Progress(
            parts=found[0][2], done=sum(not it[0] for it in found), rows=sum(it[1] for it in found)
        )


class World:
    """The ports, and what went through them."""

    def __init__(self):
        self.trail, self.people = [], {}
        self.now = NOW
        self.ports = HospitalPorts(
            encounters=FakeEncounters(),
            emphases=FakeEmphases(),
            uploads=FakeUploads(),
            register=self._register,
            subject=self._subject,
            subjects=lambda here, ids: {it: self.people[here, it] for it in ids if (here, it) in self.people},
            places=lambda _here: PLACES,
            record=self.trail.append,
            clock=lambda: self.now,
        )

    @property
    def facts(self):
        return [(it.name, it.kind, it.day) for it in self.ports.encounters.facts]

    def _register(self, organisation_id, person, language):
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
            consent=Consent(version="hospital", given_at=NOW),
        )
        self.people[organisation_id, subject.id] = subject
        return subject

    def _subject(self, *key):
        if key not in self.people:
            raise NotFound
        return self.people[key]
