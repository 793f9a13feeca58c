"""An administrator publishes a questionnaire: from then on this revision is what it is."""

from dataclasses import replace

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import BadInput, Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.errors import NothingChanged
from frontdesk.surveys.model.drafts import Revision
from frontdesk.surveys.model.questionnaires import QuestionnaireId
from frontdesk.surveys.ports.questionnaires import QuestionnairePorts
from frontdesk.surveys.rules.reading import faults_of, revision_of


def publish_questionnaire(
    *,
    organisation_id: OrganisationId,
    questionnaire_id: QuestionnaireId,
    version: int,
    by: Actor,
    ports: QuestionnairePorts,
) -> Revision:
    """The draft of that version as a revision with the next number.

    BadInput with everything that it still lacks. NothingChanged where there is this revision. Conflict when somebody
    has changed it since.
    """
    draft = ports.shelf.draft(organisation_id, questionnaire_id)
    if draft.shelved.version != version:
        raise Conflict(questionnaire_id=questionnaire_id, version=version)
    if faults := faults_of(draft.document):
        raise BadInput(faults)
    name = revision_of(draft.document)
    if name in {it.id for it in ports.shelf.revisions(organisation_id, questionnaire_id)}:
        raise NothingChanged(revision=name)
    revision = Revision(
        id=name,
        questionnaire_id=questionnaire_id,
        organisation_id=organisation_id,
        number=draft.shelved.number + 1,
        by=by,
        at=ports.clock(),
        document=draft.document,
    )
    shelved = replace(draft.shelved, number=revision.number, revision=name)
    ports.shelf.publish(replace(draft, shelved=shelved), revision)
    return revision
