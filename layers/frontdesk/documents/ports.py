"""What documents need from the outside."""

from dataclasses import dataclass
from typing import Protocol

from frontdesk.documents.model import Document, Upload
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


class Exports(Protocol):
    """Files made for somebody who takes them at once."""

    def put(self, organisation_id: OrganisationId, sha256: str, content: bytes, media_type: str) -> None:
        """Store the bytes for a day; storing them again changes nothing but the day."""

    def link(
        self, organisation_id: OrganisationId, sha256: str, *, name: str, media_type: str, seconds: int
    ) -> str:
        """An address that gives the file away under the name for so many seconds, to whoever has it."""


class Quarantine(Protocol):
    """Where files of people arrive, and where those that passed inspection are kept.

    `folder` is what a file belongs to: the id of a request.
    """

    def announce(
        self, organisation_id: OrganisationId, folder: str, document_id: str, *, back: str | None, most: int
    ) -> Upload:
        """A form that one file of at most so many bytes can be sent with; the bucket then leads `back`, or says 201."""

    def arrived(
        self, organisation_id: OrganisationId, folder: str, document_id: str
    ) -> tuple[str, bytes] | None:
        """The name and the bytes of what was sent, None when nothing was."""

    def admit(self, organisation_id: OrganisationId, folder: str, document: Document, content: bytes) -> None:
        """Keep the file where it can be linked; doing it again changes nothing."""

    def discard(self, organisation_id: OrganisationId, folder: str, document_id: str) -> None:
        """Delete what arrived."""

    def link(self, organisation_id: OrganisationId, folder: str, document: Document, *, seconds: int) -> str:
        """An address that gives an admitted file away for so many seconds, to whoever has it."""


@dataclass(frozen=True, slots=True)
class DocumentsPorts:
    library: Library
    quarantine: Quarantine
    exports: Exports
