"""What reply templates need from the outside."""

from dataclasses import dataclass
from typing import Protocol

from frontdesk.followup.model.replies import ReplyShelf
from frontdesk.kernel.ids import OrganisationId, StaffId


class Shelves(Protocol):
    def get(self, organisation_id: OrganisationId, owner: StaffId | None) -> ReplyShelf:
        """That of a person, the clinic's for None; an empty one of version 0 where there is none."""

    def put(self, shelf: ReplyShelf) -> ReplyShelf:
        """Store it in place of its version; Conflict where that is no longer so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPorts:
    shelves: Shelves
