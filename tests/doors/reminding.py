"""What each clinic of the street has of patient reminders, and what is asked at their doors."""

from datetime import UTC, datetime, time, timedelta

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import LocationId, OrganisationId, ReminderId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person
from frontdesk.reminders.model.recalls import Call, Care, Interval, Reminder, Step, Unit, Way
from frontdesk.reminders.model.rulebook import Rule, Rulebook, Trigger
from frontdesk.reminders.model.uploads import Reading, Row
from frontdesk.reminders.usecases.upload_services import begin_upload
from frontdesk.reminders.wiring.recalls import recall_ports

NOW = datetime.now(UTC)
TODAY = NOW.date()
HOUSE = Actor(ActorKind.SYSTEM, "tests")
MITTE = LocationId("mitte")
STEP = Step(30, time(9), Way.SMS)
BY_HAND = {"csrf": "form-token", "location": "{location}", "care": "laboratory", "what": "Blutbild"}
A_STEP = {"steps.0.days": "7", "steps.0.when": "before", "steps.0.at": "09:00", "steps.0.way": "sms"}
IN_TWO_MONTHS = {"due_on": str(TODAY + timedelta(days=60))}
A_RULE = {
    "csrf": "form-token",
    "version": "1",
    "deed": "save",
    "name": "Tetanus",
    "trigger": "service",
    "care": "vaccination",
    "what": "Tetanus",
    "due.count": "10",
    "due.unit": "years",
    "logic": "all",
    "template": "recall",
} | A_STEP
A_TABLE = f"name;birth_date;email;service;date\nAnna;1985-03-27;anna@example.org;Tetanus;{TODAY - timedelta(days=2)}"
SOMEBODY = {"id": "{subject_id}"}
IN_JSON = {"patient": SOMEBODY, "location": "{location}", "care": "vaccination"}
A_PLACE = {"query": {"location": "{location}"}}
REMINDERS = "/console/reminders"

ASKED = {
    f"GET {REMINDERS}": A_PLACE,
    f"GET {REMINDERS}/queue": A_PLACE,
    f"GET {REMINDERS}/calls": A_PLACE,
    f"POST {REMINDERS}/calls/{{subject_id}}/{{call_key}}": {
        "form": {"csrf": "form-token", "outcome": "reached"}
    },
    f"POST {REMINDERS}/patients": {"form": {"csrf": "form-token", "contact": "anybody@example.org"}},
    f"POST {REMINDERS}/patients/{{subject_id}}/services": {
        "form": {
            "csrf": "form-token",
            "location": "{location}",
            "care": "vaccination",
            "item": "Tetanus",
            "given_on": str(TODAY - timedelta(days=2)),
        }
    },
    f"POST {REMINDERS}/patients/{{subject_id}}/stop": {
        "form": {"csrf": "form-token", "reminder": "{reminder_id}"}
    },
    f"GET {REMINDERS}/new": {"query": {"patient": "{subject_id}"}},
    f"POST {REMINDERS}/new": {
        "form": BY_HAND | A_STEP | IN_TWO_MONTHS | {"patient": "{subject_id}", "reminder": "7" * 32}
    },
    f"POST {REMINDERS}/rules/{{rule_id}}": {"form": A_RULE},
    f"POST {REMINDERS}/upload": {"form": {"csrf": "form-token", "file": A_TABLE}},
    f"POST {REMINDERS}/upload/confirm": {"form": {"csrf": "form-token", "text": A_TABLE, "upload": "6" * 32}},
    "GET /console/api/reminders": A_PLACE,
    "POST /console/api/reminders": {
        "json": IN_JSON
        | IN_TWO_MONTHS
        | {"what": "Blutbild", "steps": [{"days_before": 7, "at": "09:00", "way": "sms"}]}
    },
    "GET /console/api/reminders/calls": A_PLACE,
    "POST /console/api/services": {
        "json": IN_JSON | {"source_id": "1", "item": "Tetanus", "given_on": str(TODAY - timedelta(days=2))}
    },
    "PUT /console/api/reminder-rules": {"json": {"version": 1, "rules": []}},
}


def keep_reminders(clinic):
    """A rule, a reminder, a call, and a table on its way in."""
    ports, here = recall_ports(), OrganisationId(clinic.organisation_id)
    rule = Rule(
        id=clinic.rule_id,
        name="Tetanus",
        trigger=Trigger.SERVICE,
        care=Care.VACCINATION,
        what="Tetanus",
        due_after=Interval(10, Unit.YEARS),
        steps=(STEP,),
    )
    ports.rulebooks.put(here, Rulebook(rules=(rule,)))
    mine = {
        "organisation_id": here,
        "subject_id": SubjectId(clinic.subject_id),
        "location_id": MITTE,
        "care": Care.VACCINATION,
        "what": "Tetanus",
        "due_on": TODAY + timedelta(days=60),
    }
    reminder = Reminder(
        id=ReminderId(clinic.reminder_id),
        steps=(STEP,),
        language=Language.GERMAN,
        made_at=NOW,
        made_by=HOUSE,
        next_at=NOW + timedelta(days=30),
        **mine,
    )
    ports.reminders.add(reminder)
    ports.calls.add(Call(key=clinic.call_key, reminder_id=reminder.id, ask_at=NOW, **mine))
    row = Row(
        number=1,
        source_id="1",
        person=Person(
            name="Anna", birth_date=TODAY - timedelta(days=9000), phone=None, email="anna@example.org"
        ),
        location_id=MITTE,
        care=Care.VACCINATION,
        item="Tetanus",
        given_on=TODAY,
        language=Language.GERMAN,
    )
    begin_upload(
        Reading(rows=(row,), bad=(), twice=0),
        organisation_id=here,
        upload_id=clinic.progress_id,
        by=HOUSE,
        ports=ports,
    )
