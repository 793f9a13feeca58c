"""Encounters in the table, each under its natural key; two indexes list them by day and by patient."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from frontdesk.hospital.model import Encounter, EncounterId, Kept, Leaf, Parts, Population
from frontdesk.hospital.rules.keys import population_of
from frontdesk.hospital.rules.merging import instant, read_parts
from frontdesk.hospital.storage.table import Json, Table
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.kernel.patience import REFUSED, code_of

SK = "encounter"
KEPT_FOR = timedelta(days=3653)
BETWEEN = "!"


class ListedIndex(GlobalSecondaryIndex["EncounterRecord"]):
    class Meta:
        index_name = "listed"
        projection = AllProjection()

    list_key = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class PatientIndex(GlobalSecondaryIndex["EncounterRecord"]):
    class Meta:
        index_name = "patient"
        projection = AllProjection()

    patient_key = UnicodeAttribute(hash_key=True)
    began_at = UnicodeAttribute(range_key=True)


class EncounterRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    listed = ListedIndex()
    patient = PatientIndex()
    list_key = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute(null=True)
    patient_key = UnicodeAttribute()
    began_at = UnicodeAttribute()
    parts = Json()
    facts = Json(null=True)
    ttl = NumberAttribute()
    version = VersionAttribute()


class DynamoEncounters:
    """`Encounters` on DynamoDB."""

    def kept(self, organisation_id: OrganisationId, encounter_id: EncounterId) -> Kept:
        try:
            record = EncounterRecord.get(_pk(organisation_id, encounter_id), SK, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(encounter_id=encounter_id) from missing
        return _kept(organisation_id, record)

    def write(self, kept: Kept, *, day: date, facts: Sequence[Event]) -> None:
        record = _record(kept, day, facts)
        if kept.encounter.version is not None:
            record.version = kept.encounter.version
        try:
            record.save()  # VersionAttribute adds its own condition
        except PutError as error:
            if code_of(error) != REFUSED:
                raise
            raise Conflict(encounter_id=kept.encounter.id) from error

    def of_day(  # noqa: PLR0913
        self,
        organisation_id: OrganisationId,
        location_id: LocationId,
        population: Population,
        day: date,
        *,
        after: str | None,
        most: int,
    ) -> Leaf:
        key = _list_key(organisation_id, location_id, population, day)
        found = EncounterRecord.listed.query(
            key, limit=most + 1, last_evaluated_key=_start(organisation_id, key, after)
        )
        records = list(found)
        last = records[most - 1] if len(records) > most else None
        return Leaf(
            encounters=tuple(_kept(organisation_id, it).encounter for it in records[:most]),
            after=f"{last.listed_at}{BETWEEN}{_id(organisation_id, last.pk)}" if last else None,
        )

    def count(
        self, organisation_id: OrganisationId, location_id: LocationId, population: Population, day: date
    ) -> int:
        return int(EncounterRecord.listed.count(_list_key(organisation_id, location_id, population, day)))

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Encounter]:
        found = EncounterRecord.patient.query(f"{organisation_id}#{subject_id}", scan_index_forward=False)
        return [_kept(organisation_id, it).encounter for it in found]


def _record(kept: Kept, day: date, facts: Sequence[Event]) -> EncounterRecord:
    it = kept.encounter
    population = population_of(it)
    listed_at = it.ended_at if population is Population.DISCHARGED else it.began_at
    return EncounterRecord(
        _pk(it.organisation_id, it.id),
        SK,
        list_key=population and _list_key(it.organisation_id, it.location_id, population, day),
        listed_at=population and instant(listed_at or it.began_at),
        patient_key=f"{it.organisation_id}#{it.subject_id}",
        began_at=instant(it.began_at),
        parts={name: [value, at] for name, (value, at) in kept.parts.items()},
        facts=[carried(fact) for fact in facts],
        ttl=int(((it.ended_at or it.began_at) + KEPT_FOR).timestamp()),
    )


def _kept(organisation_id: OrganisationId, record: Any) -> Kept:  # noqa: ANN401  (of the table or of an index)
    parts: Parts = {name: (value, at) for name, (value, at) in record.parts.items()}
    encounter = read_parts(
        organisation_id,
        _id(organisation_id, record.pk),
        {name: value for name, (value, _) in parts.items()},
        told_at=datetime.fromisoformat(max(at for _, at in parts.values())),
        version=int(record.version),
    )
    return Kept(encounter=encounter, parts=parts)


def _pk(organisation_id: OrganisationId, encounter_id: EncounterId) -> str:
    return f"{organisation_id}#ENCOUNTER#{encounter_id}"


def _id(organisation_id: OrganisationId, pk: str) -> EncounterId:
    return EncounterId(pk.removeprefix(_pk(organisation_id, EncounterId(""))))


def _list_key(
    organisation_id: OrganisationId, location_id: LocationId, population: Population, day: date
) -> str:
    when = "" if population is Population.INPATIENT else day.isoformat()
    return f"{organisation_id}#{location_id}#{population.value}#{when}"


def _start(organisation_id: OrganisationId, key: str, after: str | None) -> dict[str, dict[str, str]] | None:
    """Where to go on. What an address carries is trusted with nothing: it stays in the list of that key."""
    at, _, encounter_id = (after or "").partition(BETWEEN)
    if not at or not encounter_id:
        return None
    said = {
        "list_key": key,
        "listed_at": at,
        "pk": _pk(organisation_id, EncounterId(encounter_id)),
        "sk": SK,
    }
    return {name: {"S": value} for name, value in said.items()}
