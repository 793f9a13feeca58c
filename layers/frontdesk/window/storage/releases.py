"""Publications in the table, releases in the bucket."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError, QueryError
from pynamodb.models import Model

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.events import Event, written_down
from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.kernel.patience import code_of
from frontdesk.window.model.releases import DraftId, Publication, Release
from frontdesk.window.storage.table import REFUSED, Bucket, Table

PREFIX = "publication#"
REMEMBERED = 64
LATEST_KEPT = 1000


class PublicationRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    release_id = UnicodeAttribute()
    note = UnicodeAttribute()
    by = UnicodeAttribute()
    at = UnicodeAttribute()
    draft_id = UnicodeAttribute(null=True)
    facts = JSONAttribute()


class StoredReleases:
    """`Releases` on DynamoDB and S3. A release never changes, so a container reads each once and keeps the latest."""

    def __init__(self) -> None:
        self._bucket = Bucket()
        self._latest: dict[OrganisationId, Publication] = {}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._read)

    def live(self, organisation_id: OrganisationId) -> Publication:
        try:
            newest = next(iter(_newest_first(organisation_id, limit=1)), None)
        except QueryError:
            # Patients go on with the release that was live when it could last be asked.
            if organisation_id not in self._latest:
                raise
            return self._latest[organisation_id]
        if newest is None:
            raise NotFound(organisation_id=organisation_id)
        if len(self._latest) >= LATEST_KEPT:
            self._latest.clear()
        self._latest[organisation_id] = _publication(newest)
        return self._latest[organisation_id]

    def publications(self, organisation_id: OrganisationId) -> Iterator[Publication]:
        return map(_publication, _newest_first(organisation_id))

    def get(self, organisation_id: OrganisationId, release_id: ReleaseId) -> Release:
        return self._remembered(organisation_id, release_id)

    def publish(self, publication: Publication, stored: bytes, *facts: Event) -> None:
        # The bytes first: what is live can always be read. Bytes that never go live are found by nobody.
        self._bucket.write(_key(publication.organisation_id, publication.release_id), stored)
        record = PublicationRecord(
            publication.organisation_id,
            f"{PREFIX}{publication.number:08}",
            release_id=publication.release_id,
            note=publication.note,
            by=str(publication.by),
            at=publication.at.isoformat(),
            draft_id=publication.draft_id,
            facts=[written_down(fact) for fact in facts],
        )
        try:
            record.save(condition=PublicationRecord.pk.does_not_exist())
        except PutError as error:
            if code_of(error) != REFUSED:
                raise
            raise Conflict(number=publication.number) from error

    def _read(self, organisation_id: OrganisationId, release_id: ReleaseId) -> Release:
        stored = self._bucket.read(_key(organisation_id, release_id))
        return Release(id=release_id, definition=json.loads(stored))


def _newest_first(
    organisation_id: OrganisationId, *, limit: int | None = None
) -> Iterable[PublicationRecord]:
    """Consistent: who has just published sees it live."""
    return PublicationRecord.query(
        organisation_id,
        PublicationRecord.sk.startswith(PREFIX),
        consistent_read=True,
        scan_index_forward=False,
        limit=limit,
    )


def _publication(record: PublicationRecord) -> Publication:
    return Publication(
        organisation_id=OrganisationId(record.pk),
        number=int(record.sk.removeprefix(PREFIX)),
        release_id=ReleaseId(record.release_id),
        note=record.note,
        by=Actor.parse(record.by),
        at=datetime.fromisoformat(record.at),
        draft_id=DraftId(record.draft_id) if record.draft_id else None,
    )


def _key(organisation_id: OrganisationId, release_id: ReleaseId) -> str:
    return f"{organisation_id}/{release_id}.json"
