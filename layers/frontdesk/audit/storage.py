"""Audit's DynamoDB table. The only module here that imports PynamoDB. IAM grants put and query only.

pk                            sk               index by_subject             what
<organisation>#<date>#<0-3>   <instant>#<id>   <organisation>#<subject>     one deed

retention  5 years (HSLF-FS 2016:40 ch. 4 s. 9 asks for at least five), then deleted by `ttl`
export     the patient's extract lists the entries about them
erasure    kept: the entries name a subject by id, and the id means nothing once the subject is erased
"""

import os
from datetime import UTC, datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import DepartmentId, EventId, OrganisationId, SubjectId
from frontdesk.kernel.patience import EveryTable, code_of

SHARDS = 4
KEPT_FOR = timedelta(days=5 * 366)
READ_AT_MOST = 100


class BySubject(GlobalSecondaryIndex["DeedRecord"]):
    class Meta:
        index_name = "by_subject"
        projection = AllProjection()

    subject_key = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)


class DeedRecord(Model):
    class Meta(EveryTable):
        table_name = os.environ.get("AUDIT_TABLE", "frontdesk-audit")

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    by_subject = BySubject()
    subject_key = UnicodeAttribute(null=True)
    schema_version = NumberAttribute(default=1)
    actor = UnicodeAttribute()
    action = UnicodeAttribute()
    department_id = UnicodeAttribute(null=True)
    about = UnicodeAttribute()
    ttl = NumberAttribute()


class DynamoTrail:
    """`Trail` on DynamoDB."""

    def append(self, entry: AuditEntry) -> None:
        subject_id, shard = entry.subject_id, sum(entry.id.encode()) % SHARDS
        record = DeedRecord(
            f"{entry.organisation_id}#{entry.at:%Y-%m-%d}#{shard}",
            f"{entry.at.isoformat(timespec='microseconds')}#{entry.id}",
            subject_key=f"{entry.organisation_id}#{subject_id}" if subject_id else None,
            actor=str(entry.actor),
            action=entry.action,
            department_id=entry.department_id,
            about=entry.about,
            ttl=int((entry.at + KEPT_FOR).timestamp()),
        )
        try:
            record.save(condition=DeedRecord.pk.does_not_exist())
        except PutError as error:
            if code_of(error) != "ConditionalCheckFailedException":
                raise

    def about(self, organisation_id: OrganisationId, subject_id: SubjectId) -> tuple[AuditEntry, ...]:
        found = DeedRecord.by_subject.query(
            f"{organisation_id}#{subject_id}", scan_index_forward=False, limit=READ_AT_MOST
        )
        return tuple(_entry(organisation_id, subject_id, record) for record in found)


def _entry(organisation_id: OrganisationId, subject_id: SubjectId, record: DeedRecord) -> AuditEntry:
    instant, _, event_id = record.sk.partition("#")
    return AuditEntry(
        id=EventId(event_id),
        organisation_id=organisation_id,
        at=datetime.fromisoformat(instant).astimezone(UTC),
        actor=Actor.parse(record.actor),
        action=record.action,
        subject_id=subject_id,
        department_id=DepartmentId(record.department_id) if record.department_id else None,
        about=record.about,
    )
