"""What is done with what patients say: who may, and what it becomes. Pure."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.followup.errors import AnswerMissing, FeedbackJoinedElsewhere, FeedbackOver, OwnDepartment
from frontdesk.followup.model import Task
from frontdesk.followup.model.actions import ActionId, ActionState, CorrectiveAction, FeedbackId
from frontdesk.followup.model.feedback import (
    Feedback,
    FeedbackKind,
    FeedbackRow,
    FeedbackState,
    Happened,
    Note,
    Source,
    Way,
)
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Policy
from frontdesk.followup.rules.rights import OVERSEE
from frontdesk.kernel.errors import BadInput, FieldError, NotFound, Refusal
from frontdesk.kernel.ids import DepartmentId
from frontdesk.requests.model import EntryKind, Request

TEXT_AT_MOST = 2000
SAID_BY_AT_MOST = 120
NOTES_AT_MOST = 100
BY_THE_HOUSE = "followup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of them a list shows: those heard in a period, of a department, a kind, a state; or what is overdue."""

    begins: datetime | None = None
    ends: datetime | None = None
    department_id: str = ""
    kind: FeedbackKind | None = None
    state: FeedbackState | None = None
    overdue: bool = False

    def lets(self, row: FeedbackRow, *, now: datetime) -> bool:
        """Whether the row is wanted; the period is asked for in the query."""
        return (
            self.department_id in {"", row.department_id}
            and self.kind in {None, row.kind}
            and self.state in {None, row.state}
            and (not self.overdue or is_overdue(row.due_at, now=now))
        )


def why_not_note(member: Member) -> NotFound | None:
    """Whoever does follow-up writes down what they hear."""
    return None if member.rights & {Right.CALL, *OVERSEE} else NotFound()


def why_not_read(member: Member) -> NotFound | None:
    """The centre and the leaders read and answer it."""
    return None if member.rights & OVERSEE else NotFound()


def why_not_change(member: Member, it: Feedback) -> Refusal | NotFound | None:
    """The centre and the leaders correct it; what is anonymous, nobody of the department that it is about."""
    if refusal := why_not_read(member) or why_not_note_more(it):
        return refusal
    return OwnDepartment(feedback_id=it.id) if is_hidden(member, it) else None


def is_hidden(member: Member, it: Feedback) -> bool:
    """Whose an anonymous word is, nobody of the department learns that it is about; the centre does."""
    of_department = it.department_id in member.departments and Right.VERIFY not in member.rights
    return it.anonymous and of_department


def as_seen(member: Member, it: Feedback) -> Feedback:
    """What they see of it."""
    if not is_hidden(member, it):
        return it
    return replace(it, subject_id=None, source_id="", said_by="", heard_by="")


def feedback_id(source: Source, source_id: str, kind: FeedbackKind) -> FeedbackId:
    """Of what it was said in, and of which kind: heard twice, it is one."""
    said = f"{source.value}|{source_id}|{kind.value}"
    return FeedbackId(hashlib.sha256(said.encode()).hexdigest()[:32])


def answer_due(kind: FeedbackKind, heard_at: datetime, policy: Policy) -> datetime | None:
    """When a complaint must be answered; nothing else must be."""
    return heard_at + policy.answer_within if kind is FeedbackKind.COMPLAINT else None


def open_until(it: Feedback) -> datetime | None:
    """When an answer is due that was not given yet."""
    return None if it.answered_at or it.done_at else it.answer_due_at


def is_overdue(due_at: datetime | None, *, now: datetime) -> bool:
    return due_at is not None and due_at < now


def of_record(task: Task, policy: Policy) -> Sequence[Feedback]:
    """What was said at a follow-up call, by kind."""
    record = task.record
    if record is None:
        return ()
    said = {kind: str(record.answers.get(kind.value, "")).strip() for kind in FeedbackKind}
    return [
        Feedback(
            id=feedback_id(Source.RECORD, task.id, kind),
            organisation_id=task.organisation_id,
            kind=kind,
            department_id=task.department_id,
            source=Source.RECORD,
            source_id=task.id,
            subject_id=task.subject_id,
            said_by="",
            heard_by=record.by,
            anonymous=False,
            text=text,
            heard_at=record.at,
            answer_due_at=answer_due(kind, record.at, policy),
        )
        for kind, text in said.items()
        if text
    ]


def of_request(request: Request, policy: Policy) -> Feedback | None:
    """What somebody wrote at the window; None for a request that is none of the kinds."""
    if not request.is_feedback:
        return None
    kind, at = FeedbackKind(request.type.value), request.submitted_at
    return Feedback(
        id=feedback_id(Source.REQUEST, request.id, kind),
        organisation_id=request.organisation_id,
        kind=kind,
        department_id=request.department_id,
        source=Source.REQUEST,
        source_id=request.id,
        subject_id=request.subject_id,
        said_by="",
        heard_by="",
        anonymous=False,
        text="\n".join(f"{it.question} {it.answer}" for it in request.answers)[:TEXT_AT_MOST],
        heard_at=at,
        answer_due_at=answer_due(kind, at, policy),
    )


def answers_of(request: Request) -> list[Note]:
    """The answers of the house in a request, as lines of the history."""
    return [
        Note(id=it.id, what=Happened.ANSWERED, by=it.by.id, at=it.at, text=it.text, way=Way.MESSAGE)
        for it in request.thread
        if it.kind is EntryKind.ANSWER
    ]


def noted(it: Feedback, note: Note) -> Feedback:
    """The same with a line more, and what follows from it."""
    first = it.answered_at or note.at
    also: dict[str, object] = {"notes": (*it.notes, note)}
    if note.what is Happened.ANSWERED:
        also["answered_at"] = first
    if note.what is Happened.DONE:
        also["done_at"] = note.at
    return replace(it, **also)  # type: ignore[arg-type]  # names of its own fields


def why_not_note_more(it: Feedback) -> Refusal | None:
    """What is done stays as it is, and no history is endless."""
    return FeedbackOver() if it.done_at or len(it.notes) >= NOTES_AT_MOST else None


def why_not_answer(it: Feedback, wrote_at: datetime | None) -> Refusal | None:
    """As of every line more; but who wrote again after it was done with is answered."""
    if len(it.notes) < NOTES_AT_MOST and has_written_again(it, wrote_at):
        return None
    return why_not_note_more(it)


def why_not_finish(it: Feedback) -> Refusal | None:
    """Who complained gets an answer first, where anybody knows who did; an action comes to its end first."""
    if refusal := why_not_note_more(it):
        return refusal
    if it.state is FeedbackState.DONE:
        return FeedbackOver()
    if it.state is FeedbackState.IN_ACTION:
        return FeedbackJoinedElsewhere()
    known = it.subject_id is not None or it.said_by
    return AnswerMissing() if it.kind is FeedbackKind.COMPLAINT and known and not it.answered_at else None


def why_not_join(it: Feedback, action_id: ActionId) -> Refusal | None:
    """It is in one action at a time."""
    if it.state is FeedbackState.IN_ACTION and it.action_id != action_id:
        return FeedbackJoinedElsewhere()
    return None if it.action_id == action_id else why_not_note_more(it)


def why_not_send(member: Member, it: Feedback, *, reachable: bool) -> BadInput | None:
    """Nobody is written to of whom nobody knows where, or by who must not learn who they are."""
    may = reachable and not is_hidden(member, it)
    return None if may else BadInput([FieldError("way", "choose_one")])


def has_written_again(it: Feedback, wrote_at: datetime | None) -> bool:
    """Whether what the patient wrote came after the last thing that was done with it: nobody has read that."""
    latest = max((one.at for one in it.notes), default=it.heard_at)
    return wrote_at is not None and wrote_at > latest


def in_time(it: Feedback, at: datetime) -> bool:
    """Whether an answer at that instant is what the policy asks for."""
    return it.answer_due_at is None or at <= it.answer_due_at


def settled(it: Feedback, action: CorrectiveAction, *, now: datetime) -> Feedback:
    """As the action that names it has it: joined, and told when that is over. Twice, or late, it is the same."""
    joined, over = f"{action.id}-joined", f"{action.id}-closed"
    if not it.has(joined) and why_not_join(it, action.id) is None:
        note = Note(id=joined, what=Happened.JOINED, by=action.raised_by, at=now, text=action.id)
        it = replace(noted(it, note), action_id=action.id, action_closed=False)
    if action.state is ActionState.CLOSED and it.action_id == action.id and not it.has(over):
        note = Note(id=over, what=Happened.ACTION_CLOSED, by=BY_THE_HOUSE, at=now, text=action.id)
        it = replace(noted(it, note), action_closed=True)
    return it


def changed(  # noqa: PLR0913
    it: Feedback,
    note: Note,
    *,
    kind: FeedbackKind,
    department_id: DepartmentId,
    text: str,
    anonymous: bool,
    policy: Policy,
) -> Feedback:
    """The same as staff corrected it, with what it was before in its history."""
    old = {"kind": it.kind.value, "department": it.department_id, "text": it.text}
    new = {"kind": kind.value, "department": department_id, "text": text}
    before = {name: old[name] for name in old if old[name] != new[name]}
    if anonymous != it.anonymous:
        before["anonymous"] = str(it.anonymous).lower()
    due = answer_due(kind, it.heard_at, policy)
    return replace(
        noted(it, replace(note, before=before)),
        kind=kind,
        department_id=department_id,
        text=text,
        said_by=without_source(it.said_by, anonymous=anonymous),
        anonymous=anonymous,
        answer_due_at=due,
    )


def without_source(said_by: str, *, anonymous: bool) -> str:
    """Who said it, as far as it is kept: of what is anonymous, not at all."""
    return "" if anonymous else said_by.strip()[:SAID_BY_AT_MOST]


def chosen(rows: Collection[FeedbackRow], wanted: Wanted, *, now: datetime) -> list[FeedbackRow]:
    """The rows that are wanted, the latest first."""
    found = [it for it in rows if wanted.lets(it, now=now)]
    return sorted(found, key=lambda it: (it.heard_at, it.id), reverse=True)
