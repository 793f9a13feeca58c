"""Releases over the API: what is live, what was, what a way leads to, and how they travel."""

from typing import Any

from chalicelib.api import api, ports
from frontdesk.access.model import Permission, SignedIn
from frontdesk.kernel.errors import NotFound
from frontdesk.window.model.releases import Publication
from frontdesk.window.rules.table import decision_table
from frontdesk.window.usecases.compare import compare
from frontdesk.window.usecases.export_release import export_release
from frontdesk.window.usecases.list_publications import list_publications
from frontdesk.window.usecases.read_publication import read_publication
from frontdesk.window.usecases.roll_back import roll_back
from frontdesk_web.api import ApiDesk, Operation
from frontdesk_web.http import carried_number
from frontdesk_web.presenters.console_differences import in_words

READ, PUBLISH = Permission.RELEASES_READ, Permission.RELEASES_PUBLISH
EDITION = {"type": "string", "description": "`live`, the number of a publication, or the id of a draft."}
SECONDS = 300

desk = ApiDesk(__name__)


@api.operation(desk, "/console/api/releases", does=Operation(permission=READ, returns="Publications"))
def list_releases(who: SignedIn) -> dict[str, Any]:
    """All publications, the live one first."""
    found = list_publications(organisation_id=who.organisation_id, ports=ports)
    return {"publications": [publication(it, live=number == 0) for number, it in enumerate(found)]}


@api.operation(desk, "/console/api/releases/{number}", does=Operation(permission=READ, returns="Release"))
def read_release(who: SignedIn, number: str) -> dict[str, Any]:
    """The flows that went live as this number."""
    found, release = read_publication(
        organisation_id=who.organisation_id, number=counted(number), ports=ports
    )
    return {"number": found.number, "release_id": release.id, "definition": release.definition}


@api.operation(
    desk,
    "/console/api/releases/{number}/live",
    "POST",
    does=Operation(permission=PUBLISH, body="GoingBack", returns="Publication", status=201),
)
def go_back(who: SignedIn, number: str, said: dict[str, Any]) -> dict[str, Any]:
    """Roll back: publish an older release again, with a note."""
    found = roll_back(
        organisation_id=who.organisation_id,
        number=counted(number),
        note=said["note"],
        follows=said["follows"],
        by=who.actor,
        ports=ports,
    )
    return publication(found, live=True)


@api.operation(desk, "/console/api/releases/{number}/export", does=Operation(permission=READ, returns="Link"))
def export(who: SignedIn, number: str) -> dict[str, Any]:
    """One file with the release and everything it offers.

    The same release gives the same bytes in every organisation. The link is good for five minutes.
    """
    here = who.organisation_id
    exported = export_release(organisation_id=here, number=counted(number), ports=ports)
    kept = ports.keep_file(here, exported, "application/json")
    name = f"{here}-release-{number}.json"
    return {"url": ports.file_link(here, kept, name, "application/json"), "seconds": SECONDS}


@api.operation(
    desk,
    "/console/api/differences",
    does=Operation(
        permission=READ,
        query={"before": EDITION | {"default": "live"}, "after": EDITION},
        returns="Changes",
    ),
)
def list_differences(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """What one edition does otherwise than another, each change in a sentence of your language."""
    found = compare(
        organisation_id=who.organisation_id, before=asked["before"], after=asked["after"], ports=ports
    )
    language = who.session.language
    return {"changes": [{"kind": it.kind, "sentence": in_words(it, language)} for it in found]}


@api.operation(
    desk,
    "/console/api/releases/{number}/table",
    does=Operation(permission=READ, query={"location": {"type": "string"}}, returns="Table"),
)
def list_ways(who: SignedIn, number: str, asked: dict[str, str]) -> dict[str, Any]:
    """The decision table of a location: every way through its flows and where it ends.

    Answers that lead the same way share a row.
    """
    _, release = read_publication(organisation_id=who.organisation_id, number=counted(number), ports=ports)
    plan = release.plan
    if asked["location"] not in plan.locations:
        raise NotFound(location=asked["location"])
    return {
        "rows": [
            {
                "flow": row.flow,
                "asked": [{"place": it.place, "values": list(it.values)} for it in row.asked],
                "ends": row.case.do,
                "pointer": row.pointer,
            }
            for row in decision_table(plan, asked["location"])
        ]
    }


def publication(it: Publication, *, live: bool) -> dict[str, Any]:
    return {
        "number": it.number,
        "release_id": it.release_id,
        "note": it.note,
        "by": str(it.by),
        "at": it.at.isoformat(),
        "live": live,
    }


def counted(number: str) -> int:
    """The number of a publication; NotFound for what is none."""
    if (found := carried_number(number)) is None:
        raise NotFound(number=number)
    return found
