"""A survey's door: questions page by page, and sending. Nobody signs in, nothing is kept on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.ports import CataloguePorts
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.kernel.errors import BadInput, NotAllowed, NotFound
from frontdesk.kernel.ids import OrganisationId, random_id
from frontdesk.kernel.language import Language, preferred, understood
from frontdesk.surveys.errors import Crowded, SurveyClosed
from frontdesk.surveys.model import Grade, ResponseId, SpotId, SurveyId
from frontdesk.surveys.model.answers_written import read_answers, write_answers
from frontdesk.surveys.model.questionnaires import Answers
from frontdesk.surveys.ports.giving import GivingPorts
from frontdesk.surveys.rules.asking import pages_shown
from frontdesk.surveys.rules.giving import spot_of, why_not_answer
from frontdesk.surveys.usecases.answer_survey import answer_survey
from frontdesk_web import seals
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters.survey_pages import Sheet, Typed, closed_page, questions_page, thanks_page
from frontdesk_web.render import Page
from frontdesk_web.survey_addresses import address, invited_ticket, ticket_of
from frontdesk_web.survey_turns import lacking, turned, where_sent

KEPT_FOR = timedelta(hours=24)


class Asked(Protocol):
    """What of a request the door looks at."""

    def query(self) -> Mapping[str, str]: ...
    def form(self) -> Mapping[str, str]: ...
    def forms(self) -> Mapping[str, list[str]]: ...
    def header(self, name: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Door:
    """Both addresses of a survey: of a place (`ticket` is empty), and of a visit."""

    ports: GivingPorts
    shelf: CataloguePorts

    def show(self, where: tuple[str, str, str], ticket: str, asked: Asked) -> Page:
        """The first page, with nothing answered."""
        sheet = self._sheet(where, ticket, asked)
        if why_not_answer(sheet.survey):
            return closed_page(sheet)
        first = pages_shown(sheet.questionnaire, {})[0]
        return self._turned(sheet, ticket, random_id(), first, {})

    def take(self, where: tuple[str, str, str], ticket: str, asked: Asked) -> Page:
        """A page that was filled in: the next one, the one before, the same in another language, or thanks."""
        sheet, form, told = self._sheet(where, ticket, asked), asked.forms(), asked.form()
        if why_not_answer(sheet.survey):
            return closed_page(sheet)
        said = self._opened(sheet, ticket, told.get("s", ""))
        token, before = said["form"], read_answers(said["answers"])
        turn = turned(sheet.questionnaire, said["page"], before, form=form, told=told)
        if turn.page is None:
            return self._sent(sheet, ticket, token, turn.answers)
        return self._turned(sheet, ticket, token, turn.page, turn.answers, typed=turn.typed)

    def _sent(self, sheet: Sheet, ticket: str, token: str, answers: Answers) -> Page:
        try:
            answer_survey(
                survey=sheet.survey,
                spot_id=sheet.spot.id,
                token=ticket or token,
                response_id=ResponseId(random_id()),
                answers=answers,
                language=sheet.language,
                zone=sheet.catalogue.location(sheet.spot.location_id).zone,
                invited=sheet.invited,
                ports=self.ports,
            )
        except SurveyClosed:
            return closed_page(sheet)
        except Crowded as crowded:
            last = where_sent(sheet.questionnaire, answers)
            sealed = self._sealed(sheet, ticket, token, last, answers)
            return questions_page(sheet, last, answers, token=sealed, refusal=crowded)
        except BadInput as missing:
            turn = lacking(sheet.questionnaire, answers, missing.errors)
            return self._turned(sheet, ticket, token, turn.page or 1, answers, typed=turn.typed)
        return thanks_page(sheet)

    def _turned(  # noqa: PLR0913  # a page, and what it carries
        self,
        sheet: Sheet,
        ticket: str,
        token: str,
        number: int,
        answers: Answers,
        *,
        typed: Typed | None = None,
    ) -> Page:
        """That page, with everything answered so far sealed into its form."""
        sealed = self._sealed(sheet, ticket, token, number, answers)
        return questions_page(sheet, number, answers, token=sealed, typed=typed)

    def _sheet(self, where: tuple[str, str, str], ticket: str, asked: Asked) -> Sheet:
        organisation, survey_id, spot_id = where
        catalogue = read_catalogue(organisation_id=OrganisationId(organisation), ports=self.shelf)
        here = catalogue.organisation.id
        survey = self.ports.surveys.get(here, SurveyId(survey_id))
        spot = spot_of(survey, SpotId(spot_id))
        why_not_answer(survey)
        if survey.grade is Grade.IDENTIFIED or (survey.grade is Grade.TOKEN) is not bool(ticket):
            raise NotFound(survey_id=survey.id)
        invited = bool(ticket) and _is_invited(here, survey.id, spot.id, ticket)
        q = self.ports.questionnaires.get(here, survey.questionnaire_id, survey.revision)
        return Sheet(
            catalogue=catalogue,
            survey=survey,
            spot=spot,
            questionnaire=q,
            language=_language(catalogue, q.languages, asked),
            now=self.ports.clock(),
            url=address(here, survey.id, spot.id, ticket),
            invited=invited,
        )

    def _sealed(self, sheet: Sheet, ticket: str, token: str, number: int, answers: Answers) -> str:
        said = {"form": token, "page": number, "answers": write_answers(answers)}
        until = sheet.now + KEPT_FOR
        return seals.seal(said, purpose=_purpose(sheet, ticket), until=until, keyring=keyring())

    def _opened(self, sheet: Sheet, ticket: str, token: str) -> Mapping[str, Any]:
        """What a page carried, however old: nothing that was answered is lost. NotFound for what is not ours."""
        try:
            return seals.unseal(token, purpose=_purpose(sheet, ticket), keyring=keyring(), now=sheet.now).said
        except NotAllowed as forged:
            raise NotFound(survey_id=sheet.survey.id) from forged


def _is_invited(organisation_id: OrganisationId, survey_id: SurveyId, spot_id: SpotId, ticket: str) -> bool:
    """Whether the ticket was sent; False for one that was handed out. NotFound for any other."""
    try:
        seals.admitted(organisation_id, ticket, of=invited_ticket(survey_id, spot_id), keyring=keyring())
    except NotFound:
        seals.admitted(organisation_id, ticket, of=ticket_of(survey_id, spot_id), keyring=keyring())
        return False
    return True


def _purpose(sheet: Sheet, ticket: str) -> str:
    survey = sheet.survey
    return f"survey {survey.organisation_id} {survey.id} {survey.revision} {sheet.spot.id} {ticket}"


def _language(catalogue: Catalogue, written: tuple[Language, ...], asked: Asked) -> Language:
    """As chosen, else as the page before, else the browser's: among those of the clinic that it is written in."""
    told = {**asked.query(), **asked.form()}
    there = [it for it in catalogue.organisation.languages if it in written] or list(written)
    for name in ("lang", "in"):
        if (wanted := understood(told.get(name, ""))) in there and wanted:
            return wanted
    return preferred(asked.header("accept-language"), among=there)
