"""The files that a definition offers, wherever it is right enough to say so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A file as a definition mentions it at `pointer`."""

    pointer: str
    sha256: str
    media_type: str


def files_of(definition: object) -> Iterator[Mentioned]:
    """Every mention in the order of the definition; one file may be mentioned several times."""
    for name, download in _items(_items_of(definition, "downloads")):
        for language, file in _items(_items_of(download, "files")):
            match file:
                case {"sha256": str(sha256), "type": str(media_type)}:
                    pointer = f"$.downloads.{name}.files.{language}"
                    yield Mentioned(pointer=pointer, sha256=sha256, media_type=media_type)


def _items_of(said: object, name: str) -> object:
    return said.get(name) if isinstance(said, Mapping) else None


def _items(said: object) -> Iterator[tuple[str, object]]:
    yield from said.items() if isinstance(said, Mapping) else ()
