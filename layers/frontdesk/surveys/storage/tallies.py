"""What responses come to in the table: tallies that nobody is shown, and results that everybody may be."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.patience import REFUSED, code_of
from frontdesk.surveys.model import Response, SpotId, SurveyId
from frontdesk.surveys.model.tallies import Cells, Moments, Period, PlaceId, Result, Tally, Turnout
from frontdesk.surveys.storage.responses import (
    DONE,
    NEW,
    Json,
    ResponseRecord,
    ResponsesTable,
    done,
    pile,
    record_of,
    transaction,
)

TALLY, PERIODS, SHOWN = "TALLY", "PERIODS", "SHOWN"


class TallyRecord(Model):
    class Meta(ResponsesTable):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    responses = NumberAttribute()
    counts = Json()
    moments = Json()
    version = VersionAttribute()


class PeriodRecord(Model):
    class Meta(ResponsesTable):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    begins = UnicodeAttribute()
    smallest = NumberAttribute()
    places = Json()


class ResultRecord(Model):
    class Meta(ResponsesTable):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    begins = UnicodeAttribute()
    responses = NumberAttribute()
    columns = Json()
    means = Json()
    turnout = Json(null=True)


class DynamoTallies:
    """`Tallies` on DynamoDB."""

    def get(
        self, organisation_id: OrganisationId, survey_id: SurveyId, month: date, spot_id: SpotId
    ) -> Tally:
        found = TallyRecord.query(
            pile(organisation_id, survey_id, TALLY),
            TallyRecord.sk == _spot_key(month, spot_id),
            consistent_read=True,
        )
        none = Tally(organisation_id=organisation_id, survey_id=survey_id, spot_id=spot_id, month=month)
        return next((_tally(it, organisation_id, survey_id) for it in found), none)

    def count(self, counted: Sequence[tuple[Response, date]], tallies: Sequence[Tally]) -> bool:
        def write() -> None:
            with transaction() as all_of_it:
                for response, month in counted:
                    waiting = record_of(response, NEW)
                    all_of_it.delete(waiting, condition=ResponseRecord.pk.exists())
                    all_of_it.save(record_of(response, DONE, month))
                for tally in tallies:
                    all_of_it.save(_tally_record(tally))  # VersionAttribute adds its own condition

        return done(write)

    def of_months(
        self, organisation_id: OrganisationId, survey_id: SurveyId, first: date, last: date
    ) -> Iterator[Tally]:
        found = TallyRecord.query(
            pile(organisation_id, survey_id, TALLY),
            TallyRecord.sk.between(f"{first:%Y-%m}#", f"{last:%Y-%m}#~"),
            consistent_read=True,
        )
        return (_tally(it, organisation_id, survey_id) for it in found)


class DynamoResults:
    """`Results` on DynamoDB."""

    def periods(self, organisation_id: OrganisationId, survey_id: SurveyId) -> Sequence[Period]:
        found = PeriodRecord.query(pile(organisation_id, survey_id, PERIODS), consistent_read=True)
        return [_period(it) for it in found]

    def begin(self, organisation_id: OrganisationId, survey_id: SurveyId, period: Period) -> bool:
        record = PeriodRecord(
            pile(organisation_id, survey_id, PERIODS),
            f"{period.ends:%Y-%m}",
            begins=period.begins.isoformat(),
            smallest=period.smallest,
            places={place: sorted(spots) for place, spots in period.places.items()},
        )
        try:
            record.save(condition=PeriodRecord.pk.does_not_exist())
        except PutError as error:
            if code_of(error) != REFUSED:
                raise
            return False
        return True

    def show(self, organisation_id: OrganisationId, survey_id: SurveyId, result: Result) -> None:
        # Without a condition: what is shown of a period is the same whoever lays it down, and however often.
        ResultRecord(
            _shown_key(organisation_id, survey_id, result.place),
            f"{result.ends:%Y-%m}",
            begins=result.begins.isoformat(),
            responses=result.responses,
            columns={
                name: [{str(code): n for code, n in it.shown.items()}, it.hidden]
                for name, it in result.columns.items()
            },
            means={name: list(it) for name, it in result.means.items()},
            turnout=[result.turnout.sent, result.turnout.answered] if result.turnout else None,
        ).save()

    def of_year(
        self, organisation_id: OrganisationId, survey_id: SurveyId, place: PlaceId, year: int
    ) -> Sequence[Result]:
        found = ResultRecord.query(
            _shown_key(organisation_id, survey_id, place), ResultRecord.sk.startswith(f"{year}-")
        )
        return [_result(it, place) for it in found]


def _spot_key(month: date, spot_id: SpotId) -> str:
    return f"{month:%Y-%m}#{spot_id}"


def _shown_key(organisation_id: OrganisationId, survey_id: SurveyId, place: PlaceId) -> str:
    return f"{pile(organisation_id, survey_id, SHOWN)}#{place}"


def _month(key: str) -> date:
    return date.fromisoformat(f"{key[:7]}-01")


def _tally_record(it: Tally) -> TallyRecord:
    record = TallyRecord(
        pile(it.organisation_id, it.survey_id, TALLY),
        _spot_key(it.month, it.spot_id),
        responses=it.responses,
        counts={name: {str(code): n for code, n in counts.items()} for name, counts in it.counts.items()},
        moments={name: [one.count, one.total, one.squares] for name, one in it.moments.items()},
    )
    if it.version is not None:
        record.version = it.version
    return record


def _tally(it: TallyRecord, organisation_id: OrganisationId, survey_id: SurveyId) -> Tally:
    return Tally(
        organisation_id=organisation_id,
        survey_id=survey_id,
        spot_id=SpotId(it.sk.partition("#")[2]),
        month=_month(it.sk),
        responses=int(it.responses),
        counts={name: _counts(said) for name, said in it.counts.items()},
        moments={
            name: Moments(count=int(n), total=total, squares=squares)
            for name, (n, total, squares) in it.moments.items()
        },
        version=int(it.version),
    )


def _counts(said: Mapping[str, Any]) -> dict[int, int]:
    return {int(code): int(n) for code, n in said.items()}


def _period(it: PeriodRecord) -> Period:
    return Period(
        begins=date.fromisoformat(it.begins),
        ends=_month(it.sk),
        smallest=int(it.smallest),
        places={PlaceId(place): frozenset(map(SpotId, spots)) for place, spots in it.places.items()},
    )


def _result(it: ResultRecord, place: PlaceId) -> Result:
    return Result(
        place=place,
        begins=date.fromisoformat(it.begins),
        ends=_month(it.sk),
        responses=int(it.responses),
        columns={
            name: Cells(shown=_counts(shown), hidden=int(hidden))
            for name, (shown, hidden) in it.columns.items()
        },
        means={name: (float(mean), float(grain)) for name, (mean, grain) in it.means.items()},
        turnout=Turnout(sent=it.turnout[0], answered=it.turnout[1]) if it.turnout else None,
    )
