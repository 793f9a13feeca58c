"""Tasks in the table, each under its own id, which says of which step it is: made twice, it is one.

A list is one query over keys alone: the day, the emphasis, the population and the id stand in the key.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from frontdesk.followup.model import Level, State, Task, TaskId
from frontdesk.followup.model.lists import Pile, Row
from frontdesk.followup.model.plans import Population, Role
from frontdesk.followup.model.tasks_written import read_task, write_task
from frontdesk.followup.rules.forms import is_with_patient
from frontdesk.followup.rules.sampling import done_by, locked_on
from frontdesk.followup.rules.steps import is_returned
from frontdesk.followup.storage.table import (
    BySubject,
    Json,
    Listed,
    Owned,
    Running,
    Table,
    connection_of,
    ends_after,
    instant,
    subject_key,
)
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId
from frontdesk.kernel.patience import (
    FAILED,
    past_a_crowd,
    read_many,
    save_or_conflict,
    save_versioned,
    use_up_a_try,
)

SK, WAKE = "task", "wake"
MOST_EMPHASIS = 9
FIRST, RETURNED = "!", '"'
"""Before the day, of what a worrying answer raised, and of what was given back: they stand before all days."""
TO_DO = frozenset({State.READY, State.IN_PROGRESS, State.RETRY_WAIT})
PILES = {
    State.COMPLETED: Pile.LOCKED,
    State.LEVEL2_CONFIRMED: Pile.LOCKED,
    State.LEVEL2_OPEN: Pile.LEVEL2,
    State.LEVEL3_OPEN: Pile.LEVEL3,
}


class TaskRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    listed = Listed()
    owned = Owned()
    running = Running()
    by_subject = BySubject()
    list_key = UnicodeAttribute(null=True)
    listed_on = UnicodeAttribute(null=True)
    owner_key = UnicodeAttribute(null=True)
    running_key = UnicodeAttribute(null=True)
    running_at = UnicodeAttribute(null=True)
    subject_key = UnicodeAttribute(null=True)
    filed_at = UnicodeAttribute(null=True)
    said = Json(null=True)
    facts = Json(null=True)
    token = UnicodeAttribute(null=True)
    tries = NumberAttribute(null=True)
    ttl = NumberAttribute(null=True)
    version = VersionAttribute()


class DynamoTasks:
    """`Tasks` on DynamoDB."""

    def add(self, task: Task, *facts: Event, acts_at: datetime | None = None) -> bool:
        return save_versioned(_record(task, facts, acts_at), None)

    def write(self, task: Task, *facts: Event, acts_at: datetime | None = None) -> Task:
        return replace(task, version=save_or_conflict(_record(task, facts, acts_at), task.version))

    def replace(
        self, task: Task, fact: Event, *, by: Task, ready: Event, acts_at: datetime | None = None
    ) -> Task:
        def both() -> None:
            old, new = _record(task, (fact,), None), _record(by, (ready,), acts_at)
            old.version = task.version
            with TransactWrite(connection=connection_of(TaskRecord)) as transaction:
                transaction.save(old)
                transaction.save(new)

        try:
            past_a_crowd(both)
        except TransactWriteError as error:
            if FAILED not in {it.code for it in error.cancellation_reasons if it}:
                raise
            raise Conflict(task_id=task.id) from error
        return replace(task, version=(task.version or 0) + 1)

    def get(self, organisation_id: OrganisationId, task_id: TaskId) -> Task:
        try:
            record = TaskRecord.get(_key(organisation_id, task_id), SK, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(task_id=task_id) from missing
        return _task(organisation_id, record)

    def locked(
        self, organisation_id: OrganisationId, location_id: LocationId, *, before: date, most: int
    ) -> Sequence[Task]:
        found = TaskRecord.listed.query(
            list_key(organisation_id, Pile.LOCKED, location_id),
            TaskRecord.listed_on < before.isoformat(),
            limit=most,
        )
        return self.read(organisation_id, [_id(organisation_id, it.pk) for it in found])

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Task]:
        found = TaskRecord.by_subject.query(
            subject_key(organisation_id, subject_id), scan_index_forward=False
        )
        return self.read(organisation_id, [_id(organisation_id, it.pk) for it in found if it.sk == SK])

    def read(self, organisation_id: OrganisationId, task_ids: Collection[TaskId]) -> Sequence[Task]:
        keys = [(_key(organisation_id, it), SK) for it in task_ids]
        there = {it.pk: it for it in read_many(TaskRecord, keys)}
        return [_task(organisation_id, there[pk]) for pk, _ in keys if pk in there]

    def listed(self, organisation_id: OrganisationId, pile: Pile, of: str, *, most: int) -> Sequence[Row]:
        if pile is Pile.OWN:
            found = TaskRecord.owned.query(f"{organisation_id}#{of}", limit=most)
        else:
            found = TaskRecord.listed.query(list_key(organisation_id, pile, of), limit=most)
        return [_row(it.listed_on) for it in found]

    def running(self, organisation_id: OrganisationId, *, before: datetime | None) -> Iterator[TaskId]:
        until = TaskRecord.running_at < instant(before) if before else None
        for it in TaskRecord.running.query(f"{organisation_id}#TASKS", until):
            yield _id(organisation_id, it.pk)

    def take_try(
        self, organisation_id: OrganisationId, task_id: TaskId, *, on: str, most: int, until: datetime
    ) -> int | None:
        record = TaskRecord(_key(organisation_id, task_id), f"tries#{on}")
        return use_up_a_try(record, most=most, until=until)

    def park(self, organisation_id: OrganisationId, task_id: TaskId, token: str) -> None:
        TaskRecord(_key(organisation_id, task_id), WAKE).update(
            actions=[TaskRecord.token.set(token)], add_version_condition=False
        )

    def parked(self, organisation_id: OrganisationId, task_id: TaskId) -> str | None:
        try:
            return TaskRecord.get(_key(organisation_id, task_id), WAKE, consistent_read=True).token
        except DoesNotExist:
            return None


def list_key(organisation_id: OrganisationId, pile: Pile, of: str = "") -> str:
    """The hash key of a pile; of a department, or of what is locked at a location, with which."""
    return f"{organisation_id}#TASKS#{pile.value}" + (f"#{of}" if of else "")


def _key(organisation_id: OrganisationId, task_id: TaskId) -> str:
    return f"{organisation_id}#TASK#{task_id}"


def _id(organisation_id: OrganisationId, pk: str) -> TaskId:
    return TaskId(pk.removeprefix(_key(organisation_id, TaskId(""))))


def _task(organisation_id: OrganisationId, record: TaskRecord) -> Task:
    return read_task(
        organisation_id, _id(organisation_id, record.pk), record.said, version=int(record.version)
    )


def _row(listed_on: str) -> Row:
    due_on, emphasis, population, task_id, *done = listed_on.lstrip(FIRST + RETURNED).split("#")
    department, by = done or ("", "")
    return Row(
        id=TaskId(task_id),
        due_on=date.fromisoformat(due_on),
        population=Population(population),
        vip=MOST_EMPHASIS - int(emphasis),
        alarm=listed_on.startswith(FIRST),
        returned=listed_on.startswith(RETURNED),
        department_id=DepartmentId(department) if department else None,
        by=frozenset(StaffId(it) for it in by.split(",") if it),
    )


def _listed_on(it: Task) -> str:
    """Where it lies in its pile; of what waits for a reviewer also who did it, so that nobody is shown their own.

    What worries comes before all else, then what was given back.
    """
    in_review = {State.LEVEL2_OPEN: Level.CENTRE, State.LEVEL3_OPEN: Level.LEADERS}
    day = locked_on(it) if it.state in PILES else it.due_on
    first = FIRST if it.because and it.state in TO_DO else RETURNED if is_returned(it) else ""
    place = f"{first}{day.isoformat()}#{MOST_EMPHASIS - it.vip}#{it.population.value}#{it.id}"
    if it.state not in in_review:
        return place
    return f"{place}#{it.department_id}#{','.join(sorted(done_by(it, in_review[it.state])))}"


def _pile(it: Task) -> str | None:
    if is_with_patient(it):
        return None
    if it.state in TO_DO:
        if it.role is Role.CENTRE:
            return list_key(it.organisation_id, Pile.CENTRE)
        return list_key(it.organisation_id, Pile.DEPARTMENT, it.department_id)
    if (pile := PILES.get(it.state)) is None:
        return None
    return list_key(it.organisation_id, pile, it.location_id if pile is Pile.LOCKED else "")


def _record(it: Task, facts: Sequence[Event], acts_at: datetime | None = None) -> TaskRecord:
    pile = _pile(it)
    owned = it.owner if it.state in TO_DO else None
    return TaskRecord(
        _key(it.organisation_id, it.id),
        SK,
        list_key=pile,
        listed_on=_listed_on(it) if pile else None,
        owner_key=f"{it.organisation_id}#{owned}" if owned else None,
        running_key=f"{it.organisation_id}#TASKS" if acts_at else None,
        running_at=f"{instant(acts_at.astimezone(UTC))}#{it.id}" if acts_at else None,
        subject_key=subject_key(it.organisation_id, it.subject_id),
        filed_at=it.due_on.isoformat(),
        said=write_task(it),
        facts=[carried(fact) for fact in facts] or None,
        ttl=ends_after(it.due_on),
    )
