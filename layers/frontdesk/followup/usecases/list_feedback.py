"""What patients say of the house, in one list: from calls, from the window, and as staff wrote it down."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.followup.model.actions import FeedbackId
from frontdesk.followup.model.feedback import Feedback, FeedbackKind, FeedbackRow, FeedbackState
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.feedback import (
    Wanted,
    as_seen,
    chosen,
    has_written_again,
    is_overdue,
    why_not_read,
)
from frontdesk.followup.usecases._feedback_looks import record_feedback_look
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import Subject

PAGE = 25
COUNTED_AT_MOST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page. `counts`: what period and department have, by kind; `overdue`: complaints that nobody answered.

    `again`: those whose patients wrote again since.
    """

    found: Sequence[Feedback]
    subjects: Mapping[SubjectId, Subject]
    again: Collection[FeedbackId]
    counts: Mapping[FeedbackKind, int]
    overdue: int
    page: int
    pages: int


def list_feedback(
    *, organisation_id: OrganisationId, wanted: Wanted, page: int = 1, member: Member, ports: FeedbackPorts
) -> Listed:
    """The latest first; NotFound for who may not. Two queries of keys alone, and a page read.

    The look is in the trail before anything that somebody said is read.
    """
    if refusal := why_not_read(member):
        raise refusal
    now, rows = ports.clock(), _rows(organisation_id, wanted, ports)
    around = chosen(rows, Wanted(department_id=wanted.department_id), now=now)
    here = chosen(around, wanted, now=now)
    pages = max(1, -(-len(here) // PAGE))
    at = min(max(page, 1), pages)
    ids = [it.id for it in here[(at - 1) * PAGE : at * PAGE]]
    if ids:
        record_feedback_look(organisation_id, "FeedbackListRead", member=member, ports=ports)
    found = [as_seen(member, it) for it in ports.box.read(organisation_id, ids)] if ids else []
    whose = {it.subject_id for it in found if it.subject_id}
    wrote = ports.contacts.waiting(organisation_id) if whose else {}
    return Listed(
        found=found,
        subjects=ports.subjects(organisation_id, whose) if whose else {},
        again={it.id for it in found if it.subject_id and has_written_again(it, wrote.get(it.subject_id))},
        counts=Counter(it.kind for it in around),
        overdue=sum(is_overdue(it.due_at, now=now) for it in around),
        page=at,
        pages=pages,
    )


def _rows(organisation_id: OrganisationId, wanted: Wanted, ports: FeedbackPorts) -> list[FeedbackRow]:
    state = wanted.state
    both = (False, True) if state is None else (state is FeedbackState.DONE,)
    return [
        row
        for is_done in both
        for row in ports.box.listed(
            organisation_id,
            is_done=is_done,
            begins=wanted.begins,
            ends=wanted.ends,
            most=COUNTED_AT_MOST,
        )
    ]
