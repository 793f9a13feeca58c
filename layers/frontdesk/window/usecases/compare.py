"""An administrator sees what one state of the flows does otherwise than another."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.ports import WindowPorts
from frontdesk.window.rules.difference import Change, differences
from frontdesk.window.usecases._edition import definition_of


def compare(
    *, organisation_id: OrganisationId, before: str, after: str, ports: WindowPorts
) -> tuple[Change, ...]:
    """Every change from one to the other. Each is `live`, a publication's number or a draft's id, else NotFound."""
    return differences(
        definition_of(organisation_id, before, ports=ports),
        definition_of(organisation_id, after, ports=ports),
    )
