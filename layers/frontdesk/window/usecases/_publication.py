"""How every release goes live: one note, one number, one conditional write."""

from dataclasses import dataclass

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.errors import BadRelease, NoteMissing
from frontdesk.window.events import ReleasePublished
from frontdesk.window.model.releases import DraftId, Publication
from frontdesk.window.ports import WindowPorts
from frontdesk.window.rules.canonical import canonical, release_id
from frontdesk.window.usecases._faults import faults_of

NOTE_AT_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """Why a release goes live, by whom, after which publication (0 before the first one), and from which draft."""

    note: str
    by: Actor
    follows: int
    draft_id: DraftId | None = None


def publish(
    organisation_id: OrganisationId,
    definition: object,
    it: Announced,
    *,
    refusal: type[BadRelease],
    ports: WindowPorts,
) -> Publication:
    """The publication; the live one where exactly this is live already, so that twice is once.

    Conflict when another release went live after `follows`: nobody overwrites what they have not seen.
    """
    note = it.note.strip()
    if not 0 < len(note) <= NOTE_AT_MOST:
        raise NoteMissing(length=len(note))
    stored = canonical(definition)
    live = live_or_none(organisation_id, ports=ports)
    if live is not None and live.release_id == release_id(stored):
        return live
    if it.follows != (live.number if live else 0):
        raise Conflict(follows=it.follows)
    if faults := faults_of(organisation_id, definition, ports=ports):
        raise refusal(faults)
    publication = Publication(
        organisation_id=organisation_id,
        number=it.follows + 1,
        release_id=release_id(stored),
        note=note,
        by=it.by,
        at=ports.clock(),
        draft_id=it.draft_id,
    )
    return _written(publication, stored, ports=ports)


def live_or_none(organisation_id: OrganisationId, *, ports: WindowPorts) -> Publication | None:
    """The live publication; None before the first one."""
    try:
        return ports.releases.live(organisation_id)
    except NotFound:
        return None


def publication_of(organisation_id: OrganisationId, number: int, *, ports: WindowPorts) -> Publication:
    """The organisation's publication of that number; NotFound when it has none."""
    for it in ports.releases.publications(organisation_id):
        if it.number == number:
            return it
    raise NotFound(number=number)


def _written(publication: Publication, stored: bytes, *, ports: WindowPorts) -> Publication:
    fact = ReleasePublished(
        organisation_id=publication.organisation_id,
        occurred_at=publication.at,
        actor=publication.by,
        number=publication.number,
        release_id=publication.release_id,
    )
    try:
        ports.releases.publish(publication, stored, fact)
    except Conflict:
        # The same click twice at the same instant: whoever lost sees their release live.
        live = ports.releases.live(publication.organisation_id)
        if live.release_id != publication.release_id:
            raise
        return live
    return publication
