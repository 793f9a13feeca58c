"""Responses in a table without a stream: they wait to be counted, and are kept by month once they are.

Nothing here is later than a week, nothing says who. The sort key is random, so that they lie in no order.
"""

import json
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.kernel.patience import FAILED, EveryTable, past_a_crowd, use_up_a_try
from frontdesk.surveys.model import Response, ResponseId, SpotId, SurveyId
from frontdesk.surveys.model.answers_written import read_answers, write_answers

NEW, DONE, SPENT, CROWD = "NEW", "DONE", "SPENT", "CROWD"


class ResponsesTable(EveryTable):
    """What every record without a stream says about its table."""

    table_name = os.environ.get("RESPONSES_TABLE", "frontdesk-responses")


class Json(JSONAttribute):
    """JSON in as few bytes as it takes."""

    def serialize(self, value: Any) -> str | None:  # noqa: ANN401  (as its base has it)
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class ResponseRecord(Model):
    class Meta(ResponsesTable):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    spot_id = UnicodeAttribute()
    week = UnicodeAttribute()
    language = UnicodeAttribute()
    answers = Json()
    scores = Json()
    invited = BooleanAttribute(null=True)
    subject_id = UnicodeAttribute(null=True)
    answered_at = UnicodeAttribute(null=True)
    about = UnicodeAttribute(null=True)


class SpentRecord(Model):
    """A token, or a form, that was used: its marker and nothing else."""

    class Meta(ResponsesTable):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    ttl = NumberAttribute(null=True)


class CrowdRecord(Model):
    """How many answered in an hour at a place; which hour and which place only the survey's key tells."""

    class Meta(ResponsesTable):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    tries = NumberAttribute()
    ttl = NumberAttribute()


class DynamoResponses:
    """`Responses` on DynamoDB."""

    def add(self, response: Response, marker: str | None) -> bool:
        def write() -> None:
            with transaction() as both:
                if marker is not None:
                    spent = SpentRecord(pile(response.organisation_id, response.survey_id, SPENT), marker)
                    both.save(spent, condition=SpentRecord.pk.does_not_exist())
                both.save(record_of(response, NEW), condition=ResponseRecord.pk.does_not_exist())

        return done(write)

    def is_spent(self, organisation_id: OrganisationId, survey_id: SurveyId, marker: str) -> bool:
        try:
            SpentRecord.get(pile(organisation_id, survey_id, SPENT), marker)
        except DoesNotExist:
            return False
        return True

    def take_turn(
        self, organisation_id: OrganisationId, survey_id: SurveyId, crowd: str, *, most: int, until: datetime
    ) -> bool:
        record = CrowdRecord(pile(organisation_id, survey_id, CROWD), crowd)
        return use_up_a_try(record, most=most, until=until) is not None

    def waiting(self, organisation_id: OrganisationId, survey_id: SurveyId, most: int) -> Sequence[Response]:
        # Consistently: whoever asks whether none waits must not be told so of an older state.
        found = ResponseRecord.query(
            pile(organisation_id, survey_id, NEW), limit=most, consistent_read=True, page_size=most
        )
        return [_response(it, organisation_id, survey_id) for it in found]

    def of_month(
        self, organisation_id: OrganisationId, survey_id: SurveyId, month: date
    ) -> Iterator[Response]:
        for it in ResponseRecord.query(counted_pile(organisation_id, survey_id, month)):
            yield _response(it, organisation_id, survey_id)


def pile(organisation_id: OrganisationId, survey_id: SurveyId, name: str) -> str:
    return f"{organisation_id}#SURVEY#{survey_id}#{name}"


def counted_pile(organisation_id: OrganisationId, survey_id: SurveyId, month: date) -> str:
    """Where responses lie that were counted in the month."""
    return f"{pile(organisation_id, survey_id, DONE)}#{month:%Y-%m}"


def transaction() -> TransactWrite:
    """By the table's own connection: another one would be another client."""
    return TransactWrite(connection=ResponseRecord._get_connection().connection)  # noqa: SLF001


def done(write: Any) -> bool:  # noqa: ANN401  (something to call)
    """Whether the transaction was written; False where one of its conditions did not hold."""
    try:
        past_a_crowd(write)
    except TransactWriteError as error:
        if any(it and it.code == FAILED for it in error.cancellation_reasons):
            return False
        raise
    return True


def record_of(it: Response, name: str, month: date | None = None) -> ResponseRecord:
    """The record of a response on that pile."""
    whose = it.organisation_id, it.survey_id
    return ResponseRecord(
        counted_pile(*whose, month) if month else pile(*whose, name),
        it.id,
        spot_id=it.spot_id,
        week=it.week.isoformat(),
        language=it.language.value,
        answers=write_answers(it.answers),
        scores=dict(it.scores),
        invited=it.invited or None,
        subject_id=it.subject_id,
        answered_at=it.answered_at.astimezone(UTC).isoformat() if it.answered_at else None,
        about=it.about,
    )


def _response(it: ResponseRecord, organisation_id: OrganisationId, survey_id: SurveyId) -> Response:
    return Response(
        id=ResponseId(it.sk),
        organisation_id=organisation_id,
        survey_id=survey_id,
        spot_id=SpotId(it.spot_id),
        week=date.fromisoformat(it.week),
        language=Language(it.language),
        answers=read_answers(it.answers),
        scores=it.scores,
        invited=bool(it.invited),
        subject_id=SubjectId(it.subject_id) if it.subject_id else None,
        answered_at=datetime.fromisoformat(it.answered_at) if it.answered_at else None,
        about=it.about,
    )
