"""Somebody takes the responses of a closed survey away, row by row and without anything that says whose they are."""

from itertools import islice

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor
from frontdesk.surveys.errors import TooManyRows
from frontdesk.surveys.model import Survey
from frontdesk.surveys.model.tallies import EVERYWHERE
from frontdesk.surveys.ports.results import ResultPorts
from frontdesk.surveys.rules.counting import months_of
from frontdesk.surveys.rules.rows import ROWS_AT_MOST, Rows, rows_of, why_not_export


def export_responses(*, survey: Survey, year: int, by: Actor, ports: ResultPorts) -> Rows:
    """The rows of what was shown of the year, once the survey is closed; written into the trail before.

    Raises NotClosed, TooFewResponses, TooManyRows.
    """
    results = ports.results.of_year(survey.organisation_id, survey.id, EVERYWHERE, year)
    if refusal := why_not_export(survey, results):
        raise refusal
    ports.record(
        AuditEntry.look(
            survey.organisation_id, "SurveyResponsesExported", by=by, at=ports.clock(), about=survey.id
        )
    )
    q = ports.questionnaire(survey.organisation_id, survey.questionnaire_id, survey.revision)
    found = (
        (month, response)
        for result in results
        for month in months_of(result.begins, result.ends)
        for response in ports.responses.of_month(survey.organisation_id, survey.id, month)
    )
    taken = list(islice(found, ROWS_AT_MOST + 1))
    if len(taken) > ROWS_AT_MOST:
        raise TooManyRows(survey_id=survey.id)
    return rows_of(q, taken, survey.smallest)
