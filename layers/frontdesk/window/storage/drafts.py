"""Drafts in the table, the bytes of each version in the bucket."""

import json
from collections.abc import Iterator
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError, DoesNotExist, PutError
from pynamodb.models import Model

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.patience import code_of
from frontdesk.window.model.releases import Draft, DraftId
from frontdesk.window.rules.canonical import canonical, sha256
from frontdesk.window.storage.table import REFUSED, Bucket, Table

PREFIX = "draft#"


class DraftRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    title = UnicodeAttribute()
    sha256 = UnicodeAttribute()
    follows = NumberAttribute()
    by = UnicodeAttribute()
    changed_at = UnicodeAttribute()
    draft_version = NumberAttribute()


class StoredDrafts:
    """`Drafts` on DynamoDB and S3."""

    def __init__(self) -> None:
        self._bucket = Bucket()

    def get(self, organisation_id: OrganisationId, draft_id: DraftId) -> Draft:
        try:
            record = DraftRecord.get(organisation_id, PREFIX + draft_id, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(draft_id=draft_id) from missing
        stored = self._bucket.read(_key(organisation_id, record.sha256))
        return _draft(record, json.loads(stored))

    def all(self, organisation_id: OrganisationId) -> Iterator[Draft]:
        found = DraftRecord.query(organisation_id, DraftRecord.sk.startswith(PREFIX), consistent_read=True)
        return (_draft(record, None) for record in found)

    def save(self, draft: Draft) -> None:
        stored = canonical(draft.definition)
        self._bucket.write(_key(draft.organisation_id, sha256(stored)), stored)
        record = DraftRecord(
            draft.organisation_id,
            PREFIX + draft.id,
            title=draft.title,
            sha256=sha256(stored),
            follows=draft.follows,
            by=str(draft.by),
            changed_at=draft.changed_at.isoformat(),
            draft_version=draft.version,
        )
        before = draft.version - 1
        unless = DraftRecord.draft_version == before if before else DraftRecord.pk.does_not_exist()
        try:
            record.save(condition=unless)
        except PutError as error:
            if code_of(error) != REFUSED:
                raise
            raise Conflict(draft_id=draft.id, version=draft.version) from error

    def remove(self, organisation_id: OrganisationId, draft_id: DraftId, *, version: int) -> None:
        record = DraftRecord(organisation_id, PREFIX + draft_id)
        try:
            record.delete(condition=DraftRecord.draft_version == version)
        except DeleteError as error:
            if code_of(error) != REFUSED:
                raise
            raise Conflict(draft_id=draft_id, version=version) from error


def _draft(record: DraftRecord, definition: object) -> Draft:
    return Draft(
        id=DraftId(record.sk.removeprefix(PREFIX)),
        organisation_id=OrganisationId(record.pk),
        title=record.title,
        definition=definition,
        follows=int(record.follows),
        by=Actor.parse(record.by),
        changed_at=datetime.fromisoformat(record.changed_at),
        version=int(record.draft_version),
    )


def _key(organisation_id: OrganisationId, digest: str) -> str:
    return f"{organisation_id}/drafts/{digest}.json"
