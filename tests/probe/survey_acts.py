"""Somebody answers a survey of their visit, and one that hangs at a place."""

from datetime import UTC, datetime

from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import parse_text
from frontdesk.surveys.model import Grade, Opening, Spot, SpotId, Survey, SurveyId
from frontdesk.surveys.usecases.give_out_survey import make_survey, open_survey
from frontdesk.surveys.usecases.publish_questionnaire import publish_questionnaire
from frontdesk.surveys.usecases.start_questionnaire import start_questionnaire
from frontdesk.surveys.wiring.giving import giving_ports
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports
from frontdesk_web import seals
from frontdesk_web.keyring import keyring
from frontdesk_web.survey_addresses import address, ticket_of
from tests.journeys.people import CLINIC, hidden
from tests.surveys.questionnaires import document, item, said
from tests.surveys.shelving import MURAT

HERE, SPOT = OrganisationId(CLINIC), SpotId("mitte-empfang")
OF_VISITS, AT_PLACES = SurveyId("of-visits"), SurveyId("at-places")


def surveys_are_given_out(_street):
    """An administrator has given a questionnaire out twice: by visit, and at a place."""
    asked = document([item("recommend", "nps")])
    whose = {"organisation_id": HERE, "by": MURAT, "ports": questionnaire_ports()}
    made = start_questionnaire(questionnaire_id="stay", document=asked, **whose)
    revision = publish_questionnaire(questionnaire_id="stay", version=made.shelved.version, **whose)
    for survey_id, grade in ((OF_VISITS, Grade.TOKEN), (AT_PLACES, Grade.OPEN)):
        survey = Survey(
            id=survey_id,
            organisation_id=HERE,
            questionnaire_id=made.shelved.id,
            revision=revision.id,
            title=parse_text(said("Ihr Aufenthalt")),
            grade=grade,
            opening=Opening.DRAFT,
            spots=(Spot(id=SPOT, location_id="mitte", name=parse_text(said("Empfang"))),),
            thanks=parse_text(said("Danke")),
            made_at=datetime(2026, 11, 1, tzinfo=UTC),
        )
        make_survey(survey, ports=giving_ports())
        open_survey(organisation_id=HERE, survey_id=survey_id, ports=giving_ports())


def opens_the_one_of_the_visit(street):
    ticket = seals.ticket(HERE, "c" * 32, of=ticket_of(OF_VISITS, SPOT), keyring=keyring())
    _opens(street, address(HERE, OF_VISITS, SPOT, ticket))


def opens_the_one_at_the_place(street):
    _opens(street, address(HERE, AT_PLACES, SPOT))


def _opens(street, at):
    page = street.get(at).raise_for_status().text
    street.world.memo["survey"] = at, hidden(page, "s")


def answers_it(street):
    at, carried = street.world.memo["survey"]
    form = {"s": carried, "in": "de", "go": "on", "q_asked": "recommend", "q.recommend": "9"}
    assert "Danke" in street.post(at, data=form).raise_for_status().text
