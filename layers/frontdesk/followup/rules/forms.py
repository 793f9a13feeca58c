"""Tasks whose form is a questionnaire of the clinic: sent to the patient, or asked on the telephone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from frontdesk.followup.errors import FormOver
from frontdesk.followup.events import PatientAsked, TaskChanged
from frontdesk.followup.model import PATIENT, Attempt, Record, State, Task, TaskId, Verdict
from frontdesk.followup.model.plans import Channel, Policy, Risk, Role, comes_by_message
from frontdesk.followup.rules.anew import anew
from frontdesk.followup.rules.hours import at_wall
from frontdesk.followup.rules.keys import alarm_key
from frontdesk.followup.rules.steps import LEVEL1, Move, completed, without_messages
from frontdesk.kernel.errors import BadInput, FieldError, Refusal
from frontdesk.kernel.language import Text
from frontdesk.surveys.model.questionnaires import MISSING, Alert, Answers, Band, Questionnaire
from frontdesk.surveys.rules.asking import coded, still_required
from frontdesk.surveys.rules.scoring import alerts, scores

ASKED_AT = time(8)
"""On the wall there. When the message arrives is messaging's to say: it knows the quiet hours."""
MOST_MESSAGES = 2
"""The first one, and one that reminds of it."""
NOT_ANSWERED = "form_not_answered"


def is_with_patient(task: Task) -> bool:
    """Whether its form lies with the patient: no list shows it, and nobody is overdue with it.

    Who calls nevertheless may; from the first try on it is a call like any other.
    """
    is_sent = comes_by_message(task.channels) and bool(task.revision)
    return task.state is State.READY and is_sent and not task.attempts


def cannot_be_sent(task: Task) -> bool:
    """Whether its step wants a message, and there is no questionnaire to send: then somebody calls."""
    return task.state in LEVEL1 and comes_by_message(task.channels) and not task.revision


def asks_at(task: Task, policy: Policy, zone: tzinfo) -> datetime:
    """When the patient of such a task is asked, reminded, or called instead."""
    if not task.asked:
        return at_wall(task.opens_on, ASKED_AT, zone)
    first = task.asked[0].astimezone(zone).date()
    remind, call = timedelta(days=policy.form_remind_after), timedelta(days=policy.form_call_after)
    after = remind if len(task.asked) < MOST_MESSAGES and remind < call else call
    return at_wall(first + after, ASKED_AT, zone)


def asked_or_called(task: Task, policy: Policy, zone: tzinfo, *, now: datetime) -> Move:
    """What such a task becomes when that instant has come."""
    today = now.astimezone(zone).date()
    call_on = today if not task.asked else task.asked[0].astimezone(zone).date()
    if task.asked and today >= call_on + timedelta(days=policy.form_call_after):
        return to_call(task, today=today)
    return Move(task=replace(task, asked=(*task.asked, now)), fact=PatientAsked)


def to_call(task: Task, *, today: date) -> Move:
    """Nobody answered, or nobody can be reached so: the next channel of the step, on the list of who has it."""
    due_on = max(today, task.due_on)
    called = replace(
        task,
        channels=without_messages(task.channels),
        due_on=due_on,
        closes_on=max(due_on, task.closes_on),
        why=NOT_ANSWERED,
        escalated=0,
    )
    return Move(task=called, fact=TaskChanged)


def why_not_answer(task: Task) -> Refusal | None:
    """The reason a patient's answers are not taken, or None. Who calls meanwhile does not keep them from it."""
    sent = bool(task.asked) and bool(task.revision)
    return None if sent and task.state in LEVEL1 else FormOver(task_id=task.id)


def has_answered(task: Task) -> bool:
    """Whether the patient filled in the form: sent again, it is thanked for again."""
    return task.record is not None and task.record.by == PATIENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What answers come to: the coded row, the scores, and why somebody must look at it at once."""

    row: Answers
    scores: dict[str, float | None]
    because: tuple[Text, ...]


def filled(q: Questionnaire, answers: Answers) -> Filled:
    """BadInput (`required`) at what must be answered and is not."""
    if missing := still_required(q, answers):
        raise BadInput([FieldError(it.id, "required") for it in missing])
    row = coded(q, answers)
    return _filled(q, row, scores(q, row))


def so_far(q: Questionnaire, answers: Answers) -> Filled:
    """What the answers of the first pages come to; a score counts from when all of it is answered."""
    row = coded(q, answers)
    whole = {it.id for it in q.scales if all(row[column] != MISSING for column in it.of)}
    return _filled(q, row, {name: score for name, score in scores(q, row).items() if name in whole})


def _filled(q: Questionnaire, row: Answers, scored: Mapping[str, float | None]) -> Filled:
    because = tuple(_words(it, q) for it in alerts(q, row, scored))
    return Filled(row=row, scores=dict(scored), because=because)


def _words(it: Alert | Band, q: Questionnaire) -> Text:
    """Why somebody must look at it; of a band with the scale that it is one of."""
    if isinstance(it, Alert):
        return it.reason
    of = next(scale.name for scale in q.scales if it in scale.bands)
    return {
        language: f"{of.get(language, '')}: {words}".removeprefix(": ") for language, words in it.name.items()
    }


def answered(task: Task, it: Filled, *, worry: Task | None, now: datetime) -> Move:
    """The patient filled it in: level 1 is locked, and what worries is a task of its own, stored by the same write."""
    record = Record(
        answers=it.row,
        summary="",
        revision=task.revision,
        scores=it.scores,
        alerts=it.because,
        by=PATIENT,
        at=now,
    )
    attempt = Attempt(number=len(task.attempts) + 1, at=now, by=PATIENT, channel=Channel.FORM, reason=None)
    move = completed(task, record, attempt)
    return replace(move, task=replace(move.task, owner=task.owner), successor=worry)


def alarm(task: Task, because: tuple[Text, ...], *, today: date, now: datetime, number: int = 0) -> Task:
    """The task that a worrying answer raises: of the department, today, of high risk, asked with the short form.

    `number`: so many were raised of it that did not tell all of this.
    """
    return anew(
        task,
        alarm_id(task, number),
        today=today,
        now=now,
        role=Role.DEPARTMENT,
        channels=(Channel.PHONE,),
        form="",
        revision="",
        asked=(),
        because=because,
        raised_from=task.id,
        risk=Risk.HIGH.value,
    )


def alarm_id(task: Task, number: int) -> TaskId:
    """Of the first, the second task that is raised since it was given back, if it was."""
    again = sum(it.verdict is Verdict.REWORK for it in task.reviews)
    return alarm_key(task.id, again, number)


def says_so(raised: Sequence[Task], because: Iterable[Text]) -> bool:
    """Whether tasks that were raised before tell all of that already."""
    return all(any(reason in it.because for it in raised) for reason in because)
