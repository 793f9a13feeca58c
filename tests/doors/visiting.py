"""What each clinic of the street has of visits and stays, and what is asked at their doors; staff, too."""

from datetime import UTC, datetime, timedelta

from frontdesk.hospital.model import Encounter, EncounterClass, EncounterId, EncounterState, Reading, Row
from frontdesk.hospital.rules.merging import told_now
from frontdesk.hospital.usecases.upload_encounters import begin_upload
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person

NOW = datetime.now(UTC)
HOUSE = Actor(ActorKind.SYSTEM, "tests")
ENCOUNTERS = "/console/encounters"
CAME = f"{NOW - timedelta(days=2):%Y-%m-%dT%H:%M}"
A_TABLE = (
    f"visit number;class;name;birth date;email;admitted\nV-9;AMB;Anna;1985-03-27;anna@example.org;{CAME}"
)
STAFF_TABLE = "number;name;role\n1077;Ole Neu;reception"
A_PLACE = {"query": {"location": "{location}"}}
A_VISIT = {"visit_number": "V-1", "class": "inpatient", "admitted": CAME}
PASSWORDS = {"password": "a guess", "new": "Abend-Stern-88", "again": "Abend-Stern-89"}

ASKED = {
    f"GET {ENCOUNTERS}": A_PLACE,
    f"GET {ENCOUNTERS}/new": {"query": {"encounter": "{encounter_id}"}},
    f"POST {ENCOUNTERS}/new": {
        "form": A_VISIT | {"csrf": "form-token", "location": "{location}", "encounter": "{encounter_id}"}
    },
    f"POST {ENCOUNTERS}/visits/{{encounter_id}}/emphasis": {
        "form": {
            "csrf": "form-token",
            "level": "1",
            "reason": "Nachfragen",
            "until": f"{NOW + timedelta(days=30):%Y-%m-%d}",
        }
    },
    f"POST {ENCOUNTERS}/upload": {"form": {"csrf": "form-token", "file": A_TABLE}},
    f"POST {ENCOUNTERS}/upload/faults": {"form": {"csrf": "form-token", "text": A_TABLE}},
    f"POST {ENCOUNTERS}/upload/confirm": {
        "form": {"csrf": "form-token", "text": A_TABLE, "upload": "6" * 32}
    },
    "GET /console/api/encounters": A_PLACE,
    "POST /console/api/encounters": {
        "json": A_VISIT | {"location": "{location}", "patient": {"id": "{subject_id}"}}
    },
    "POST /console/staff": {"form": {"csrf": "form-token", "file": STAFF_TABLE}},
    "POST /console/staff/import": {"form": {"csrf": "form-token", "text": STAFF_TABLE}},
    "POST /console/staff/{staff_id}/password": {"form": {"csrf": "form-token"}},
    "POST /console/me": {"form": {"csrf": "form-token"} | PASSWORDS},
    "POST /console/me/language": {"form": {"csrf": "form-token", "language": "sv"}},
    "POST /console/login/password": {"form": {"clinic": "{clinic}", "number": "{employee}"} | PASSWORDS},
}


def keep_encounters(clinic):
    """A stay, and a table on its way in."""
    ports, here = hospital_ports(), OrganisationId(clinic.organisation_id)
    stay = Encounter(
        id=EncounterId(clinic.encounter_id),
        organisation_id=here,
        visit_number="V-1",
        subject_id=SubjectId(clinic.subject_id),
        kind=EncounterClass.INPATIENT,
        state=EncounterState.UNDER_WAY,
        location_id=LocationId("mitte"),
        department_id=DepartmentId("hausarzt"),
        began_at=NOW - timedelta(days=2),
        told_at=NOW - timedelta(days=1),
    )
    ports.encounters.write(told_now(stay), day=NOW.date(), facts=[])
    row = Row(
        number=2,
        person=Person(
            name="Anna", birth_date=NOW.date() - timedelta(days=9000), phone=None, email="anna@example.org"
        ),
        language=Language.GERMAN,
        encounter=stay,
    )
    begin_upload(
        Reading(rows=(row,), bad=(), twice=0),
        organisation_id=here,
        upload_id=clinic.progress_id,
        by=HOUSE,
        ports=ports,
    )
