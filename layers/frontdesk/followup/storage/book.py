"""What a clinic laid down about follow-up: one record, replaced as a whole where it is still the one that was seen."""

from dataclasses import replace
from datetime import datetime

from pynamodb.attributes import UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from frontdesk.followup.model.book_written import read_book, write_book
from frontdesk.followup.model.plans import Book
from frontdesk.followup.storage.table import Json, Table, instant
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.patience import save_or_conflict

SK = "book"


class BookRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    said = Json()
    changed_at = UnicodeAttribute()
    version = VersionAttribute()


class DynamoBooks:
    """`Books` on DynamoDB."""

    def get(self, organisation_id: OrganisationId) -> Book | None:
        try:
            record = BookRecord.get(_key(organisation_id), SK)
        except DoesNotExist:
            return None
        return read_book(organisation_id, record.said, version=int(record.version))

    def put(self, book: Book, *, at: datetime) -> Book:
        record = BookRecord(_key(book.organisation_id), SK, said=write_book(book), changed_at=instant(at))
        return replace(book, version=save_or_conflict(record, book.version or None))


def _key(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#BOOK"
