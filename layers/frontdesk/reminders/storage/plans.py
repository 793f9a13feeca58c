"""The plans of a clinic in the table: one record, replaced as a whole where it is still the one that was seen."""

from dataclasses import replace
from datetime import UTC, datetime

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.models import Model

from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.patience import REFUSED, code_of
from frontdesk.reminders.model.plans import Plans
from frontdesk.reminders.model.plans_written import read_plans, write_plans
from frontdesk.reminders.storage.table import Table

SK = "appointments"


class PlansRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    schema_version = NumberAttribute(default=1)
    said = JSONAttribute()
    changed_at = UnicodeAttribute()
    version = VersionAttribute()


class DynamoPlans:
    """`KeptPlans` on DynamoDB."""

    def get(self, organisation_id: OrganisationId) -> Plans:
        try:
            record = PlansRecord.get(_key(organisation_id), SK)
        except DoesNotExist:
            return Plans()
        changed_at = datetime.fromisoformat(record.changed_at).astimezone(UTC)
        return read_plans(record.said, changed_at=changed_at, version=int(record.version))

    def put(self, organisation_id: OrganisationId, plans: Plans, *, at: datetime) -> Plans:
        record = PlansRecord(
            _key(organisation_id),
            SK,
            said=write_plans(plans),
            changed_at=at.astimezone(UTC).isoformat(),
        )
        if plans.version:
            record.version = plans.version
        try:
            record.save()  # VersionAttribute adds its own condition
        except PutError as error:
            if code_of(error) == REFUSED:
                raise Conflict(organisation_id=organisation_id) from error
            raise
        return replace(plans, changed_at=at, version=int(record.version))


def _key(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#SETTINGS"
