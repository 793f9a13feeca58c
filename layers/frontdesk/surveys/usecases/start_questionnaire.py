"""An administrator begins a questionnaire: empty, from an instrument, or with a file of another clinic's."""

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import BadInput, Conflict, FieldError
from frontdesk.kernel.ids import OrganisationId, is_slug
from frontdesk.surveys.errors import NameTaken
from frontdesk.surveys.model.drafts import Document, Draft, Shelved
from frontdesk.surveys.model.questionnaires import QuestionnaireId
from frontdesk.surveys.ports.questionnaires import QuestionnairePorts
from frontdesk.surveys.rules.reading import faults_of_shape, read_questionnaire, revision_of


def start_questionnaire(
    *,
    organisation_id: OrganisationId,
    questionnaire_id: str,
    document: Document,
    by: Actor,
    ports: QuestionnairePorts,
) -> Draft:
    """A new draft with what the document says, under a name of its own.

    BadInput for what is no document. NameTaken where the clinic has one of that name.
    """
    if not is_slug(questionnaire_id):
        raise BadInput([FieldError("id", "surveys.no_name")])
    if faults := faults_of_shape(document):
        raise BadInput(faults)
    said = {**document, "id": questionnaire_id}
    shelved = Shelved(
        id=QuestionnaireId(questionnaire_id),
        organisation_id=organisation_id,
        title=read_questionnaire(said, organisation_id=organisation_id, number=0).title,
        written=revision_of(said),
        number=0,
        revision=None,
        by=by,
        changed_at=ports.clock(),
    )
    try:
        return ports.shelf.save(Draft(shelved=shelved, document=said))
    except Conflict as there:
        raise NameTaken(questionnaire_id=questionnaire_id) from there
