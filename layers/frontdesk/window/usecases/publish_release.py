"""An administrator publishes a set of flows: new conversations use it, those under way keep theirs."""

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.errors import BadRelease
from frontdesk.window.model.releases import Publication
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases._publication import Announced, publish


def publish_release(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    definition: object,
    note: str,
    by: Actor,
    follows: int,
    ports: WindowPorts,
) -> Publication:
    """The publication that is live now; publishing exactly what is live is none, so that twice is once.

    `follows` is the number of the publication that the administrator saw live, 0 for none; Conflict when there is
    a newer one. BadRelease with every fault and its path; NoteMissing without a note of 1 to 500 characters.
    """
    announced = Announced(note=note, by=by, follows=follows)
    return publish(organisation_id, definition, announced, refusal=BadRelease, ports=ports)
