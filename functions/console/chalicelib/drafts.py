"""Drafts over the API: begun, changed, checked, published or thrown away."""

import json
from typing import Any

from chalicelib.api import api, ports
from chalicelib.releases import publication
from chalicelib.uploads import arrived
from frontdesk.access.model import Permission, SignedIn
from frontdesk.window.model.releases import Draft, DraftId
from frontdesk.window.usecases.change_draft import change_draft
from frontdesk.window.usecases.check_draft import check_draft
from frontdesk.window.usecases.discard_draft import discard_draft
from frontdesk.window.usecases.import_release import import_release
from frontdesk.window.usecases.list_drafts import list_drafts
from frontdesk.window.usecases.publish_draft import publish_draft
from frontdesk.window.usecases.read_draft import read_draft
from frontdesk.window.usecases.start_draft import start_draft
from frontdesk_web.api import ApiDesk, Operation
from frontdesk_web.problems import faults_in_words

EDIT, PUBLISH = Permission.RELEASES_EDIT, Permission.RELEASES_PUBLISH

desk = ApiDesk(__name__)


@api.operation(desk, "/console/api/drafts", does=Operation(permission=EDIT, returns="Drafts"))
def drafts(who: SignedIn) -> dict[str, Any]:
    """All drafts without their definitions, the one that was changed last first."""
    found = list_drafts(organisation_id=who.organisation_id, ports=ports)
    return {"drafts": [_draft(it) for it in found]}


@api.operation(
    desk,
    "/console/api/drafts",
    "POST",
    does=Operation(permission=EDIT, body="NewDraft", returns="Draft", status=201),
)
def begin_draft(who: SignedIn, said: dict[str, str]) -> dict[str, Any]:
    """Begin a draft, from what is live or from something else."""
    source = said.get("source", "live")
    return _draft(
        start_draft(
            organisation_id=who.organisation_id,
            source=source,
            title=said["title"],
            by=who.actor,
            ports=ports,
            draft_id=_drawn(said),
        )
    )


@api.operation(
    desk,
    "/console/api/imports",
    "POST",
    does=Operation(permission=EDIT, body="Import", returns="Draft", status=201),
)
def import_draft(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Begin a draft with what was exported elsewhere; its files are kept. Above 4 MB name an upload."""
    if "upload" in said:
        exported = arrived(who, said["upload"])
    else:
        exported = json.dumps(said["export"], ensure_ascii=False, separators=(",", ":")).encode()
    return _draft(
        import_release(
            organisation_id=who.organisation_id,
            exported=exported,
            title=said["title"],
            by=who.actor,
            ports=ports,
            draft_id=_drawn(said),
        )
    )


@api.operation(desk, "/console/api/drafts/{draft_id}", does=Operation(permission=EDIT, returns="Draft"))
def show_draft(who: SignedIn, draft_id: str) -> dict[str, Any]:
    """A draft with its definition, right or wrong."""
    return _draft(read_draft(organisation_id=who.organisation_id, draft_id=DraftId(draft_id), ports=ports))


@api.operation(
    desk,
    "/console/api/drafts/{draft_id}",
    "PUT",
    does=Operation(permission=EDIT, body="DraftChange", returns="Draft"),
)
def save_draft(who: SignedIn, draft_id: str, said: dict[str, Any]) -> dict[str, Any]:
    """Change a draft; 409 when somebody, or another tab, was quicker."""
    return _draft(
        change_draft(
            organisation_id=who.organisation_id,
            draft_id=DraftId(draft_id),
            definition=said["definition"],
            version=said["version"],
            title=said.get("title"),
            by=who.actor,
            ports=ports,
        )
    )


@api.operation(
    desk,
    "/console/api/drafts/{draft_id}",
    "DELETE",
    does=Operation(
        permission=EDIT, query={"version": {"type": "string", "pattern": r"[1-9]\d{0,8}"}}, status=204
    ),
)
def throw_away_draft(who: SignedIn, draft_id: str, asked: dict[str, str]) -> None:
    """Throw a draft away; 409 when it was changed since."""
    discard_draft(
        organisation_id=who.organisation_id,
        draft_id=DraftId(draft_id),
        version=int(asked["version"]),
        ports=ports,
    )


@api.operation(
    desk, "/console/api/drafts/{draft_id}/faults", does=Operation(permission=EDIT, returns="Faults")
)
def list_faults(who: SignedIn, draft_id: str) -> dict[str, Any]:
    """Everything that would keep a draft from being published today, each with its path and the way there."""
    found = check_draft(organisation_id=who.organisation_id, draft_id=DraftId(draft_id), ports=ports)
    return {"faults": faults_in_words(found, who.session.language)}


@api.operation(
    desk,
    "/console/api/drafts/{draft_id}/live",
    "POST",
    does=Operation(permission=PUBLISH, body="DraftPublication", returns="Publication", status=201),
)
def go_live(who: SignedIn, draft_id: str, said: dict[str, Any]) -> dict[str, Any]:
    """Publish a draft with a note; 400 with every fault, 409 when something else went live meanwhile."""
    found = publish_draft(
        organisation_id=who.organisation_id,
        draft_id=DraftId(draft_id),
        version=said["version"],
        note=said["note"],
        follows=said.get("follows"),
        by=who.actor,
        ports=ports,
    )
    return publication(found, live=True)


def _drawn(said: dict[str, Any]) -> DraftId | None:
    return DraftId(said["id"]) if "id" in said else None


def _draft(it: Draft) -> dict[str, Any]:
    return {
        "id": it.id,
        "title": it.title,
        "version": it.version,
        "follows": it.follows,
        "by": str(it.by),
        "changed_at": it.changed_at.isoformat(),
        "definition": it.definition,
    }
