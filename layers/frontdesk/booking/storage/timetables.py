"""The timetable in the table: one record of an organisation, at most 400 KB: some hundred performers."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.model.timetable_written import read_timetable, write_timetable
from frontdesk.booking.storage.table import Table
from frontdesk.kernel.ids import OrganisationId

SK = "timetable"


class TimetableRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    schema_version = NumberAttribute(default=1)
    said = JSONAttribute()


class DynamoTimetables:
    """`Timetables` on DynamoDB."""

    def get(self, organisation_id: OrganisationId) -> Timetable | None:
        try:
            record = TimetableRecord.get(_key(organisation_id), SK)
        except DoesNotExist:
            return None
        return read_timetable(record.said)

    def put(self, organisation_id: OrganisationId, timetable: Timetable) -> None:
        TimetableRecord(_key(organisation_id), SK, said=write_timetable(timetable)).save()


def _key(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#TIMETABLE"
