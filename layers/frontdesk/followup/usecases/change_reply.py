"""Reply templates are read, written and taken away: one's own, and the clinic's."""

from frontdesk.followup.model.people import Member
from frontdesk.followup.model.replies import ReplyId, ReplyShelf
from frontdesk.followup.ports.replies import ReplyPorts
from frontdesk.followup.rules.replies import faults_of, why_not_write, without, written
from frontdesk.kernel.errors import BadInput, Conflict
from frontdesk.kernel.ids import OrganisationId, StaffId

TRIES = 3


def read_replies(
    *, organisation_id: OrganisationId, member: Member, ports: ReplyPorts
) -> tuple[ReplyShelf, ...]:
    """Their own, and the clinic's, which everybody may insert."""
    return (
        ports.shelves.get(organisation_id, member.id),
        ports.shelves.get(organisation_id, None),
    )


def change_reply(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    owner: StaffId | None,
    reply_id: ReplyId,
    title: str,
    text: str,
    member: Member,
    ports: ReplyPorts,
) -> ReplyShelf:
    """The shelf with the reply in it; a new id is a new one, sent twice it is one. BadInput with every fault."""
    if refusal := why_not_write(member, owner):
        raise refusal
    words, said = " ".join(title.split()), text.strip().replace("\r\n", "\n")
    for _ in range(TRIES):
        shelf = ports.shelves.get(organisation_id, owner)
        if errors := faults_of(words, said, shelf, reply_id):
            raise BadInput(errors)
        after = written(shelf, reply_id, words, said)
        if after == shelf:
            return shelf
        try:
            return ports.shelves.put(after)
        except Conflict:
            continue
    raise Conflict(reply_id=reply_id)


def remove_reply(
    *,
    organisation_id: OrganisationId,
    owner: StaffId | None,
    reply_id: ReplyId,
    member: Member,
    ports: ReplyPorts,
) -> None:
    """It is offered no more; removed twice it is gone. What it was written into stays as it is."""
    if refusal := why_not_write(member, owner):
        raise refusal
    for _ in range(TRIES):
        shelf = ports.shelves.get(organisation_id, owner)
        if shelf.named(reply_id) is None:
            return
        try:
            ports.shelves.put(without(shelf, reply_id))
        except Conflict:
            continue
        return
    raise Conflict(reply_id=reply_id)
