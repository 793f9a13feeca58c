"""What giving surveys out, and answering them, needs from the outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from frontdesk.kernel.clock import Clock
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model import Survey, SurveyId
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


@dataclass(frozen=True, slots=True)
class GivingPorts:
    """`new_key`: 256 random bits, hexadecimal. `surveys` may remember for some seconds where it is only asked."""

    surveys: Surveys
    responses: Responses
    questionnaires: Questionnaires
    new_key: Callable[[], str]
    clock: Clock
