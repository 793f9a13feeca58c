"""What documents need from the outside."""

from dataclasses import dataclass
from typing import Protocol

from frontdesk.kernel.ids import OrganisationId


class Library(Protocol):
    """Files an organisation offers, named by the SHA-256 of their bytes: immutable."""

    def keep(self, organisation_id: OrganisationId, sha256: str, content: bytes, media_type: str) -> None:
        """Store the bytes; storing them again changes nothing."""

    def read(self, organisation_id: OrganisationId, sha256: str) -> bytes:
        """NotFound when this organisation has none of that name."""

    def link(
        self, organisation_id: OrganisationId, sha256: str, *, name: str, media_type: str, seconds: int
    ) -> str:
        """An address that gives the file away under the name for so many seconds, to whoever has it."""


@dataclass(frozen=True, slots=True)
class DocumentsPorts:
    library: Library
