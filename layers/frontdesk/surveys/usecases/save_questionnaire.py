"""An administrator changes a questionnaire that is being written; what was published stays as it is."""

from dataclasses import replace

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import BadInput
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model.drafts import Document, Draft
from frontdesk.surveys.model.questionnaires import QuestionnaireId
from frontdesk.surveys.ports.questionnaires import QuestionnairePorts
from frontdesk.surveys.rules.reading import faults_of_shape, read_questionnaire, revision_of


def save_questionnaire(  # noqa: PLR0913  (what a change is: of what, to what, and on top of which version)
    *,
    organisation_id: OrganisationId,
    questionnaire_id: QuestionnaireId,
    document: Document,
    version: int,
    by: Actor,
    ports: QuestionnairePorts,
) -> Draft:
    """The draft in place of that version. It may still lack what a revision needs, but it fits the schema.

    BadInput with each fault at its path. Conflict when somebody has changed it since.
    """
    said = {**document, "id": questionnaire_id}
    if faults := faults_of_shape(said):
        raise BadInput(faults)
    before = ports.shelf.draft(organisation_id, questionnaire_id)
    shelved = replace(
        before.shelved,
        title=read_questionnaire(said, organisation_id=organisation_id, number=0).title,
        written=revision_of(said),
        by=by,
        changed_at=ports.clock(),
        version=version,
    )
    return ports.shelf.save(Draft(shelved=shelved, document=said))
