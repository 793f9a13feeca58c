"""The timetable in the table: one record of an organisation, at most 400 KB: some hundred performers."""

from dataclasses import replace

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.models import Model

from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.model.timetable_written import read_timetable, write_timetable
from frontdesk.booking.storage.table import REFUSED, Table
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.patience import code_of

SK = "timetable"


class TimetableRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    schema_version = NumberAttribute(default=1)
    said = JSONAttribute()
    version = VersionAttribute()


class DynamoTimetables:
    """`Timetables` on DynamoDB."""

    def get(self, organisation_id: OrganisationId) -> Timetable | None:
        try:
            record = TimetableRecord.get(_key(organisation_id), SK)
        except DoesNotExist:
            return None
        return replace(read_timetable(record.said), version=int(record.version))

    def put(self, organisation_id: OrganisationId, timetable: Timetable) -> Timetable:
        record = TimetableRecord(_key(organisation_id), SK, said=write_timetable(timetable))
        if timetable.version:
            record.version = timetable.version
        try:
            record.save()  # VersionAttribute adds its own condition
        except PutError as error:
            if code_of(error) == REFUSED:
                raise Conflict(organisation_id=organisation_id) from error
            raise
        return replace(timetable, version=int(record.version))


def _key(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#TIMETABLE"
