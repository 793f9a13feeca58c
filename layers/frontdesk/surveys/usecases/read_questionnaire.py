"""Somebody reads a questionnaire: as it is being written, or as it was published."""

from collections.abc import Sequence

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model.drafts import Draft, Revision
from frontdesk.surveys.model.questionnaires import Questionnaire, QuestionnaireId, RevisionId
from frontdesk.surveys.ports.questionnaires import QuestionnairePorts, Shelf
from frontdesk.surveys.rules.reading import read_questionnaire as read_document


def read_draft(
    *, organisation_id: OrganisationId, questionnaire_id: QuestionnaireId, ports: QuestionnairePorts
) -> Draft:
    """What is being written; NotFound where there is none."""
    return ports.shelf.draft(organisation_id, questionnaire_id)


def list_revisions(
    *, organisation_id: OrganisationId, questionnaire_id: QuestionnaireId, ports: QuestionnairePorts
) -> Sequence[Revision]:
    """What was published, the latest first, without the documents."""
    return ports.shelf.revisions(organisation_id, questionnaire_id)


def read_numbered(
    *,
    organisation_id: OrganisationId,
    questionnaire_id: QuestionnaireId,
    number: int,
    ports: QuestionnairePorts,
) -> Revision:
    """The revision of that number with its document; NotFound where there is none."""
    for it in ports.shelf.revisions(organisation_id, questionnaire_id):
        if it.number == number:
            return ports.shelf.revision(organisation_id, questionnaire_id, it.id)
    raise NotFound(number=number)


def read_revision(
    *,
    organisation_id: OrganisationId,
    questionnaire_id: QuestionnaireId,
    revision: RevisionId,
    shelf: Shelf,
) -> Questionnaire:
    """A revision, to ask by it; NotFound where there is none."""
    found = shelf.revision(organisation_id, questionnaire_id, revision)
    assert found.document is not None, "one revision is read with its document"
    return read_document(found.document, organisation_id=organisation_id, number=found.number)
