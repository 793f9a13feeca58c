"""An administrator opens a draft."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.releases import Draft, DraftId
from frontdesk.window.ports import WindowPorts


def read_draft(*, organisation_id: OrganisationId, draft_id: DraftId, ports: WindowPorts) -> Draft:
    """The draft with its definition, right or wrong; NotFound when this organisation has none of that id."""
    return ports.drafts.get(organisation_id, draft_id)
