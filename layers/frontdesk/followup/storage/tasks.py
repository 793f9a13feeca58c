"""Tasks in the table, each under its own id, which says of which step it is: made twice, it is one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from frontdesk.followup.model import State, Task, TaskId
from frontdesk.followup.model.tasks_written import read_task, write_task
from frontdesk.followup.rules.sampling import locked_on
from frontdesk.followup.storage.table import (
    BySubject,
    Json,
    Listed,
    Table,
    ends_after,
    save_or_conflict,
    save_versioned,
    subject_key,
)
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.kernel.patience import read_many

SK = "task"
LOCKED = (State.COMPLETED, State.LEVEL2_CONFIRMED)
"""Those that wait for the samples."""


class TaskRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    listed = Listed()
    by_subject = BySubject()
    list_key = UnicodeAttribute(null=True)
    listed_on = UnicodeAttribute(null=True)
    subject_key = UnicodeAttribute()
    filed_at = UnicodeAttribute()
    said = Json()
    facts = Json(null=True)
    ttl = NumberAttribute()
    version = VersionAttribute()


class DynamoTasks:
    """`Tasks` on DynamoDB."""

    def add(self, task: Task) -> bool:
        return save_versioned(_record(task, ()), None)

    def write(self, task: Task, *facts: Event) -> Task:
        return replace(task, version=save_or_conflict(_record(task, facts), task.version))

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
            _locked_key(organisation_id, location_id), TaskRecord.listed_on < before.isoformat(), limit=most
        )
        return self._read(organisation_id, [(it.pk, it.sk) for it in found])

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Task]:
        found = TaskRecord.by_subject.query(
            subject_key(organisation_id, subject_id), scan_index_forward=False
        )
        return self._read(organisation_id, [(it.pk, it.sk) for it in found if it.sk == SK])

    def _read(self, organisation_id: OrganisationId, keys: Sequence[tuple[str, str]]) -> Sequence[Task]:
        there = {it.pk: it for it in read_many(TaskRecord, keys)}
        return [_task(organisation_id, there[pk]) for pk, _ in keys if pk in there]


def _locked_key(organisation_id: OrganisationId, location_id: LocationId) -> str:
    return f"{organisation_id}#TASKS#{location_id}#locked"


def _task(organisation_id: OrganisationId, record: TaskRecord) -> Task:
    task_id = TaskId(record.pk.removeprefix(_key(organisation_id, TaskId(""))))
    return read_task(organisation_id, task_id, record.said, version=int(record.version))


def _key(organisation_id: OrganisationId, task_id: TaskId) -> str:
    return f"{organisation_id}#TASK#{task_id}"


def _record(it: Task, facts: Sequence[Event]) -> TaskRecord:
    return TaskRecord(
        _key(it.organisation_id, it.id),
        SK,
        list_key=_locked_key(it.organisation_id, it.location_id) if it.state in LOCKED else None,
        listed_on=f"{locked_on(it).isoformat()}#{it.id}" if it.state in LOCKED else None,
        subject_key=subject_key(it.organisation_id, it.subject_id),
        filed_at=it.due_on.isoformat(),
        said=write_task(it),
        facts=[carried(fact) for fact in facts] or None,
        ttl=ends_after(it.due_on),
    )
