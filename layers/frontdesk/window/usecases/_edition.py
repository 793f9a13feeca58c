"""What a person means by a word for one state of the flows: what is live, what was once, or a draft."""

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, is_random_id
from frontdesk.window.model.releases import DraftId
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases._publication import live_or_none, publication_of

LIVE = "live"
DIGITS_AT_MOST = 8


def definition_of(organisation_id: OrganisationId, edition: str, *, ports: WindowPorts) -> object:
    """The definition: of what is `live` (nothing at all before the first publication), of a number, of a draft's id.

    NotFound when this organisation has none.
    """
    if edition == LIVE:
        live = live_or_none(organisation_id, ports=ports)
        return {} if live is None else ports.releases.get(organisation_id, live.release_id).definition
    if is_random_id(edition):
        return ports.drafts.get(organisation_id, DraftId(edition)).definition
    if len(edition) <= DIGITS_AT_MOST and edition.isdecimal():
        release_id = publication_of(organisation_id, int(edition), ports=ports).release_id
        return ports.releases.get(organisation_id, release_id).definition
    raise NotFound(edition=edition)
