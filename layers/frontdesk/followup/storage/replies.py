"""Reply templates in the table: all of a person in one record, all of the clinic in another."""

from dataclasses import replace

from pynamodb.attributes import UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from frontdesk.followup.model.replies import Reply, ReplyId, ReplyShelf
from frontdesk.followup.storage.table import Json, Table
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.kernel.patience import save_or_conflict

SK = "replies"


class ShelfRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    said = Json()
    version = VersionAttribute()


class DynamoShelves:
    """`Shelves` on DynamoDB."""

    def get(self, organisation_id: OrganisationId, owner: StaffId | None) -> ReplyShelf:
        empty = ReplyShelf(organisation_id=organisation_id, owner=owner)
        try:
            record = ShelfRecord.get(_key(empty), SK, consistent_read=True)
        except DoesNotExist:
            return empty
        replies = tuple(
            Reply(id=ReplyId(it["id"]), title=it["title"], text=it["text"], version=it["version"])
            for it in record.said
        )
        return replace(empty, replies=replies, version=int(record.version))

    def put(self, shelf: ReplyShelf) -> ReplyShelf:
        said = [
            {"id": it.id, "title": it.title, "text": it.text, "version": it.version} for it in shelf.replies
        ]
        stored = save_or_conflict(ShelfRecord(_key(shelf), SK, said=said), shelf.version or None)
        return replace(shelf, version=stored)


def _key(it: ReplyShelf) -> str:
    return f"{it.organisation_id}#REPLIES#{it.owner or ''}"
