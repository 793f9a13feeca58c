"""What was drawn, written once: who is not in the first writing of a night is not drawn that night."""

from datetime import date, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.models import Model

from frontdesk.followup.model import Level
from frontdesk.followup.model.samples import Batch
from frontdesk.followup.model.samples_written import read_frame, read_sample, write_frame, write_sample
from frontdesk.followup.storage.table import Json, Table, ends_after
from frontdesk.kernel.ids import LocationId, OrganisationId
from frontdesk.kernel.patience import REFUSED, code_of

KEPT_FOR = timedelta(days=3 * 366)


class BatchRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    frame = Json()
    sample = Json()
    ttl = NumberAttribute()


class DynamoBatches:
    """`Batches` on DynamoDB: a thousand cases are 80 KB of a record's 400."""

    def add(self, batch: Batch) -> Batch:
        key = _key(batch.organisation_id, batch.location_id, batch.day, batch.source, batch.level)
        record = BatchRecord(
            *key,
            frame=write_frame(batch.frame),
            sample=write_sample(batch.sample),
            ttl=ends_after(batch.day, KEPT_FOR),
        )
        try:
            record.save(condition=BatchRecord.pk.does_not_exist())
        except PutError as error:
            if code_of(error) != REFUSED:
                raise
            kept = self.get(
                batch.organisation_id, batch.location_id, batch.day, source=batch.source, level=batch.level
            )
            assert kept is not None, "it was there when it was to be written"
            return kept
        return batch

    def get(
        self,
        organisation_id: OrganisationId,
        location_id: LocationId,
        day: date,
        *,
        source: Level,
        level: Level,
    ) -> Batch | None:
        try:
            record = BatchRecord.get(
                *_key(organisation_id, location_id, day, source, level), consistent_read=True
            )
        except DoesNotExist:
            return None
        return Batch(
            organisation_id=organisation_id,
            location_id=location_id,
            day=day,
            level=level,
            source=source,
            frame=read_frame(record.frame),
            sample=read_sample(record.sample),
        )


def _key(
    organisation_id: OrganisationId, location_id: LocationId, day: date, source: Level, level: Level
) -> tuple[str, str]:
    return f"{organisation_id}#SAMPLE#{location_id}#{day.isoformat()}", f"{source.value}#{level.value}"
