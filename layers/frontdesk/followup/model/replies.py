"""Reply templates: words that are often written down, a person's own and the clinic's."""

from dataclasses import dataclass
from typing import NewType

from frontdesk.kernel.ids import OrganisationId, StaffId

ReplyId = NewType("ReplyId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`version` counts its wordings from 1: a record names the one that went into it."""

    id: ReplyId
    title: str
    text: str
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyShelf:
    """All of a person, or of the clinic where `owner` is None, in the order in which they were written.

    Replaced as a whole by who has seen `version`, 0 for none yet.
    """

    organisation_id: OrganisationId
    owner: StaffId | None
    replies: tuple[Reply, ...] = ()
    version: int = 0

    def named(self, it: str) -> Reply | None:
        """The one of that id, or None."""
        return next((one for one in self.replies if one.id == it), None)
