"""The window's storage in memory; each passes the contract of its twin on DynamoDB and S3."""

import hashlib
import json
from dataclasses import replace

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.events import written_down
from frontdesk.window.model.releases import Release


class FakeReleases:
    """`Releases` in memory; `facts` are those on the records, as the relay would find them."""

    def __init__(self):
        self.bytes = {}
        self.published = {}
        self.facts = []

    def live(self, organisation_id):
        for publication in self.publications(organisation_id):
            return publication
        raise NotFound

    def publications(self, organisation_id):
        mine = [it for it in self.published.values() if it.organisation_id == organisation_id]
        return iter(sorted(mine, key=lambda it: it.number, reverse=True))

    def get(self, organisation_id, release_id):
        if (organisation_id, release_id) not in self.bytes:
            raise NotFound
        return Release(id=release_id, definition=json.loads(self.bytes[organisation_id, release_id]))

    def publish(self, publication, stored, *facts):
        self.bytes[publication.organisation_id, publication.release_id] = stored
        if (publication.organisation_id, publication.number) in self.published:
            raise Conflict
        self.published[publication.organisation_id, publication.number] = publication
        self.facts += [written_down(fact) for fact in facts]


class FakeDrafts:
    """`Drafts` in memory."""

    def __init__(self):
        self.known = {}

    def get(self, organisation_id, draft_id):
        if (organisation_id, draft_id) not in self.known:
            raise NotFound
        draft = self.known[organisation_id, draft_id]
        return replace(draft, definition=json.loads(draft.definition))

    def all(self, organisation_id):
        mine = [it for it in self.known.values() if it.organisation_id == organisation_id]
        return (replace(it, definition=None) for it in mine)

    def save(self, draft):
        self._expect(draft.organisation_id, draft.id, draft.version - 1)
        self.known[draft.organisation_id, draft.id] = replace(draft, definition=json.dumps(draft.definition))

    def remove(self, organisation_id, draft_id, *, version):
        self._expect(organisation_id, draft_id, version)
        del self.known[organisation_id, draft_id]

    def _expect(self, organisation_id, draft_id, version):
        stored = self.known.get((organisation_id, draft_id))
        if (stored.version if stored else 0) != version:
            raise Conflict


class FakeFiles:
    """Kept files of every organisation, as the documents area keeps them."""

    def __init__(self):
        self.kept = {}

    def keep(self, organisation_id, content, media_type):
        name = hashlib.sha256(content).hexdigest()
        self.kept[organisation_id, name] = content, media_type
        return name

    def read(self, organisation_id, sha256):
        if (organisation_id, sha256) not in self.kept:
            raise NotFound
        return self.kept[organisation_id, sha256][0]
