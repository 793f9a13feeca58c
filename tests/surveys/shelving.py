"""A shelf of questionnaires in memory, and somebody who writes them."""

from dataclasses import replace
from datetime import UTC, datetime

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.surveys.ports.questionnaires import QuestionnairePorts

MURAT = Actor(ActorKind.STAFF, "3001")
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


class FakeShelf:
    """`Shelf` in memory."""

    def __init__(self):
        self.drafts, self.published = {}, {}

    def all(self, organisation_id):
        found = [it.shelved for (here, _), it in self.drafts.items() if here == organisation_id]
        return sorted(found, key=lambda it: it.id)

    def draft(self, organisation_id, questionnaire_id):
        if (found := self.drafts.get((organisation_id, questionnaire_id))) is None:
            raise NotFound
        return found

    def save(self, draft):
        return self._write(draft)

    def publish(self, draft, revision):
        key = (revision.organisation_id, revision.questionnaire_id, revision.id)
        if key in self.published:
            raise Conflict
        written = self._write(replace(draft, document=revision.document))
        self.published[key] = revision
        return written

    def discard(self, shelved):
        key = (shelved.organisation_id, shelved.id)
        if self.drafts[key].shelved.version != shelved.version:
            raise Conflict
        del self.drafts[key]

    def revisions(self, organisation_id, questionnaire_id):
        found = [
            replace(it, document=None)
            for key, it in self.published.items()
            if key[:2] == (organisation_id, questionnaire_id)
        ]
        return sorted(found, key=lambda it: it.number, reverse=True)

    def revision(self, organisation_id, questionnaire_id, revision):
        if (found := self.published.get((organisation_id, questionnaire_id, revision))) is None:
            raise NotFound
        return found

    def _write(self, draft):
        key = (draft.shelved.organisation_id, draft.shelved.id)
        there = self.drafts[key].shelved.version if key in self.drafts else None
        if there != draft.shelved.version:
            raise Conflict
        made = replace(draft, shelved=replace(draft.shelved, version=(there or 0) + 1))
        self.drafts[key] = made
        return made


def a_shelf(shelf=None):
    return QuestionnairePorts(shelf=shelf or FakeShelf(), clock=lambda: NOON)
