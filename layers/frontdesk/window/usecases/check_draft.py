"""An administrator asks what is still wrong with a draft."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.releases import DraftId, Fault
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases._faults import faults_of


def check_draft(
    *, organisation_id: OrganisationId, draft_id: DraftId, ports: WindowPorts
) -> tuple[Fault, ...]:
    """Everything that would keep it from being published today; nothing is published."""
    draft = ports.drafts.get(organisation_id, draft_id)
    return faults_of(organisation_id, draft.definition, ports=ports)
