"""An administrator sees which questionnaires the clinic has."""

from collections.abc import Sequence

from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model.drafts import Shelved
from frontdesk.surveys.ports.questionnaires import QuestionnairePorts


def list_questionnaires(*, organisation_id: OrganisationId, ports: QuestionnairePorts) -> Sequence[Shelved]:
    """All of them with their latest revision, by id. Nothing of a patient is in them."""
    return ports.shelf.all(organisation_id)
