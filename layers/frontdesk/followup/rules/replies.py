"""How reply templates are written, and who writes whose. Pure."""

from collections.abc import Collection
from dataclasses import replace

from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.replies import Reply, ReplyId, ReplyShelf
from frontdesk.kernel.errors import FieldError, NotFound
from frontdesk.kernel.ids import StaffId

TITLE_AT_MOST, TEXT_AT_MOST, REPLIES_AT_MOST = 60, 600, 60
WRITE_THE_CLINICS = frozenset({Right.VERIFY, Right.LEAD, Right.EDIT})


def why_not_write(member: Member, owner: StaffId | None) -> NotFound | None:
    """Everybody who calls writes their own; the centre, leaders and administrators write the clinic's."""
    if owner is None:
        return None if member.rights & WRITE_THE_CLINICS else NotFound(owner=owner)
    return None if owner == member.id and member.rights - {Right.EDIT} else NotFound(owner=owner)


def faults_of(title: str, text: str, shelf: ReplyShelf, reply_id: str) -> list[FieldError]:
    """What is wrong with a reply, each at its field."""
    errors = [
        FieldError(name, "too_long" if said else "required")
        for name, said, most in (("title", title, TITLE_AT_MOST), ("text", text, TEXT_AT_MOST))
        if not 0 < len(said) <= most
    ]
    if shelf.named(reply_id) is None and len(shelf.replies) >= REPLIES_AT_MOST:
        errors.append(FieldError("title", "too_many"))
    return errors


def written(shelf: ReplyShelf, reply_id: ReplyId, title: str, text: str) -> ReplyShelf:
    """The shelf with the reply as it is worded now; other words are another version."""
    known = shelf.named(reply_id)
    if known is None:
        return replace(shelf, replies=(*shelf.replies, Reply(id=reply_id, title=title, text=text)))
    if (known.title, known.text) == (title, text):
        return shelf
    new = Reply(id=reply_id, title=title, text=text, version=known.version + 1)
    return replace(shelf, replies=tuple(new if it.id == reply_id else it for it in shelf.replies))


def without(shelf: ReplyShelf, reply_id: str) -> ReplyShelf:
    """The shelf without the reply; records that it went into keep its words."""
    return replace(shelf, replies=tuple(it for it in shelf.replies if it.id != reply_id))


def inserted(text: str, reply: Reply) -> str:
    """What was typed, and the reply behind it on a line of its own."""
    return f"{text.rstrip()}\n{reply.text}" if text.strip() else reply.text


def used(named: Collection[str], shelves: Collection[ReplyShelf], summary: str) -> tuple[str, ...]:
    """Those of the replies that were inserted which are in the summary still, each as `<id>@<version>`."""
    there = {it.id: it for shelf in shelves for it in shelf.replies}
    found = (there.get(ReplyId(it)) for it in dict.fromkeys(named))
    return tuple(f"{it.id}@{it.version}" for it in found if it and it.text in summary)
