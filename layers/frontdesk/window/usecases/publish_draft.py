"""An administrator publishes a draft, which ends it."""

from contextlib import suppress

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.errors import BadRelease
from frontdesk.window.model.releases import DraftId, Publication
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases._publication import Announced, publish


def publish_draft(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    draft_id: DraftId,
    version: int,
    note: str,
    by: Actor,
    ports: WindowPorts,
    follows: int | None = None,
) -> Publication:
    """The publication that is live now; what is refused, and doing it twice, are as in `publish_release`.

    Conflict when the draft was changed since the page showed `version`, too. `follows` is the publication that the
    administrator compared the draft with; None is the one that was live when the draft began.
    """
    draft = ports.drafts.get(organisation_id, draft_id)
    if draft.version != version:
        raise Conflict(draft_id=draft_id, version=version)
    announced = Announced(note=note, by=by, follows=draft.follows if follows is None else follows)
    publication = publish(organisation_id, draft.definition, announced, refusal=BadRelease, ports=ports)
    with suppress(Conflict):  # changed or gone in this very moment: what was changed is a draft still
        ports.drafts.remove(organisation_id, draft_id, version=version)
    return publication
