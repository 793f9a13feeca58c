"""Patient reminders and what belongs to them as records keep them: JSON with short names, for bytes are paid for."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import AppointmentId, LocationId, OrganisationId, ReminderId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person
from frontdesk.reminders.model.recalls import (
    Call,
    CallNote,
    CallOutcome,
    Care,
    Interval,
    Reminder,
    Sending,
    Service,
    Step,
    Unit,
    Way,
)
from frontdesk.reminders.model.rulebook_written import read_steps
from frontdesk.reminders.model.uploads import Row


def filed(it: Reminder) -> str:
    """What the list of due reminders is sieved by; it never changes: `=vaccination=messages=rule=`."""
    to, by = "calls" if it.internal else "messages", "rule" if it.rule_id else "hand"
    return f"={it.care.value}={to}={by}="


def write_reminder(it: Reminder) -> dict[str, Any]:
    """All but what stands in the record's own attributes."""
    said = {
        "at": it.location_id,
        "care": it.care.value,
        "what": it.what,
        "steps": [f"{step.days_before} {step.at:%H:%M} {step.way.value}" for step in it.steps],
        "lang": it.language.value,
        "made": it.made_at.isoformat(timespec="seconds"),
        "by": str(it.made_by),
        "calls": it.internal,
        "text": it.text,
        "tpl": it.template,
        "rule": it.rule_id,
        "given": it.given_on and it.given_on.isoformat(),
        "anchor": it.anchor and it.anchor.isoformat(),
        "every": it.every and [it.every.count, it.every.unit.value],
        "rounds": it.rounds,
        "is": it.sending.value,
        "step": it.step,
        "paused": it.paused_by,
    }
    return {name: value for name, value in said.items() if value}


def read_reminder(
    organisation_id: OrganisationId, reminder_id: ReminderId, said: Mapping[str, Any]
) -> Reminder:
    """The reminder; when it is due and comes next say the record's own attributes."""
    every = said.get("every")
    return Reminder(
        id=reminder_id,
        organisation_id=organisation_id,
        subject_id=SubjectId(reminder_id.rpartition("-")[0]),
        location_id=LocationId(said["at"]),
        care=Care(said["care"]),
        what=said["what"],
        due_on=date.min,
        steps=tuple(_step(it) for it in said.get("steps", ())),
        language=Language(said["lang"]),
        made_at=datetime.fromisoformat(said["made"]),
        made_by=Actor.parse(said["by"]),
        internal=said.get("calls", False),
        text=said.get("text", ""),
        template=said["tpl"],
        rule_id=said.get("rule", ""),
        given_on=_day(said.get("given")),
        anchor=_day(said.get("anchor")),
        every=Interval(every[0], Unit(every[1])) if every else None,
        rounds=said["rounds"],
        sending=Sending(said["is"]),
        step=said.get("step", 0),
        paused_by=AppointmentId(said["paused"]) if "paused" in said else None,
    )


def write_service(it: Service) -> dict[str, Any]:
    """A service; its id and whose it is stand in its key."""
    return {
        "at": it.location_id,
        "care": it.care.value,
        "item": it.item,
        "on": it.given_on.isoformat(),
        "lang": it.language.value,
        "icd": list(it.diagnoses),
    }


def read_service(
    organisation_id: OrganisationId, subject_id: SubjectId, service_id: str, said: Mapping[str, Any]
) -> Service:
    """A service as it was written."""
    return Service(
        id=service_id,
        organisation_id=organisation_id,
        subject_id=subject_id,
        location_id=LocationId(said["at"]),
        care=Care(said["care"]),
        item=said["item"],
        given_on=date.fromisoformat(said["on"]),
        language=Language(said["lang"]),
        diagnoses=tuple(said["icd"]),
    )


def write_call(it: Call) -> dict[str, Any]:
    """A call; its key and whose it is stand in its record's key."""
    return {
        "of": it.reminder_id,
        "at": it.location_id,
        "care": it.care.value,
        "what": it.what,
        "due": it.due_on.isoformat(),
        "ask": it.ask_at.isoformat(timespec="seconds"),
        "notes": [[note.at.isoformat(timespec="seconds"), note.by, note.outcome.value] for note in it.notes],
        "open": it.open,
    }


def read_call(
    organisation_id: OrganisationId, subject_id: SubjectId, key: str, said: Mapping[str, Any], *, version: int
) -> Call:
    """A call as it was written."""
    return Call(
        key=key,
        reminder_id=ReminderId(said["of"]),
        organisation_id=organisation_id,
        subject_id=subject_id,
        location_id=LocationId(said["at"]),
        care=Care(said["care"]),
        what=said["what"],
        due_on=date.fromisoformat(said["due"]),
        ask_at=datetime.fromisoformat(said["ask"]),
        notes=tuple(
            CallNote(at=datetime.fromisoformat(at), by=by, outcome=CallOutcome(outcome))
            for at, by, outcome in said["notes"]
        ),
        open=said["open"],
        version=version,
    )


def write_row(it: Row) -> dict[str, Any]:
    """A line of an upload."""
    person = it.person
    return {
        "n": it.number,
        "id": it.source_id,
        "name": person.name,
        "born": person.birth_date.isoformat(),
        "phone": person.phone,
        "email": person.email,
        "at": it.location_id,
        "care": it.care.value,
        "item": it.item,
        "on": it.given_on.isoformat(),
        "lang": it.language.value,
        "icd": list(it.diagnoses),
    }


def read_row(said: Mapping[str, Any]) -> Row:
    """A line of an upload as it was written."""
    return Row(
        number=said["n"],
        source_id=said["id"],
        person=Person(
            name=said["name"],
            birth_date=date.fromisoformat(said["born"]),
            phone=said["phone"],
            email=said["email"],
        ),
        location_id=LocationId(said["at"]),
        care=Care(said["care"]),
        item=said["item"],
        given_on=date.fromisoformat(said["on"]),
        language=Language(said["lang"]),
        diagnoses=tuple(said["icd"]),
    )


def _step(said: str) -> Step:
    days, at, way = said.split(" ")
    [step] = read_steps([{"days_before": int(days), "at": at, "way": Way(way)}])
    return step


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
