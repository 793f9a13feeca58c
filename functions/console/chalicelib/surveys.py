"""Surveys: a questionnaire given out at places, or visit by visit, as codes on paper; opened, and closed for good."""

import os
from collections.abc import Mapping
from dataclasses import replace

from chalicelib.reach import catalogue_of, permit
from frontdesk.access.model import Permission, SignedIn
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.ids import is_slug, random_id
from frontdesk.kernel.language import Language, preferred
from frontdesk.surveys.errors import NameTaken
from frontdesk.surveys.model import Grade, Opening, SpotId, Survey, SurveyId
from frontdesk.surveys.model.questionnaires import QuestionnaireId
from frontdesk.surveys.usecases.count_so_far import count_so_far
from frontdesk.surveys.usecases.give_out_survey import (
    change_survey,
    close_survey,
    list_surveys,
    make_survey,
    open_survey,
)
from frontdesk.surveys.usecases.list_questionnaires import list_questionnaires
from frontdesk.surveys.usecases.read_questionnaire import list_revisions
from frontdesk.surveys.wiring.giving import giving_ports
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports
from frontdesk.surveys.wiring.results import result_ports
from frontdesk_web import seals
from frontdesk_web.followup_links import FORMS
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_menu import SURVEYS
from frontdesk_web.presenters.console_survey_form import given_or_faults, read_given
from frontdesk_web.presenters.console_surveys import (
    THANKS,
    Choices,
    codes_page,
    survey_page,
    surveys_page,
)
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in, visitor
from frontdesk_web.survey_addresses import address, ticket_of

EDIT = Permission.SURVEYS_EDIT
ONE = f"{SURVEYS}/{{survey_id}}"
CODES_AT_MOST = 60
"""On one page: a code is three kilobytes."""

desk = Desk(__name__)
ports, shelf, counted = giving_ports(), questionnaire_ports(), result_ports()


@desk.route(SURVEYS)
@signed_in(desk)
def every(who: SignedIn) -> Page:
    permit(who, EDIT)
    return surveys_page(who, catalogue_of(who), _choices(who), typed={})


@desk.route(SURVEYS, methods=["POST"])
@signed_in(desk)
def make(who: SignedIn) -> SeeOther:
    permit(who, EDIT)
    made = make_survey(_typed(who, desk.form()), ports=ports)
    return SeeOther(url=f"{SURVEYS}/{made.id}")


@desk.route(ONE)
@signed_in(desk)
def show(who: SignedIn, survey_id: str) -> Page:
    permit(who, EDIT)
    survey = ports.surveys.get(who.organisation_id, SurveyId(survey_id))
    so_far = count_so_far(survey=survey, ports=counted)
    return survey_page(who, catalogue_of(who), survey, _public_url(survey), so_far=so_far)


@desk.route(ONE, methods=["POST"])
@signed_in(desk)
def change(who: SignedIn, survey_id: str) -> SeeOther:
    """What was prepared is changed, until it is opened."""
    permit(who, EDIT)
    typed, there = desk.form(), ports.surveys.get(who.organisation_id, SurveyId(survey_id))
    given = given_or_faults(typed, catalogue_of(who), there, who.session.language)
    version = carried_number(typed.get("version", ""))
    changed = replace(
        there,
        title=given.title,
        smallest=given.smallest,
        spots=given.spots,
        inviting=given.inviting,
        version=version,
    )
    change_survey(changed, ports=ports)
    return SeeOther(url=f"{SURVEYS}/{survey_id}")


@desk.route(SURVEYS + "/{survey_id}/open", methods=["POST"])
@signed_in(desk)
def begin(who: SignedIn, survey_id: str) -> SeeOther:
    permit(who, EDIT)
    open_survey(organisation_id=who.organisation_id, survey_id=SurveyId(survey_id), ports=ports)
    return SeeOther(url=f"{SURVEYS}/{survey_id}")


@desk.route(SURVEYS + "/{survey_id}/close", methods=["POST"])
@signed_in(desk)
def end(who: SignedIn, survey_id: str) -> SeeOther:
    permit(who, EDIT)
    close_survey(organisation_id=who.organisation_id, survey_id=SurveyId(survey_id), ports=ports)
    return SeeOther(url=f"{SURVEYS}/{survey_id}")


@desk.route(SURVEYS + "/{survey_id}/codes", methods=["POST"])
@signed_in(desk)
def codes(who: SignedIn, survey_id: str) -> Page:
    """Codes for as many visits, drawn now and kept nowhere: they are on the page that is printed, and only there."""
    permit(who, EDIT)
    typed, survey = desk.form(), ports.surveys.get(who.organisation_id, SurveyId(survey_id))
    spot = next((it for it in survey.spots if it.id == typed.get("spot")), None)
    number = carried_number(typed.get("number", "")) or 0
    if spot is None or survey.grade is not Grade.TOKEN or survey.opening is not Opening.OPEN:
        raise NotFound(survey_id=survey_id)
    if not 1 <= number <= CODES_AT_MOST:
        raise BadInput([FieldError("number", "surveys.number_of_codes")])
    drawn = [
        seals.ticket(survey.organisation_id, random_id(), of=ticket_of(survey.id, spot.id), keyring=keyring())
        for _ in range(number)
    ]
    urls = [_public(address(survey.organisation_id, survey.id, spot.id, it)) for it in drawn]
    return codes_page(who, catalogue_of(who), survey, spot, urls)


def _choices(who: SignedIn) -> Choices:
    return Choices(
        surveys=list_surveys(organisation_id=who.organisation_id, ports=ports),
        questionnaires=[
            it for it in list_questionnaires(organisation_id=who.organisation_id, ports=shelf) if it.number
        ],
    )


def _typed(who: SignedIn, typed: Mapping[str, str]) -> Survey:
    """The survey that a form describes; BadInput at its fields."""
    catalogue, here = catalogue_of(who), who.organisation_id
    survey_id, faults = typed.get("id", "").strip().lower(), []
    if not is_slug(survey_id) or survey_id == FORMS:
        faults.append(FieldError("id", "surveys.no_name"))
    known = {it.id: it for it in list_questionnaires(organisation_id=here, ports=shelf) if it.number}
    chosen = known.get(QuestionnaireId(typed.get("questionnaire", "")))
    if chosen is None:
        faults.append(FieldError("questionnaire", "required"))
    if typed.get("grade") not in set(Grade):
        faults.append(FieldError("grade", "required"))
    grade = Grade(typed["grade"]) if typed.get("grade") in (Grade.TOKEN, Grade.OPEN) else None
    title = chosen.title if chosen else {}
    given, more = read_given(typed, catalogue, grade=grade, title=title, language=who.session.language)
    faults += more
    if faults or chosen is None or grade is None:
        raise BadInput(faults)
    if survey_id in {it.id for it in list_surveys(organisation_id=here, ports=ports)}:
        raise NameTaken(survey_id=survey_id)
    [latest, *_] = list_revisions(organisation_id=here, questionnaire_id=chosen.id, ports=shelf)
    return Survey(
        id=SurveyId(survey_id),
        organisation_id=here,
        questionnaire_id=chosen.id,
        revision=latest.id,
        title=given.title,
        grade=grade,
        opening=Opening.DRAFT,
        spots=given.spots,
        inviting=given.inviting,
        smallest=given.smallest,
        thanks=THANKS,
        made_at=ports.clock(),
    )


def _public_url(survey: Survey) -> Mapping[SpotId, str]:
    return {it.id: _public(address(survey.organisation_id, survey.id, it.id)) for it in survey.spots}


def _public(path: str) -> str:
    return os.environ["PUBLIC_URL"] + path


def _refused(error: FrontdeskError, _request: object) -> Page:
    """A form that was wrong is shown again with what was typed; all else on a page of its own."""
    who = visitor(desk)
    if who is None:
        return outside_error_page(error, preferred(desk.header("accept-language"), among=tuple(Language)))
    named, typed = (desk.request.uri_params or {}).get("survey_id"), desk.form()
    is_change = desk.request.path == ONE
    if isinstance(error, NotFound | NotAllowed) or (named and not is_change):
        return console_error_page(error, who, catalogue_of(who))
    if named:
        survey = ports.surveys.get(who.organisation_id, SurveyId(named))
        return survey_page(who, catalogue_of(who), survey, {}, typed=typed, error=error)
    return surveys_page(who, catalogue_of(who), _choices(who), typed=typed, error=error)


desk.on_error = _refused
