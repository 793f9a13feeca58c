"""An administrator changes a draft; what they write need not be right yet."""

from dataclasses import replace

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.releases import Draft, DraftId
from frontdesk.window.ports import WindowPorts
from frontdesk.window.rules.canonical import canonical
from frontdesk.window.usecases._draft import check_size, checked_title


def change_draft(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    draft_id: DraftId,
    definition: object,
    version: int,
    by: Actor,
    ports: WindowPorts,
    title: str | None = None,
) -> Draft:
    """The draft as stored; its title stays where none is given.

    `version` is the one the page showed. Conflict when somebody, or another tab, was quicker; the same change sent
    again is one.
    """
    check_size(definition)
    before = ports.drafts.get(organisation_id, draft_id)
    after = replace(
        before,
        definition=definition,
        title=before.title if title is None else checked_title(title),
        by=by,
        changed_at=ports.clock(),
        version=version + 1,
    )
    if before.version == after.version and _say_the_same(before, after):
        return before
    if before.version != version:
        raise Conflict(draft_id=draft_id, version=version)
    ports.drafts.save(after)
    return after


def _say_the_same(one: Draft, other: Draft) -> bool:
    """By their bytes: equal objects may differ in their order, which is the menu's."""
    return one.title == other.title and canonical(one.definition) == canonical(other.definition)
