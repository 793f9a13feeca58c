"""The nouns of documents: where a file can be sent to, and a file that passed inspection."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

DocumentId = NewType("DocumentId", str)
"""128 random bits, drawn for the page that a file is sent from: sent twice it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A form that sends a file straight to the bucket: its address and hidden fields; `file` comes last."""

    url: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that was inspected; `name` is what its sender called it, `size` counts bytes."""

    id: DocumentId
    name: str
    media_type: str
    size: int
    sha256: str
