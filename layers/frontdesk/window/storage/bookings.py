"""What became of the clinic's times in the table, a month together."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from frontdesk.kernel.ids import EventId, LocationId, OrganisationId, TimeTypeId
from frontdesk.window.model.bookings import Deed, Hand, Happening
from frontdesk.window.storage.table import Table
from frontdesk.window.storage.visits import KEPT_FOR


class HappeningRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    location = UnicodeAttribute()
    time_type = UnicodeAttribute()
    deed = UnicodeAttribute()
    by = UnicodeAttribute()
    ttl = NumberAttribute()


class StoredBookings:
    """`Bookings` on DynamoDB."""

    def count(self, happening: Happening) -> None:
        # Without a condition: of one fact every write is the same to the last byte, so the second changes nothing.
        begins = datetime(happening.month.year, happening.month.month, 1, tzinfo=UTC)
        HappeningRecord(
            _key(happening.organisation_id, happening.month),
            happening.id,
            location=happening.location_id,
            time_type=happening.time_type_id,
            deed=happening.deed.value,
            by=happening.by.value,
            ttl=int((begins + KEPT_FOR).timestamp()),
        ).save()

    def of_month(self, organisation_id: OrganisationId, month: date) -> Iterator[Happening]:
        for it in HappeningRecord.query(_key(organisation_id, month)):
            yield Happening(
                id=EventId(it.sk),
                organisation_id=organisation_id,
                month=month.replace(day=1),
                location_id=LocationId(it.location),
                time_type_id=TimeTypeId(it.time_type),
                deed=Deed(it.deed),
                by=Hand(it.by),
            )


def _key(organisation_id: OrganisationId, month: date) -> str:
    return f"{organisation_id}#bookings#{month:%Y-%m}"
