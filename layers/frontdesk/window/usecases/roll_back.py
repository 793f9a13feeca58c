"""An administrator goes back: the release of an older publication goes live again, as a new publication."""

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.errors import NoLongerFits
from frontdesk.window.model.releases import Publication
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases._publication import Announced, publication_of, publish


def roll_back(  # noqa: PLR0913
    *, organisation_id: OrganisationId, number: int, note: str, by: Actor, follows: int, ports: WindowPorts
) -> Publication:
    """The new publication of the release that went live as `number`; NotFound when there was none.

    The clinic may have changed since: NoLongerFits with every fault against the catalogue of today. `note`,
    `follows` and doing it twice are as in `publish_release`.
    """
    older = publication_of(organisation_id, number, ports=ports)
    release = ports.releases.get(organisation_id, older.release_id)
    announced = Announced(note=note, by=by, follows=follows)
    return publish(organisation_id, release.definition, announced, refusal=NoLongerFits, ports=ports)
