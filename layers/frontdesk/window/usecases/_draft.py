"""What may be stored as a draft: any JSON under a title. And how every draft begins."""

from typing import Any

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import BadInput, Conflict, FieldError
from frontdesk.kernel.ids import OrganisationId, random_id
from frontdesk.window.model.releases import Draft, DraftId
from frontdesk.window.ports import WindowPorts
from frontdesk.window.rules.canonical import canonical
from frontdesk.window.usecases._publication import live_or_none

TITLE_AT_MOST = 100
BYTES_AT_MOST = 2_000_000
"""Far above what a clinic writes: a hundred flows in four languages are some 400 kB."""


def first_version(  # noqa: PLR0913
    organisation_id: OrganisationId,
    definition: object,
    *,
    title: str,
    by: Actor,
    ports: WindowPorts,
    draft_id: DraftId | None = None,
) -> Draft:
    """A new draft of the definition; the one that is there when it was begun under that id before.

    What it follows is what is live now, wherever its text comes from: that is what publishing it would replace.
    Conflict when the id is another draft's.
    """
    check_size(definition)
    live = live_or_none(organisation_id, ports=ports)
    draft = Draft(
        id=draft_id or DraftId(random_id()),
        organisation_id=organisation_id,
        title=checked_title(title),
        definition=definition,
        follows=live.number if live else 0,
        by=by,
        changed_at=ports.clock(),
        version=1,
    )
    try:
        ports.drafts.save(draft)
    except Conflict:
        there = ports.drafts.get(organisation_id, draft.id)
        if (there.title, there.by) != (draft.title, draft.by):
            raise
        return there
    return draft


def checked_title(title: str) -> str:
    """The title without blanks around it; BadInput when nothing is left, or too much."""
    title = title.strip()
    if not title:
        raise BadInput([FieldError("$.title", "required")])
    if len(title) > TITLE_AT_MOST:
        raise BadInput([FieldError("$.title", "too_long")])
    return title


def check_size(definition: object) -> None:
    """BadInput for a definition that has no bytes, or too many."""
    if len(canonical(definition)) > BYTES_AT_MOST:
        raise BadInput([FieldError("$.definition", "too_large")])


def an_empty_definition(catalogue: Catalogue) -> dict[str, Any]:
    """What to begin with where there is nothing: the clinic's languages and locations, and no flow yet."""
    languages = [it.value for it in catalogue.organisation.languages]
    return {
        "frontdesk_release": "1.0",
        "languages": {"default": languages[0], "required": languages},
        "locations": {it.id: {"label": dict(it.name)} for it in catalogue.locations},
        "flows": {},
    }
