"""What follow-up came to in the table: what waits to be counted, what each counts, and the tallies of months.

A month is one partition, so that all departments are one query; of a department the persons are one.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from frontdesk.followup.model.figures import Cell, Counted, Counts, Figure, Kept, Kind, Mark, Tally
from frontdesk.followup.ports.figures import Place
from frontdesk.followup.storage.table import Json, Running, Table, connection_of, ends_after
from frontdesk.kernel.ids import DepartmentId, OrganisationId
from frontdesk.kernel.patience import FAILED, past_a_crowd, read_many

SK = "counted"
KEPT_OF_PERSONS = timedelta(days=2 * 366)


class MarkRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    seen = UnicodeAttribute()
    outcome = UnicodeAttribute(null=True)
    at = UnicodeAttribute(null=True)


class CountedRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    running = Running()
    running_key = UnicodeAttribute(null=True)
    running_at = UnicodeAttribute(null=True)
    said = Json()
    ttl = NumberAttribute()
    version = VersionAttribute()


class FigureRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    said = Json()
    ttl = NumberAttribute()
    version = VersionAttribute()


class DynamoFigures:
    """`Figures` on DynamoDB."""

    def mark(self, organisation_id: OrganisationId, mark: Mark) -> None:
        # Without a condition: whichever is the last, it is counted behind it.
        _mark_record(organisation_id, mark).save()

    def waiting(self, organisation_id: OrganisationId, *, most: int) -> Sequence[Mark]:
        found = MarkRecord.query(_marks(organisation_id), consistent_read=True, limit=most)
        return [_mark(it) for it in found]

    def kept(self, organisation_id: OrganisationId, kind: Kind, it: str) -> Kept:
        try:
            record = CountedRecord.get(_kept_key(organisation_id, kind, it), SK, consistent_read=True)
        except DoesNotExist:
            return Kept(kind=kind, id=it, counted={})
        until = record.running_at
        return Kept(
            kind=kind,
            id=it,
            counted=_read_counted(record.said),
            open_until=date.fromisoformat(until.partition("#")[0]) if until else None,
            version=int(record.version),
        )

    def tallies(self, organisation_id: OrganisationId, places: Collection[Place]) -> Mapping[Place, Tally]:
        keys = {_tally_key(organisation_id, it): it for it in places}
        found = read_many(FigureRecord, list(keys))
        return {keys[it.pk, it.sk]: _tally(keys[it.pk, it.sk], it) for it in found}

    def count(
        self,
        organisation_id: OrganisationId,
        marks: Collection[Mark],
        kept: Collection[Kept],
        tallies: Collection[Tally],
    ) -> bool:
        def write() -> None:
            with TransactWrite(connection=connection_of(FigureRecord)) as all_of_it:
                for mark in marks:
                    record = _mark_record(organisation_id, mark)
                    all_of_it.delete(record, condition=MarkRecord.seen == mark.seen)
                for it in kept:
                    all_of_it.save(_counted_record(organisation_id, it))  # its version is its condition
                for tally in tallies:
                    all_of_it.save(_tally_record(organisation_id, tally))  # as is theirs

        try:
            past_a_crowd(write)
        except TransactWriteError as error:
            if FAILED not in {it.code for it in error.cancellation_reasons if it}:
                raise
            return False
        return True

    def of_month(self, organisation_id: OrganisationId, month: date) -> Sequence[Tally]:
        found = FigureRecord.query(_month_key(organisation_id, month))
        return [_tally((month, it.sk, ""), it) for it in found]

    def of_persons(
        self, organisation_id: OrganisationId, month: date, department_id: DepartmentId
    ) -> Sequence[Tally]:
        found = FigureRecord.query(f"{_month_key(organisation_id, month)}#{department_id}")
        return [_tally((month, department_id, it.sk), it) for it in found]

    def of_months(
        self, organisation_id: OrganisationId, months: Sequence[date], department_id: DepartmentId
    ) -> Sequence[Tally]:
        there = self.tallies(organisation_id, [(it, department_id, "") for it in months])
        return [there[it] for it in sorted(there)]

    def open_before(self, organisation_id: OrganisationId, day: date) -> Iterator[str]:
        found = CountedRecord.running.query(
            f"{organisation_id}#COUNTED", CountedRecord.running_at < day.isoformat()
        )
        return (it.pk.removeprefix(_kept_key(organisation_id, Kind.STEP, "")) for it in found)


def _marks(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#UNCOUNTED"


def _mark_record(organisation_id: OrganisationId, it: Mark) -> MarkRecord:
    return MarkRecord(
        _marks(organisation_id),
        f"{it.kind.value}#{it.id}",
        seen=it.seen,
        outcome=it.outcome.value if it.outcome else None,
        at=it.at.astimezone(UTC).isoformat() if it.at else None,
    )


def _mark(it: MarkRecord) -> Mark:
    kind, _, whose = it.sk.partition("#")
    return Mark(
        kind=Kind(kind),
        id=whose,
        seen=it.seen,
        outcome=Figure(it.outcome) if it.outcome else None,
        at=datetime.fromisoformat(it.at) if it.at else None,
    )


def _kept_key(organisation_id: OrganisationId, kind: Kind, it: str) -> str:
    return f"{organisation_id}#COUNTED#{kind.value}#{it}"


def _counted_record(organisation_id: OrganisationId, it: Kept) -> CountedRecord:
    latest = max((cell.month for cell in it.counted), default=it.open_until or date(2000, 1, 1))
    record = CountedRecord(
        _kept_key(organisation_id, it.kind, it.id),
        SK,
        running_key=f"{organisation_id}#COUNTED" if it.open_until else None,
        running_at=f"{it.open_until.isoformat()}#{it.id}" if it.open_until else None,
        said=[
            [cell.month.isoformat(), cell.department_id, cell.population, cell.person, dict(counts)]
            for cell, counts in sorted(it.counted.items(), key=lambda one: (one[0].month, one[0].person))
        ],
        ttl=ends_after(latest),
    )
    if it.version is not None:
        record.version = it.version
    return record


def _read_counted(said: Sequence[Any]) -> Counted:
    return {
        Cell(
            month=date.fromisoformat(month),
            department_id=DepartmentId(department),
            population=population,
            person=person,
        ): counts
        for month, department, population, person, counts in said
    }


def _month_key(organisation_id: OrganisationId, month: date) -> str:
    return f"{organisation_id}#FIGURES#{month:%Y-%m}"


def _tally_key(organisation_id: OrganisationId, place: Place) -> tuple[str, str]:
    month, department, person = place
    pk = _month_key(organisation_id, month)
    return (f"{pk}#{department}", person) if person else (pk, department)


def _tally_record(organisation_id: OrganisationId, it: Tally) -> FigureRecord:
    kept_for = {"kept_for": KEPT_OF_PERSONS} if it.person else {}
    record = FigureRecord(
        *_tally_key(organisation_id, (it.month, it.department_id, it.person)),
        said={population: _packed(counts) for population, counts in it.counts.items()},
        ttl=ends_after(it.month, **kept_for),
    )
    if it.version is not None:
        record.version = it.version
    return record


def _tally(place: Place, it: FigureRecord) -> Tally:
    month, department, person = place
    return Tally(
        month=month,
        department_id=DepartmentId(department),
        person=person,
        counts={population: _unpacked(text) for population, text in it.said.items()},
        version=int(it.version),
    )


def _packed(counts: Counts) -> str:
    """`d=12,t=11`: a fifth shorter than JSON, for all departments of a month are read at once."""
    return ",".join(f"{name}={n}" for name, n in counts.items())


def _unpacked(text: str) -> Counts:
    pairs = (it.split("=") for it in text.split(","))
    return {name: int(n) for name, n in pairs}
