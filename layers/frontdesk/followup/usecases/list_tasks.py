"""What is to be done: of a person, of a department, of the centre, of those who look again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from frontdesk.followup.model import Task
from frontdesk.followup.model.lists import Pile, Row
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Population
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import as_seen, may_show, why_not_list
from frontdesk.followup.usecases._task_looks import record_look
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import Subject

PAGE = 25
COUNTED_AT_MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What of a pile is wanted; `today` is the local day."""

    today: date
    population: Population | None = None
    overdue: bool = False
    emphasis: bool = False

    def lets(self, row: Row) -> bool:
        """Whether the row is wanted."""
        return (
            (self.population in {None, row.population})
            and (not self.overdue or row.due_on < self.today)
            and (not self.emphasis or row.vip > 0)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a pile. `counts`: due by today, by population; `overdue`, `emphasis`: of those, how many."""

    tasks: Sequence[Task]
    subjects: Mapping[SubjectId, Subject]
    counts: Mapping[Population, int]
    overdue: int
    emphasis: int
    found: int
    page: int
    pages: int


def list_tasks(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    pile: Pile,
    of: str = "",
    sieve: Sieve,
    page: int = 1,
    member: Member,
    ports: TaskPorts,
) -> Listed:
    """Those of a pile that are due by today, the longest overdue first; NotFound when the pile is not theirs. What was
    given back is among them at once, though it has until its day.

    Of those that wait to be looked at again nobody is shown what they did themselves. One query of keys counts them,
    whatever their number; the tasks of the page are read besides.
    """
    if refusal := why_not_list(member, pile, of):
        raise refusal
    rows = ports.tasks.listed(organisation_id, pile, of, most=COUNTED_AT_MOST)
    due = [it for it in rows if _is_due(it, sieve) and may_show(member, pile, it)]
    wanted = [it for it in due if sieve.lets(it)]
    pages = max(1, -(-len(wanted) // PAGE))
    at = min(max(page, 1), pages)
    ids = [it.id for it in wanted[(at - 1) * PAGE : at * PAGE]]
    if ids:
        record_look(organisation_id, "TaskListRead", member=member, about=pile.value, ports=ports)
    tasks = [as_seen(member, it) for it in ports.tasks.read(organisation_id, ids)]
    return Listed(
        tasks=tasks,
        subjects=ports.subjects(organisation_id, {it.subject_id for it in tasks}) if tasks else {},
        counts=Counter(it.population for it in due),
        overdue=sum(it.due_on < sieve.today for it in due),
        emphasis=sum(it.vip > 0 for it in due),
        found=len(wanted),
        page=at,
        pages=pages,
    )


def _is_due(row: Row, sieve: Sieve) -> bool:
    return row.due_on <= sieve.today or row.returned
