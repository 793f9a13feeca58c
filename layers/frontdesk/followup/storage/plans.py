"""Plans in the table, each under an id derived from its encounter: recommended twice, it is one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from frontdesk.followup.model.plans import Plan, PlanId, PlanState
from frontdesk.followup.model.plans_written import read_plan, write_plan
from frontdesk.followup.storage.table import BySubject, Json, Listed, Table, ends_after, instant, subject_key
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.kernel.patience import read_many, save_or_conflict, save_versioned

SK = "plan"
AFTER_ALL = "~"
"""Sorts behind every id: a bound that takes in the whole day."""


class PlanRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    listed = Listed()
    by_subject = BySubject()
    list_key = UnicodeAttribute(null=True)
    listed_on = UnicodeAttribute(null=True)
    subject_key = UnicodeAttribute()
    filed_at = UnicodeAttribute()
    said = Json()
    facts = Json(null=True)
    ttl = NumberAttribute()
    version = VersionAttribute()


class DynamoPlans:
    """`Plans` on DynamoDB."""

    def add(self, plan: Plan, *facts: Event, next_on: date | None) -> bool:
        return save_versioned(_record(plan, facts, next_on), None)

    def write(self, plan: Plan, *facts: Event, next_on: date | None) -> Plan:
        return replace(plan, version=save_or_conflict(_record(plan, facts, next_on), plan.version))

    def get(self, organisation_id: OrganisationId, plan_id: PlanId) -> Plan:
        try:
            record = PlanRecord.get(_pk(organisation_id, plan_id), SK, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(plan_id=plan_id) from missing
        return _plan(organisation_id, record)

    def proposed(
        self, organisation_id: OrganisationId, location_id: LocationId, *, most: int
    ) -> Sequence[Plan]:
        found = PlanRecord.listed.query(
            list_key(organisation_id, location_id, PlanState.PROPOSED), limit=most
        )
        return self._read(organisation_id, [(it.pk, it.sk) for it in found])

    def active(
        self, organisation_id: OrganisationId, location_id: LocationId, *, until: date, most: int
    ) -> Sequence[Plan]:
        found = PlanRecord.listed.query(
            list_key(organisation_id, location_id, PlanState.ACTIVE),
            PlanRecord.listed_on <= f"{until.isoformat()}{AFTER_ALL}",
            limit=most,
        )
        return self._read(organisation_id, [(it.pk, it.sk) for it in found])

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Plan]:
        found = PlanRecord.by_subject.query(
            subject_key(organisation_id, subject_id), scan_index_forward=False
        )
        return self._read(organisation_id, [(it.pk, it.sk) for it in found if it.sk == SK])

    def _read(self, organisation_id: OrganisationId, keys: Sequence[tuple[str, str]]) -> Sequence[Plan]:
        there = {it.pk: it for it in read_many(PlanRecord, keys)}
        return [_plan(organisation_id, there[pk]) for pk, _ in keys if pk in there]


def list_key(organisation_id: OrganisationId, location_id: LocationId, state: PlanState) -> str:
    """The hash key of the plans of a location in that state."""
    return f"{organisation_id}#PLANS#{location_id}#{state.value}"


def _pk(organisation_id: OrganisationId, plan_id: PlanId) -> str:
    return f"{organisation_id}#PLAN#{plan_id}"


def _plan(organisation_id: OrganisationId, record: PlanRecord) -> Plan:
    plan_id = PlanId(record.pk.removeprefix(_pk(organisation_id, PlanId(""))))
    return read_plan(organisation_id, plan_id, record.said, version=int(record.version))


def _record(it: Plan, facts: Sequence[Event], next_on: date | None) -> PlanRecord:
    """`next_on`: when the list shall show it, or None for never."""
    return PlanRecord(
        _pk(it.organisation_id, it.id),
        SK,
        list_key=list_key(it.organisation_id, it.location_id, it.state) if next_on else None,
        listed_on=f"{next_on.isoformat()}#{it.id}" if next_on else None,
        subject_key=subject_key(it.organisation_id, it.subject_id),
        filed_at=instant(it.made_at),
        said=write_plan(it),
        facts=[carried(fact) for fact in facts] or None,
        ttl=ends_after(it.anchored_on),
    )
