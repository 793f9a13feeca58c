"""What giving surveys out, and answering them, needs from the outside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from frontdesk.kernel.clock import Clock
from frontdesk.kernel.ids import DepartmentId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.surveys.model import Survey, SurveyId
from frontdesk.surveys.model.questionnaires import Answers, QuestionnaireId, RevisionId
from frontdesk.surveys.ports.questionnaires import Questionnaires
from frontdesk.surveys.ports.results import Responses


class Surveys(Protocol):
    """The surveys of a clinic."""

    def get(self, organisation_id: OrganisationId, survey_id: SurveyId) -> Survey:
        """NotFound where there is none."""

    def all(self, organisation_id: OrganisationId) -> Sequence[Survey]:
        """The list, by id."""

    def put(self, survey: Survey) -> None:
        """In place of its version, None for a new one. Conflict where that is no longer what is there."""


class Keys(Protocol):
    """The keys of surveys that are open: with it what was used is found again, and nothing else."""

    def get(self, organisation_id: OrganisationId, survey_id: SurveyId) -> str:
        """NotFound before it was opened, and once it was closed; a container may remember it for some minutes."""

    def make(self, organisation_id: OrganisationId, survey_id: SurveyId, key: str) -> None:
        """Keep it; one that is there stays as it is."""

    def destroy(self, organisation_id: OrganisationId, survey_id: SurveyId) -> None:
        """Nobody can find it any more. Twice is once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswers:
    """What somebody answered as themselves: the coded row of a revision, and what it belongs to (`about`)."""

    organisation_id: OrganisationId
    questionnaire_id: QuestionnaireId
    revision: RevisionId
    department_id: DepartmentId
    subject_id: SubjectId
    about: str
    answered_at: datetime
    zone: ZoneInfo
    language: Language
    row: Answers
    scores: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class GivingPorts:
    """`new_key`: 256 random bits, hexadecimal. `surveys` may remember for some seconds where it is only asked."""

    surveys: Surveys
    keys: Keys
    responses: Responses
    questionnaires: Questionnaires
    new_key: Callable[[], str]
    clock: Clock
