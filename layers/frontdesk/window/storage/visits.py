"""Visits in the table, those of a month together."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from aws_lambda_powertools import Logger
from pynamodb.attributes import ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.patience import code_of
from frontdesk.window.model.visits import Ending, Visit
from frontdesk.window.storage.table import REFUSED, Table

KEPT_FOR = timedelta(days=31 + 13 * 31)
FURTHER = {Ending.LEFT: 0, Ending.SENT: 2}
"""What replaces what: an outcome a visit that was left, a form that was sent both."""

logger = Logger()


class VisitRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    steps = ListAttribute(of=UnicodeAttribute)
    ending = UnicodeAttribute()
    stood = UnicodeAttribute(null=True)
    progress = NumberAttribute()
    ttl = NumberAttribute()


class StoredVisits:
    """`Visits` on DynamoDB."""

    def count(self, visit: Visit) -> None:
        begins = datetime(visit.month.year, visit.month.month, 1, tzinfo=UTC)
        record = VisitRecord(
            _key(visit.organisation_id, visit.month),
            visit.id,
            steps=list(visit.steps),
            ending=visit.ending.value,
            stood=visit.stood,
            progress=1000 * FURTHER.get(visit.ending, 1) + len(visit.steps),
            ttl=int((begins + KEPT_FOR).timestamp()),
        )
        further = VisitRecord.progress < record.progress
        try:
            record.save(condition=VisitRecord.pk.does_not_exist() | further)
        except PutError as error:
            if code_of(error) != REFUSED:
                logger.warning("visit_not_counted", cause=code_of(error))

    def of_month(self, organisation_id: OrganisationId, month: date) -> Iterator[Visit]:
        for it in VisitRecord.query(_key(organisation_id, month)):
            yield Visit(
                id=it.sk,
                organisation_id=organisation_id,
                month=month.replace(day=1),
                steps=tuple(str(step) for step in it.steps),
                ending=Ending(it.ending),
                stood=it.stood,
            )


def _key(organisation_id: OrganisationId, month: date) -> str:
    return f"{organisation_id}#visits#{month:%Y-%m}"
