"""Pushes in the table: the head, which decides how far one is, and the people of its parts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.kernel.patience import read_many, save_or_conflict, save_versioned
from frontdesk.outreach.model import PackageId, Push
from frontdesk.outreach.model.written import read_push, write_push
from frontdesk.outreach.storage.table import Json, Table, clinic_pk, instant, parts_pk

PUSH, PART = "push#", "part#"
PARTS_KEPT_FOR = timedelta(days=3)


class LatestIndex(GlobalSecondaryIndex["PushRecord"]):
    class Meta:
        index_name = "due"
        projection = IncludeProjection(["filed"])

    due_key = UnicodeAttribute(hash_key=True)
    due_on = UnicodeAttribute(range_key=True)


class PushRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    latest = LatestIndex()
    due_key = UnicodeAttribute()
    due_on = UnicodeAttribute()
    said = Json()
    facts = Json(null=True)
    version = VersionAttribute()


class PartRecord(Model):
    """Whose a part is; gathered again, it says the same."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    said = Json()
    ttl = NumberAttribute()


class DynamoPushes:
    """`Pushes` on DynamoDB."""

    def add(self, push: Push, *facts: Event) -> bool:
        return save_versioned(_record(push, facts), None)

    def write(self, push: Push, *facts: Event) -> Push:
        return replace(push, version=save_or_conflict(_record(push, facts), push.version))

    def get(self, organisation_id: OrganisationId, push_id: PackageId) -> Push:
        try:
            record = PushRecord.get(clinic_pk(organisation_id), f"{PUSH}{push_id}", consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(push_id=push_id) from missing
        return _push(organisation_id, record)

    def latest(self, organisation_id: OrganisationId, *, most: int) -> Sequence[Push]:
        found = PushRecord.latest.query(_list(organisation_id), scan_index_forward=False, limit=most)
        keys = [(it.pk, it.sk) for it in found]
        pushes = {it.sk: _push(organisation_id, it) for it in read_many(PushRecord, keys)} if keys else {}
        return [pushes[sk] for _, sk in keys if sk in pushes]

    def keep_part(
        self,
        organisation_id: OrganisationId,
        push_id: PackageId,
        part: int,
        whose: Sequence[SubjectId],
        *,
        at: datetime,
    ) -> None:
        ttl = int((at + PARTS_KEPT_FOR).timestamp())
        PartRecord(parts_pk(organisation_id, push_id), _part(part), said=list(whose), ttl=ttl).save()

    def part(self, organisation_id: OrganisationId, push_id: PackageId, part: int) -> Sequence[SubjectId]:
        try:
            record = PartRecord.get(parts_pk(organisation_id, push_id), _part(part), consistent_read=True)
        except DoesNotExist:
            return ()
        return [SubjectId(it) for it in record.said]


def _part(number: int) -> str:
    return f"{PART}{number:05}"


def _list(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#pushes"


def _record(push: Push, facts: Sequence[Event]) -> PushRecord:
    return PushRecord(
        clinic_pk(push.organisation_id),
        f"{PUSH}{push.id}",
        due_key=_list(push.organisation_id),
        due_on=instant(push.asked_at),
        said=write_push(push),
        facts=[carried(fact) for fact in facts] or None,
    )


def _push(organisation_id: OrganisationId, record: PushRecord) -> Push:
    push = read_push(organisation_id, PackageId(record.sk.removeprefix(PUSH)), record.said)
    return replace(push, version=int(record.version))
