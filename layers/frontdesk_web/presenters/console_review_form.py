"""What the form of who looks again says, with every error at its field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from frontdesk.followup.model import Agreement, Level, Task, Verdict
from frontdesk.followup.rules.asking import SCALE, TOPICS
from frontdesk.kernel.errors import BadInput, FieldError, NotFound
from frontdesk.kernel.ids import StaffId
from frontdesk_web.http import carried_number

SCORES, CONTENT = range(101), range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """As `Review` has it, before it is known who says so, and when."""

    level: Level
    verdict: Verdict
    score: int | None
    satisfaction: int | None
    remark: str
    agreement: Agreement | None
    said: str
    again_on: date | None
    topics: Mapping[str, int]


def read_review(typed: Mapping[str, str]) -> Found:
    """BadInput with every fault; NotFound for a level at which nobody looks again."""
    level, verdict, errors = typed.get("level", ""), typed.get("verdict", ""), list[FieldError]()
    if level not in {Level.CENTRE.value, Level.LEADERS.value}:
        raise NotFound(level=level)
    satisfaction = _number(typed, "satisfaction", CONTENT, errors)
    score = _number(typed, "score", SCORES, errors)
    if verdict not in set(Verdict):
        errors.append(FieldError("verdict", "required"))
    remark = typed.get("remark", "").strip()
    if verdict == Verdict.REWORK and not remark:
        errors.append(FieldError("remark", "required"))
    again_on = _day(typed.get("again_on", ""), errors) if verdict == Verdict.REWORK else None
    if errors:
        raise BadInput(errors)
    agreement = typed.get("agreement", "")
    return Found(
        level=Level(level),
        verdict=Verdict(verdict),
        score=score,
        satisfaction=satisfaction,
        remark=remark,
        agreement=Agreement(agreement) if agreement in set(Agreement) else None,
        said=typed.get("said", ""),
        again_on=again_on,
        topics={it: int(said) for it in TOPICS if (said := typed.get(f"topic_{it}", "")) in SCALE},
    )


def mentioned_in(task: Task) -> set[StaffId]:
    """Who had a hand in it."""
    found = {it.by for part in (task.attempts, task.reviews, task.steered) for it in part}
    return found | ({task.record.by} if task.record else set()) | ({task.owner} if task.owner else set())


def _number(typed: Mapping[str, str], name: str, span: range, errors: list[FieldError]) -> int | None:
    said = typed.get(name, "").strip()
    if not said:
        return None
    number = carried_number(said)
    if number not in span:
        errors.append(FieldError(name, "not_between" if number is not None else "invalid_number"))
    return number


def _day(said: str, errors: list[FieldError]) -> date | None:
    if not said.strip():
        return None
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        errors.append(FieldError("again_on", "invalid_date"))
        return None
