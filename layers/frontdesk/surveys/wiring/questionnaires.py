"""Questionnaires put together for the cloud."""

from functools import lru_cache

from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model.questionnaires import Questionnaire, QuestionnaireId, RevisionId
from frontdesk.surveys.ports.questionnaires import QuestionnairePorts, Shelf
from frontdesk.surveys.storage import DynamoQuestionnaires
from frontdesk.surveys.usecases.read_questionnaire import read_revision

REMEMBERED = 64


def questionnaire_ports() -> QuestionnairePorts:
    """For those who write questionnaires."""
    return QuestionnairePorts(shelf=DynamoQuestionnaires(), clock=system_clock)


class RememberedQuestionnaires:
    """`Questionnaires`: a revision never changes, so a container reads each once."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._read)

    def get(
        self, organisation_id: OrganisationId, questionnaire_id: QuestionnaireId, revision: RevisionId
    ) -> Questionnaire:
        return self._remembered(organisation_id, questionnaire_id, revision)

    def _read(
        self, organisation_id: OrganisationId, questionnaire_id: QuestionnaireId, revision: RevisionId
    ) -> Questionnaire:
        return read_revision(
            organisation_id=organisation_id,
            questionnaire_id=questionnaire_id,
            revision=revision,
            shelf=self._shelf,
        )


questionnaires = RememberedQuestionnaires(DynamoQuestionnaires())
"""The one of this container, for whoever asks by them."""
