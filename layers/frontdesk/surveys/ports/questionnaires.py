"""What writing questionnaires, and asking by them, needs from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from frontdesk.kernel.clock import Clock
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model.drafts import Draft, Revision, Shelved
from frontdesk.surveys.model.questionnaires import Questionnaire, QuestionnaireId, RevisionId


class Questionnaires(Protocol):
    """Whoever asks by a questionnaire needs no more than this."""

    def get(
        self, organisation_id: OrganisationId, questionnaire_id: QuestionnaireId, revision: RevisionId
    ) -> Questionnaire:
        """A revision; NotFound where there is none."""
        ...


class Shelf(Protocol):
    """Drafts and revisions of an organisation."""

    def all(self, organisation_id: OrganisationId) -> Sequence[Shelved]:
        """The list, by id."""
        ...

    def draft(self, organisation_id: OrganisationId, questionnaire_id: QuestionnaireId) -> Draft:
        """NotFound where there is none."""
        ...

    def save(self, draft: Draft) -> Draft:
        """In place of its version, None for a new one. Conflict where that is no longer what is there."""
        ...

    def publish(self, draft: Draft, revision: Revision) -> Draft:
        """The revision, and the draft that knows it, in one write. Conflict as `save`, or where it is there."""
        ...

    def discard(self, shelved: Shelved) -> None:
        """Away with it, if it is still that version; else Conflict."""
        ...

    def revisions(
        self, organisation_id: OrganisationId, questionnaire_id: QuestionnaireId
    ) -> Sequence[Revision]:
        """The latest first, without their documents."""
        ...

    def revision(
        self, organisation_id: OrganisationId, questionnaire_id: QuestionnaireId, revision: RevisionId
    ) -> Revision:
        """NotFound where there is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnairePorts:
    shelf: Shelf
    clock: Clock
