"""Letters that the clinic prints, each on a page of its own."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.ids import MessageId
from frontdesk.messaging.model.traffic import Letter
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import MESSAGES
from frontdesk_web.render import Page

LETTERS = "/console/letters"
BOX = "letter:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A letter as it is printed: who it is for, and its words. `field`: what its box is called."""

    field: str
    listed_at: datetime
    name: str
    born: date
    subject: str
    text: str


def letters_page(
    who: SignedIn, catalogue: Catalogue, found: Sequence[Letter], *, printed: str | None
) -> Page:
    """What is still to be printed; `printed`: how many were just put into their envelopes."""
    return console_page(
        "console/letters.html",
        who,
        catalogue,
        here=None,
        back=LETTERS,
        zone=catalogue.locations[0].zone,
        letters=[_sheet(it) for it in found],
        clinic=catalogue.organisation.name,
        printed=int(printed) if printed and printed.isdecimal() else None,
        may_mark=why_not(who.staff, Permission.MESSAGES_WRITE) is None,
        url=LETTERS,
        list_url=MESSAGES,
    )


def chosen(typed: Mapping[str, str]) -> Iterable[tuple[date, MessageId]]:
    """The day (UTC) and the message of each letter whose box is ticked; what is no box of ours is passed over."""
    for name in typed:
        day, _, message_id = name.removeprefix(BOX).partition(":")
        with suppress(ValueError):
            yield date.fromisoformat(day), MessageId(message_id)


def _sheet(it: Letter) -> Sheet:
    name, _, born = it.to.rpartition("\n")
    return Sheet(
        field=f"{BOX}{it.listed_at.astimezone(UTC).date().isoformat()}:{it.message_id}",
        listed_at=it.listed_at,
        name=name,
        born=date.fromisoformat(born),
        subject=it.subject,
        text=it.text,
    )
