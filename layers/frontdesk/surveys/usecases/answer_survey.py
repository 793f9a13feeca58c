"""Somebody sends what they answered."""

from zoneinfo import ZoneInfo

from frontdesk.kernel.errors import BadInput, FieldError, NotFound
from frontdesk.kernel.language import Language
from frontdesk.surveys.errors import Crowded, SurveyClosed
from frontdesk.surveys.model import Grade, Response, ResponseId, SpotId, Survey
from frontdesk.surveys.model.questionnaires import Answers
from frontdesk.surveys.ports.giving import GivingPorts
from frontdesk.surveys.rules.asking import coded, still_required
from frontdesk.surveys.rules.giving import (
    AN_HOUR_AT_MOST,
    crowd,
    crowd_kept_until,
    marker,
    spot_of,
    week_of,
    why_not_answer,
)
from frontdesk.surveys.rules.scoring import scores


def answer_survey(  # noqa: PLR0913  # a response, and where it was given
    *,
    survey: Survey,
    spot_id: SpotId,
    token: str,
    response_id: ResponseId,
    answers: Answers,
    language: Language,
    zone: ZoneInfo,
    invited: bool = False,
    ports: GivingPorts,
) -> bool:
    """Whether it is new. The same token again, fifty times at once too, is one response: the first.

    `token`: the visit's, or the form's own where anybody may answer. `response_id` is random: nothing of a response is
    made from what was given out. `invited`: the token came by message. One write, and one before it that counts the
    hour where anybody may answer. Raises SurveyClosed, NotFound for another spot, Crowded where more answer than people
    would, BadInput (`required`) at what must be answered and is not.
    """
    if refusal := why_not_answer(survey):
        raise refusal
    q = ports.questionnaires.get(survey.organisation_id, survey.questionnaire_id, survey.revision)
    if missing := still_required(q, answers):
        raise BadInput([FieldError(it.id, "required") for it in missing])
    row = coded(q, answers)
    key = _key(survey, ports)
    response = Response(
        id=response_id,
        organisation_id=survey.organisation_id,
        survey_id=survey.id,
        spot_id=spot_of(survey, spot_id).id,
        week=week_of(ports.clock(), zone),
        language=language,
        answers=row,
        scores=scores(q, row),
        invited=invited,
    )
    spent = marker(key, token)
    if survey.grade is Grade.OPEN and not _has_a_turn(response, key, ports):
        if ports.responses.is_spent(survey.organisation_id, survey.id, spent):
            return False
        raise Crowded(survey_id=survey.id)
    return ports.responses.add(response, spent)


def _has_a_turn(response: Response, key: str, ports: GivingPorts) -> bool:
    now = ports.clock()
    return ports.responses.take_turn(
        response.organisation_id,
        response.survey_id,
        crowd(key, response.spot_id, now),
        most=AN_HOUR_AT_MOST,
        until=crowd_kept_until(now),
    )


def _key(survey: Survey, ports: GivingPorts) -> str:
    try:
        return ports.keys.get(survey.organisation_id, survey.id)
    except NotFound as gone:
        # It was closed while this container still took it for open.
        raise SurveyClosed(survey_id=survey.id) from gone
