"""A task with its attempts, record and reviews as plain JSON: how its record writes it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from frontdesk.followup.model import (
    Agreement,
    Attempt,
    Lease,
    Level,
    NoContact,
    Record,
    Review,
    State,
    Steered,
    Steering,
    Task,
    TaskId,
    Verdict,
)
from frontdesk.followup.model.plans import Channel, PlanId, Population, Role
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId
from frontdesk.kernel.language import Text, parse_text
from frontdesk.surveys.model.answers_written import read_answers, write_answers

Json = dict[str, Any]


def write_task(it: Task) -> Json:
    return {
        "plan": it.plan_id,
        "step": it.step,
        "subject": it.subject_id,
        "encounter": it.encounter_id,
        "population": it.population.value,
        "location": it.location_id,
        "department": it.department_id,
        "role": it.role.value,
        "owner": it.owner,
        "state": it.state.value,
        "level": it.level.value,
        "channels": [one.value for one in it.channels],
        "form": it.form,
        "revision": it.revision,
        "asked": [_said(one) for one in it.asked],
        "because": [_write_text(one) for one in it.because],
        "raised_from": it.raised_from,
        "opens_on": it.opens_on.isoformat(),
        "due_on": it.due_on.isoformat(),
        "closes_on": it.closes_on.isoformat(),
        "vip": it.vip,
        "risk": it.risk,
        "attempts": [_write_attempt(one) for one in it.attempts],
        "lease": _write_lease(it.lease) if it.lease else None,
        "record": _write_record(it.record) if it.record else None,
        "reviews": [_write_review(one) for one in it.reviews],
        "samples": sorted(one.value for one in it.samples),
        "retry_at": _said(it.retry_at) if it.retry_at else None,
        "why": it.why,
        "escalated": it.escalated,
        "regenerated_from": it.regenerated_from,
        "steered": [_write_steering(one) for one in it.steered],
        "run": it.run,
        "made_at": _said(it.made_at),
    }


def read_task(
    organisation_id: OrganisationId, task_id: TaskId, said: Mapping[str, Any], *, version: int
) -> Task:
    lease, record, owner, source = said["lease"], said["record"], said["owner"], said["regenerated_from"]
    return Task(
        id=task_id,
        organisation_id=organisation_id,
        plan_id=PlanId(said["plan"]),
        step=said["step"],
        subject_id=SubjectId(said["subject"]),
        encounter_id=said["encounter"],
        population=Population(said["population"]),
        location_id=LocationId(said["location"]),
        department_id=DepartmentId(said["department"]),
        role=Role(said["role"]),
        owner=StaffId(owner) if owner else None,
        state=State(said["state"]),
        level=Level(said["level"]),
        channels=tuple(Channel(one) for one in said["channels"]),
        form=said["form"],
        revision=said.get("revision", ""),
        asked=tuple(_read(one) for one in said.get("asked", ())),
        because=tuple(parse_text(one) for one in said.get("because", ())),
        raised_from=TaskId(said["raised_from"]) if said.get("raised_from") else None,
        opens_on=date.fromisoformat(said["opens_on"]),
        due_on=date.fromisoformat(said["due_on"]),
        closes_on=date.fromisoformat(said["closes_on"]),
        vip=said["vip"],
        risk=said["risk"],
        attempts=tuple(_read_attempt(one) for one in said["attempts"]),
        lease=_read_lease(lease) if lease else None,
        record=_read_record(record) if record else None,
        reviews=tuple(_read_review(one) for one in said["reviews"]),
        samples=frozenset(Level(one) for one in said["samples"]),
        retry_at=_read(said["retry_at"]) if said["retry_at"] else None,
        why=said["why"],
        escalated=said.get("escalated", 0),
        regenerated_from=TaskId(source) if source else None,
        steered=tuple(_read_steering(one) for one in said.get("steered", ())),
        run=said["run"],
        made_at=_read(said["made_at"]),
        version=version,
    )


def _write_lease(it: Lease) -> Json:
    return {"staff": it.staff_id, "until": _said(it.until), "call": it.call_id}


def _read_lease(said: Mapping[str, Any]) -> Lease:
    return Lease(staff_id=StaffId(said["staff"]), until=_read(said["until"]), call_id=said.get("call"))


def _write_attempt(it: Attempt) -> Json:
    return {
        "number": it.number,
        "at": _said(it.at),
        "by": it.by,
        "channel": it.channel.value,
        "reason": it.reason.value if it.reason else None,
        "call": it.call_id,
        "recording": it.recording,
        "seconds": it.seconds,
        "noted": _write_record(it.noted) if it.noted else None,
    }


def _read_attempt(said: Mapping[str, Any]) -> Attempt:
    return Attempt(
        number=said["number"],
        at=_read(said["at"]),
        by=StaffId(said["by"]),
        channel=Channel(said["channel"]),
        reason=NoContact(said["reason"]) if said["reason"] else None,
        call_id=said["call"],
        recording=said["recording"],
        seconds=said["seconds"],
        noted=_read_record(said["noted"]) if said.get("noted") else None,
    )


def _write_record(it: Record) -> Json:
    return {
        "answers": write_answers(it.answers),
        "summary": it.summary,
        "family_said": it.family_said,
        "revision": it.revision,
        "scores": dict(it.scores),
        "alerts": [_write_text(one) for one in it.alerts],
        "replies": list(it.replies),
        "by": it.by,
        "at": _said(it.at),
    }


def _read_record(said: Mapping[str, Any]) -> Record:
    return Record(
        answers=read_answers(said["answers"]),
        summary=said["summary"],
        family_said=said["family_said"],
        revision=said.get("revision", ""),
        scores=said.get("scores", {}),
        alerts=tuple(parse_text(one) for one in said.get("alerts", ())),
        replies=tuple(said.get("replies", ())),
        by=StaffId(said["by"]),
        at=_read(said["at"]),
    )


def _write_review(it: Review) -> Json:
    return {
        "level": it.level.value,
        "verdict": it.verdict.value,
        "score": it.score,
        "satisfaction": it.satisfaction,
        "remark": it.remark,
        "agreement": it.agreement.value if it.agreement else None,
        "said": it.said,
        "again_on": it.again_on.isoformat() if it.again_on else None,
        "topics": dict(it.topics),
        "by": it.by,
        "at": _said(it.at),
    }


def _read_review(said: Mapping[str, Any]) -> Review:
    agreement, again_on = said.get("agreement"), said.get("again_on")
    return Review(
        level=Level(said["level"]),
        verdict=Verdict(said["verdict"]),
        score=said["score"],
        satisfaction=said["satisfaction"],
        remark=said["remark"],
        agreement=Agreement(agreement) if agreement else None,
        said=said.get("said", ""),
        again_on=date.fromisoformat(again_on) if again_on else None,
        topics=said.get("topics", {}),
        by=StaffId(said["by"]),
        at=_read(said["at"]),
    )


def _write_text(it: Text) -> Json:
    return {language.value: words for language, words in it.items()}


def _write_steering(it: Steering) -> Json:
    return {"what": it.what.value, "why": it.why, "by": it.by, "at": _said(it.at)}


def _read_steering(said: Mapping[str, Any]) -> Steering:
    return Steering(what=Steered(said["what"]), why=said["why"], by=StaffId(said["by"]), at=_read(said["at"]))


def _said(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
