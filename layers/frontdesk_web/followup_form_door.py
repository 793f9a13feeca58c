"""The door behind the link to a follow-up form: a part of surveys' HTTP function.

Looking does nothing: mail scanners open links. Whoever has one sees the question for the date of birth and no more,
whatever became of the task; a page that was opened by it is a proof for a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.ports import CataloguePorts
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.followup.errors import FormOver
from frontdesk.followup.model import Task
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.forms import has_answered, why_not_answer
from frontdesk.followup.usecases.answer_form import answer_form
from frontdesk.followup.usecases.heed_answers import heed_answers
from frontdesk.followup.usecases.prove_patient import prove_patient
from frontdesk.kernel.errors import BadInput, NotAllowed, NotFound, Refusal
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language, understood
from frontdesk.patients.rules.persons import has_date, written_date
from frontdesk.surveys.model.answers_written import read_answers, write_answers
from frontdesk.surveys.rules.asking import pages_shown
from frontdesk_web import seals
from frontdesk_web.followup_links import form_address, task_of
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters.followup_form import Sent, done_page, form_page, over_page, proof_page
from frontdesk_web.render import Page
from frontdesk_web.survey_door import Asked
from frontdesk_web.survey_turns import Turn, lacking, turned

KEPT_FOR = timedelta(hours=24)
BIRTH = "birth"


@dataclass(frozen=True, slots=True)
class FormDoor:
    """The address of a form that was sent: `where` is the organisation and the ticket."""

    ports: TaskPorts
    shelf: CataloguePorts

    def show(self, where: tuple[str, str], asked: Asked) -> Page:
        """The question for the date of birth."""
        return proof_page(self._sent(where, asked), {})

    def take(self, where: tuple[str, str], asked: Asked) -> Page:
        """The date of birth, or a page that was filled in."""
        sent, told = self._sent(where, asked), asked.form()
        token = told.get("s", "")
        carried, expired = _opened(sent, token)
        if carried is None or expired:
            return self._proved(sent, told, carried, token if carried else "")
        before = carried.answers
        turn = turned(sent.questionnaire, carried.page or 1, before, form=asked.forms(), told=told)
        return self._heeded(sent, turn) if turn.page else self._answered(sent, turn)

    def _proved(self, sent: Sent, told: Mapping[str, str], carried: Turn | None, token: str) -> Page:
        if not has_date(told, BIRTH) and carried:
            return proof_page(sent, told, carried=token)
        try:
            prove_patient(
                organisation_id=sent.task.organisation_id,
                task_id=sent.task.id,
                birth_date=written_date(told, BIRTH),
                ports=self.ports,
            )
        except Refusal as no:
            return proof_page(sent, told, no=no, carried=token)
        if has_answered(sent.task):
            return done_page(sent)
        if why_not_answer(sent.task):
            return over_page(sent)
        first = Turn(page=pages_shown(sent.questionnaire, {})[0], answers={})
        return self._heeded(sent, carried) if carried else self._turned(sent, first)

    def _answered(self, sent: Sent, turn: Turn) -> Page:
        try:
            task = answer_form(
                organisation_id=sent.task.organisation_id,
                task_id=sent.task.id,
                answers=turn.answers,
                ports=self.ports,
            )
        except FormOver:
            return over_page(sent)
        except BadInput as missing:
            return self._heeded(sent, lacking(sent.questionnaire, turn.answers, missing.errors))
        return done_page(replace(sent, task=task))

    def _heeded(self, sent: Sent, turn: Turn) -> Page:
        """The form goes on; what worries in it is with the clinic already, should they leave before the end."""
        worrying = heed_answers(
            organisation_id=sent.task.organisation_id,
            task_id=sent.task.id,
            answers=turn.answers,
            ports=self.ports,
        )
        return self._turned(sent, turn, worrying=worrying)

    def _turned(self, sent: Sent, turn: Turn, *, worrying: bool = False) -> Page:
        page = turn.page or 1
        said = {"page": page, "answers": write_answers(turn.answers)}
        until = sent.now + KEPT_FOR
        token = seals.seal(said, purpose=_purpose(sent.task), until=until, keyring=keyring())
        return form_page(sent, page, turn.answers, token=token, typed=turn.typed, worrying=worrying)

    def _sent(self, where: tuple[str, str], asked: Asked) -> Sent:
        """Whatever else there is behind the link is as if there were nothing: NotFound."""
        organisation, ticket = where
        catalogue = read_catalogue(organisation_id=OrganisationId(organisation), ports=self.shelf)
        here = catalogue.organisation.id
        task = self.ports.tasks.get(here, task_of(here, ticket))
        if not task.revision:
            raise NotFound(task_id=task.id)
        return Sent(
            catalogue=catalogue,
            task=task,
            questionnaire=self.ports.questionnaire(here, task.form, task.revision),
            language=self._language(task, catalogue, asked),
            now=self.ports.clock(),
            url=form_address(here, ticket),
        )

    def _language(self, task: Task, catalogue: Catalogue, asked: Asked) -> Language:
        """As chosen, else as the page before, else that of the patient."""
        told = {**asked.query(), **asked.form()}
        for name in ("lang", "in"):
            if (wanted := understood(told.get(name, ""))) in catalogue.organisation.languages and wanted:
                return wanted
        subject = self.ports.subjects(task.organisation_id, {task.subject_id}).get(task.subject_id)
        if subject is None:
            raise NotFound(task_id=task.id)
        return subject.language


def _opened(sent: Sent, token: str) -> tuple[Turn | None, bool]:
    """What a page carried, and whether its day is over; nothing for what is not ours."""
    try:
        found = seals.unseal(token, purpose=_purpose(sent.task), keyring=keyring(), now=sent.now)
    except NotAllowed:
        return None, False
    return Turn(page=found.said["page"], answers=read_answers(found.said["answers"])), found.expired


def _purpose(task: Task) -> str:
    return f"followup form {task.organisation_id} {task.id} {task.revision}"
