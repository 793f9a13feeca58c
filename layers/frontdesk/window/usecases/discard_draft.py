"""An administrator throws a draft away."""

from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.releases import DraftId
from frontdesk.window.ports import WindowPorts


def discard_draft(
    *, organisation_id: OrganisationId, draft_id: DraftId, version: int, ports: WindowPorts
) -> None:
    """Conflict when it was changed since the page showed `version`; NotFound when this organisation has none."""
    try:
        ports.drafts.remove(organisation_id, draft_id, version=version)
    except Conflict:
        ports.drafts.get(organisation_id, draft_id)  # of one that is not there, that is to be said
        raise
