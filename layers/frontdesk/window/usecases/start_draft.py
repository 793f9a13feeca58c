"""An administrator begins to work on the flows: from what is live, from what once was, or from nothing."""

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.releases import Draft, DraftId
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases._draft import an_empty_definition, first_version
from frontdesk.window.usecases._edition import definition_of

EMPTY = "empty"


def start_draft(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    source: str,
    title: str,
    by: Actor,
    ports: WindowPorts,
    draft_id: DraftId | None = None,
) -> Draft:
    """A draft in its first version; with a `draft_id` of the client's own, doing it twice begins one.

    `source` is `live`, a publication's number, another draft's id, or `empty`; what is `live` before the first
    publication is empty too. NotFound for any other.
    """
    definition = {} if source == EMPTY else definition_of(organisation_id, source, ports=ports)
    if definition == {}:
        definition = an_empty_definition(ports.catalogue(organisation_id))
    return first_version(organisation_id, definition, title=title, by=by, ports=ports, draft_id=draft_id)
