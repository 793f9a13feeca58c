"""An administrator publishes a set of flows: new conversations use it, those under way keep theirs."""

import hashlib
import json

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.window.errors import BadRelease
from frontdesk.window.events import ReleasePublished
from frontdesk.window.model import Release
from frontdesk.window.ports import WindowPorts
from frontdesk.window.rules.definition import why_not_publish


def publish_release(
    *, organisation_id: OrganisationId, definition: object, by: Actor, ports: WindowPorts
) -> Release:
    """The release, named by the SHA-256 of its canonical bytes: the same definition is the same release.

    BadRelease with every fault and its path.
    """
    if faults := why_not_publish(definition):
        raise BadRelease(faults)
    stored = canonical(definition)
    release = Release(id=ReleaseId(hashlib.sha256(stored).hexdigest()), definition=json.loads(stored))
    fact = ReleasePublished(
        organisation_id=organisation_id, occurred_at=ports.clock(), actor=by, release_id=release.id
    )
    ports.releases.publish(organisation_id, release, stored, fact)
    return release


def canonical(definition: object) -> bytes:
    """The bytes that are hashed and stored: UTF-8 JSON without spaces. Order is kept, since it is the menu's order."""
    return json.dumps(definition, ensure_ascii=False, separators=(",", ":")).encode()
