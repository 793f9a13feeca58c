"""The doors of results: what is asked at them, and a closed survey that enough have answered."""

from datetime import UTC, datetime, timedelta

from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model import Grade, Opening
from frontdesk.surveys.storage import DynamoResponses, DynamoSurveys
from frontdesk.surveys.usecases.count_responses import count_responses
from frontdesk.surveys.usecases.lay_down_results import lay_down_results
from frontdesk.surveys.usecases.read_questionnaire import list_revisions
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports
from frontdesk.surveys.wiring.results import result_ports
from tests.surveys.counting import EVERY_SPOT, a_response, a_survey
from tests.surveys.questionnaires import item, questionnaire

YEAR = f"{datetime.now(UTC):%Y}"
TYPED = {"csrf": "form-token"}
A_SURVEY = {"id": "new", "questionnaire": "{questionnaire_id}", "grade": "open", "spot.{department}": "1"}
ASKED = {
    "GET /console/api/survey-results/{survey_id}": {"query": {"place": "all", "year": YEAR}},
    "POST /console/surveys": {"form": TYPED | A_SURVEY},
    "POST /console/surveys/{survey_id}": {"form": TYPED | {"version": "1", "spot.{department}": "1"}},
    "POST /console/surveys/{survey_id}/open": {"form": TYPED},
    "POST /console/surveys/{survey_id}/close": {"form": TYPED},
    "POST /console/surveys/{survey_id}/codes": {"form": TYPED | {"number": "1"}},
    "POST /surveys/{organisation_id}/{survey_id}/{spot_id}": {"form": {"s": "made-up"}},
    "POST /surveys/{organisation_id}/{survey_id}/{spot_id}/{ticket}": {"form": {"s": "made-up"}},
}
"""The survey is closed: nothing is taken there, and nothing is opened again."""
RECOMMEND = questionnaire([item("recommend", "nps")])


def keep_results(clinic):
    """Seven answered, the survey was closed, and what they said is shown."""
    organisation_id, ports = OrganisationId(clinic.organisation_id), result_ports()
    now = ports.clock()
    whose = {"organisation_id": organisation_id, "questionnaire_id": clinic.questionnaire_id}
    [revision] = list_revisions(**whose, ports=questionnaire_ports())
    survey = a_survey(
        **whose,
        id=clinic.survey_id,
        revision=revision.id,
        grade=Grade.OPEN,
        opening=Opening.CLOSED,
        made_at=now - timedelta(days=1),
        closed_at=now - timedelta(hours=2),
        spots=EVERY_SPOT[:1],
    )
    DynamoSurveys().put(survey)
    for _ in range(7):
        one = a_response(
            {"recommend": 9},
            q=RECOMMEND,
            week=(now - timedelta(days=now.weekday())).date(),
            survey=survey.id,
            organisation_id=organisation_id,
        )
        DynamoResponses().add(one, None)
    count_responses(survey=survey, until=now + timedelta(minutes=1), ports=ports)
    lay_down_results(survey=survey, ports=ports)
