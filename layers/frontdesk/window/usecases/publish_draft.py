"""An administrator publishes a draft, which ends it."""

from contextlib import suppress

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.errors import BadRelease
from frontdesk.window.model.releases import DraftId, Publication
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases._publication import Announced, live_or_none, publish


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
    administrator compared the draft with; None is the one that was live when the draft began. Publishing a draft
    again that is live and gone answers the same publication.
    """
    try:
        draft = ports.drafts.get(organisation_id, draft_id)
    except NotFound:
        return _published_already(organisation_id, draft_id, ports=ports)
    if draft.version != version:
        raise Conflict(draft_id=draft_id, version=version)
    announced = Announced(
        note=note, by=by, follows=draft.follows if follows is None else follows, draft_id=draft_id
    )
    publication = publish(organisation_id, draft.definition, announced, refusal=BadRelease, ports=ports)
    with suppress(Conflict):  # changed or gone in this very moment: what was changed is a draft still
        ports.drafts.remove(organisation_id, draft_id, version=version)
    return publication


def _published_already(
    organisation_id: OrganisationId, draft_id: DraftId, *, ports: WindowPorts
) -> Publication:
    """The live publication, if it is this draft: whoever asks has not had the answer yet."""
    live = live_or_none(organisation_id, ports=ports)
    if live is None or live.draft_id != draft_id:
        raise NotFound(draft_id=draft_id)
    return live
