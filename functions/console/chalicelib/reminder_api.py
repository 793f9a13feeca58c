"""Patient reminders, services that were given, and rules, over the API."""

from datetime import date
from typing import Any

from chalicelib.api import ABOUT_API, api
from chalicelib.desk_words import typed
from chalicelib.reach import Reach, asked_person, reach_of
from chalicelib.reminders import CHANGE, READ, ports, service_typed
from frontdesk.access.model import SignedIn
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import LocationId, SubjectId, carried_id
from frontdesk.kernel.language import understood
from frontdesk.patients.model import Subject
from frontdesk.reminders.model.recalls import Care, DueState, Interval, Reminder, Unit, Way
from frontdesk.reminders.model.rulebook import Rulebook
from frontdesk.reminders.model.rulebook_written import read_steps, write_rule, write_steps
from frontdesk.reminders.rules.dues import due_state
from frontdesk.reminders.rules.keys import by_hand
from frontdesk.reminders.rules.objections import rules_schema
from frontdesk.reminders.usecases.change_rules import change_rules, overlaps_of, read_rulebook
from frontdesk.reminders.usecases.complete_service import complete_service
from frontdesk.reminders.usecases.list_reminders import list_reminders
from frontdesk.reminders.usecases.make_reminder import make_reminder
from frontdesk.reminders.usecases.open_patient import open_patient
from frontdesk.reminders.usecases.work_call_list import list_calls
from frontdesk_web.api import ApiDesk, Operation

ASKED = {"type": "string", "default": "", "maxLength": 400}
STATES = {"enum": ["", *(it.value for it in DueState)], "default": ""}
TAG = "reminders"

desk = ApiDesk(__name__)


@api.operation(
    desk,
    "/console/api/reminders",
    does=Operation(
        permission=READ,
        query={"location": ASKED, "state": STATES, "after": ASKED},
        returns="Reminders",
        tag=TAG,
    ),
)
def list_due(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """What is due at a location, by due date, a page at a time. It is written into the trail."""
    reach = reach_of(who)
    found = list_reminders(
        organisation_id=who.organisation_id,
        location_id=reach.location(asked["location"]).id,
        state=DueState(asked["state"]) if asked["state"] else None,
        after=asked["after"] or None,
        staff=reach.member,
        ports=ports,
    )
    return {
        "reminders": [
            _told(it, found.subjects.get(it.subject_id), found.today) for it in found.leaf.reminders
        ],
        "after": found.leaf.after,
    }


@api.operation(
    desk,
    "/console/api/reminders",
    "POST",
    does=Operation(permission=CHANGE, body="NewReminder", returns="Reminder", status=201, tag=TAG),
)
def write_reminder(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Write a reminder by hand. Sent again with the same id, it is as it is."""
    reach = reach_of(who)
    location = reach.location(said["location"])
    subject = _patient(reach, location.id, said)
    steps, every = read_steps(said["steps"]), said.get("every")
    template = said.get("template", "recall")
    if template not in ports.templates():
        raise BadInput([FieldError("$.template", "unknown_template")])
    wanted = Reminder(
        id=by_hand(carried_id(said.get("id", "")), subject.id),
        organisation_id=who.organisation_id,
        subject_id=subject.id,
        location_id=location.id,
        care=Care(said["care"]),
        what=said["what"],
        due_on=_day(said, "due_on"),
        steps=steps,
        language=subject.language,
        made_at=ports.clock(),
        made_by=who.actor,
        internal=all(it.way is Way.CALL for it in steps),
        text=said.get("text", ""),
        template=template,
        every=Interval(every["count"], Unit(every["unit"])) if every else None,
    )
    made = make_reminder(wanted, subject, staff=reach.member, ports=ports)
    return _told(made, subject, _today(reach, location.id))


@api.operation(
    desk,
    "/console/api/reminders/patients/{subject_id}",
    does=Operation(permission=READ, returns="Reminders", tag=TAG),
)
def reminders_of_patient(who: SignedIn, subject_id: str) -> dict[str, Any]:
    """All reminders of a patient at your locations, over ones too. It is written into the trail."""
    reach = reach_of(who)
    dossier = open_patient(
        organisation_id=who.organisation_id,
        subject_id=SubjectId(subject_id),
        staff=reach.member,
        ports=ports,
    )
    told = [_told(it, dossier.subject, _today(reach, it.location_id)) for it in dossier.reminders]
    return {"reminders": told, "after": None}


@api.operation(
    desk,
    "/console/api/reminders/calls",
    does=Operation(
        permission=READ, query={"location": ASKED, "after": ASKED}, returns="ReminderCalls", tag=TAG
    ),
)
def list_open_calls(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """Whom to call at a location, the longest waiting first. It is written into the trail."""
    reach = reach_of(who)
    found = list_calls(
        organisation_id=who.organisation_id,
        location_id=reach.location(asked["location"]).id,
        after=asked["after"] or None,
        staff=reach.member,
        ports=ports,
    )
    told = [
        {
            "patient": it.subject_id,
            "key": it.key,
            "reminder": it.reminder_id,
            "care": it.care.value,
            "what": it.what,
            "due_on": it.due_on.isoformat(),
            "ask_at": it.ask_at.isoformat(),
            "phone": subject.phone if (subject := found.subjects.get(it.subject_id)) else None,
        }
        for it in found.leaf.calls
    ]
    return {"calls": told, "after": found.leaf.after}


@api.operation(
    desk,
    "/console/api/services",
    "POST",
    does=Operation(permission=CHANGE, body="NewService", returns="NotedService", status=201, tag=TAG),
)
def note_service(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Note what a patient was given: reminders of it are renewed, and rules make the ones that follow."""
    reach = reach_of(who)
    subject = _patient(reach, LocationId(said["location"]), said)
    written = {**said, "diagnoses": ",".join(said.get("diagnoses", ()))}
    service = service_typed(reach, written, subject.id, subject.language, ports)
    new = complete_service(service, by=who.actor, ports=ports)
    return {"id": service.id, "patient": subject.id, "new": new}


@api.operation(
    desk, "/console/api/reminder-rules.schema.json", does=Operation(returns="Document", tag=ABOUT_API)
)
def schema_of_reminder_rules(_who: SignedIn) -> object:
    """The JSON Schema of reminder rules."""
    return rules_schema()


@api.operation(
    desk,
    "/console/api/reminder-rules",
    does=Operation(permission=READ, returns="ReminderRules", tag=TAG),
)
def show_rules(who: SignedIn) -> dict[str, Any]:
    """The reminder rules, which version of them, and pairs that would remind of the same; version 0 for none."""
    return _rules(read_rulebook(organisation_id=who.organisation_id, ports=ports))


@api.operation(
    desk,
    "/console/api/reminder-rules",
    "PUT",
    does=Operation(permission=CHANGE, body="ReminderRulesChange", returns="ReminderRules", tag=TAG),
)
def lay_down_rules(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Lay the reminder rules down. What they have made stays; of a rule that is gone nothing more is sent."""
    rules = {"rules": said["rules"]}
    return _rules(
        change_rules(organisation_id=who.organisation_id, said=rules, version=said["version"], ports=ports)
    )


def _rules(book: Rulebook) -> dict[str, Any]:
    return {
        "version": book.version,
        "rules": [write_rule(it) for it in book.rules],
        "overlapping": [[one.id, other.id] for one, other in overlaps_of(book)],
    }


def _patient(reach: Reach, location_id: LocationId, said: dict[str, Any]) -> Subject:
    """Who it is about; whoever is described is registered."""
    here, patient = reach.who.organisation_id, said["patient"]
    location = reach.location(location_id)
    if "id" in patient:
        return ports.subject(here, SubjectId(patient["id"]))
    person = asked_person(reach, location, typed(patient), ports.clock)
    language = understood(said.get("language", "")) or reach.catalogue.organisation.languages[0]
    return ports.register(here, person, language)


def _told(it: Reminder, subject: Subject | None, today: date) -> dict[str, Any]:
    return {
        "id": it.id,
        "location": it.location_id,
        "care": it.care.value,
        "what": it.what,
        "due_on": it.due_on.isoformat(),
        "due_state": due_state(it.due_on, today).value,
        "sending": it.sending.value,
        "next_at": it.next_at and it.next_at.isoformat(),
        "steps": write_steps(it.steps),
        "internal": it.internal,
        "rule": it.rule_id or None,
        "given_on": it.given_on and it.given_on.isoformat(),
        "patient": subject
        and {
            "id": subject.id,
            "name": subject.name,
            "birth_date": subject.birth_date.isoformat(),
            "phone": subject.phone,
            "email": subject.email,
        },
    }


def _today(reach: Reach, location_id: LocationId) -> date:
    return ports.clock().astimezone(reach.location(location_id).zone).date()


def _day(said: dict[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(said[name])
    except ValueError as odd:
        raise BadInput([FieldError(f"$.{name}", "invalid_date")]) from odd
