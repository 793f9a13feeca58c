"""An administrator throws away a questionnaire that was never published, or what was changed since it was."""

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.errors import WasPublished
from frontdesk.surveys.model.drafts import Draft
from frontdesk.surveys.model.questionnaires import QuestionnaireId
from frontdesk.surveys.ports.questionnaires import QuestionnairePorts
from frontdesk.surveys.usecases.read_questionnaire import read_numbered
from frontdesk.surveys.usecases.save_questionnaire import save_questionnaire


def discard_questionnaire(
    *,
    organisation_id: OrganisationId,
    questionnaire_id: QuestionnaireId,
    version: int,
    ports: QuestionnairePorts,
) -> None:
    """Away with it. WasPublished where it has a revision; Conflict when somebody has changed it since."""
    shelved = ports.shelf.draft(organisation_id, questionnaire_id).shelved
    if shelved.number:
        raise WasPublished(questionnaire_id=questionnaire_id)
    if shelved.version != version:
        raise Conflict(questionnaire_id=questionnaire_id, version=version)
    ports.shelf.discard(shelved)


def take_up_revision(  # noqa: PLR0913  (what a change is: of what, to what, and on top of which version)
    *,
    organisation_id: OrganisationId,
    questionnaire_id: QuestionnaireId,
    number: int,
    version: int,
    by: Actor,
    ports: QuestionnairePorts,
) -> Draft:
    """The draft is what that revision says: to undo changes, or to go on from an older one."""
    found = read_numbered(
        organisation_id=organisation_id, questionnaire_id=questionnaire_id, number=number, ports=ports
    )
    assert found.document is not None, "one revision is read with its document"
    return save_questionnaire(
        organisation_id=organisation_id,
        questionnaire_id=questionnaire_id,
        document=found.document,
        version=version,
        by=by,
        ports=ports,
    )
