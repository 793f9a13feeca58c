"""An administrator begins to work on the flows: from what is live, from what once was, or from nothing."""

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.releases import Draft
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases._draft import an_empty_definition, first_version
from frontdesk.window.usecases._edition import definition_of

EMPTY = "empty"


def start_draft(
    *, organisation_id: OrganisationId, source: str, title: str, by: Actor, ports: WindowPorts
) -> Draft:
    """A draft in its first version.

    `source` is `live`, a publication's number, another draft's id, or `empty`; what is `live` before the first
    publication is empty too. NotFound for any other.
    """
    definition = {} if source == EMPTY else definition_of(organisation_id, source, ports=ports)
    if definition == {}:
        definition = an_empty_definition(ports.catalogue(organisation_id))
    return first_version(organisation_id, definition, title=title, by=by, ports=ports)
