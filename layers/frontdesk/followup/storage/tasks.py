"""Tasks in the table, each under its own id, which says of which step it is: made twice, it is one."""

from collections.abc import Sequence
from dataclasses import replace

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.tasks_written import read_task, write_task
from frontdesk.followup.storage.table import (
    BySubject,
    Json,
    Listed,
    Table,
    kept_from,
    save_or_conflict,
    save_versioned,
    subject_key,
)
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import OrganisationId

SK = "task"


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
        return read_task(organisation_id, task_id, record.said, version=int(record.version))


def _key(organisation_id: OrganisationId, task_id: TaskId) -> str:
    return f"{organisation_id}#TASK#{task_id}"


def _record(it: Task, facts: Sequence[Event]) -> TaskRecord:
    return TaskRecord(
        _key(it.organisation_id, it.id),
        SK,
        subject_key=subject_key(it.organisation_id, it.subject_id),
        filed_at=it.due_on.isoformat(),
        said=write_task(it),
        facts=[carried(fact) for fact in facts] or None,
        ttl=kept_from(it.due_on),
    )
