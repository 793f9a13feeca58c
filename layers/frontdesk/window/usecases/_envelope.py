"""A release on its way between organisations: one JSON file that needs nothing else.

{"frontdesk_export": "1.0", "sha256": <of the release's canonical bytes>, "release": {...},
 "files": {"<sha256>": {"type": "application/pdf", "content": <base64>}}}

Everything in it is decided by the release, so exporting again what was imported gives the same bytes.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.window.errors import ExportDamaged, ExportTooLarge, UnknownExport
from frontdesk.window.rules.canonical import canonical, read_json, sha256
from frontdesk.window.usecases._files import files_of

VERSION = "1.0"
FILE_AT_MOST = 10_000_000
FILES_AT_MOST = 25_000_000
EXPORT_AT_MOST = 40_000_000
"""The files in base64, which is a third more, and the release."""

_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A file that came along."""

    sha256: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    definition: object
    files: tuple[Carried, ...]


def pack(definition: object, read: Callable[[str], bytes]) -> bytes:
    """The release and every file it offers, as bytes."""
    types: dict[str, str] = {}
    for it in files_of(definition):
        types.setdefault(it.sha256, it.media_type)
    files = {name: {"type": types[name], "content": b64encode(read(name)).decode()} for name in sorted(types)}
    said = {
        "frontdesk_export": VERSION,
        "sha256": sha256(canonical(definition)),
        "release": definition,
        "files": files,
    }
    return canonical(said)


def unpack(exported: bytes) -> Opened:
    """The release and its files; a release without envelope comes without files.

    ExportDamaged with every fault, ExportTooLarge, UnknownExport.
    """
    if len(exported) > EXPORT_AT_MOST:
        raise ExportTooLarge([FieldError("$", "too_large")])
    try:
        said = read_json(exported)
    except BadInput as error:
        raise ExportDamaged(error.errors) from error
    if not isinstance(said, Mapping) or not {"frontdesk_export", "frontdesk_release"} & said.keys():
        raise ExportDamaged([FieldError("$", "no_release")])
    if "frontdesk_export" not in said:
        return Opened(definition=said, files=())
    if said["frontdesk_export"] != VERSION:
        raise UnknownExport(version=said["frontdesk_export"])
    return _checked(said)


def _checked(said: Mapping[str, object]) -> Opened:
    definition, files = said.get("release"), said.get("files")
    if not isinstance(definition, Mapping) or not isinstance(files, Mapping):
        raise ExportDamaged([FieldError("$", "incomplete")])
    if sha256(canonical(definition)) != said.get("sha256"):
        raise ExportDamaged([FieldError("$.sha256", "wrong_sha256")])
    _check_sizes(files)
    if faults := tuple(_faults(definition, files)):
        raise ExportDamaged(faults)
    carried = (
        Carried(sha256=name, media_type=file["type"], content=b64decode(file["content"]))
        for name, file in files.items()
    )
    return Opened(definition=definition, files=tuple(carried))


def _check_sizes(files: Mapping[str, object]) -> None:
    """Before anything is decoded: three bytes make four characters."""
    sizes = {name: len(_content(file)) // 4 * 3 - _content(file).count("=") for name, file in files.items()}
    if faults := [
        FieldError(f"$.files.{name}", "too_large") for name, it in sizes.items() if it > FILE_AT_MOST
    ]:
        raise ExportTooLarge(faults)
    if sum(sizes.values()) > FILES_AT_MOST:
        raise ExportTooLarge([FieldError("$.files", "too_large")])


def _faults(definition: object, files: Mapping[str, object]) -> Iterator[FieldError]:
    types: dict[str, set[str]] = {}
    for it in files_of(definition):
        types.setdefault(it.sha256, set()).add(it.media_type)
        if it.sha256 not in files:
            yield FieldError(it.pointer, "file_missing")
    for name, file in files.items():
        if name not in types:
            yield FieldError(f"$.files.{name}", "file_of_nothing")
        elif not (isinstance(file, Mapping) and file.get("type") in types[name]):
            yield FieldError(f"$.files.{name}.type", "wrong_type")
        elif not _is_base64(_content(file)) or sha256(b64decode(_content(file))) != name:
            yield FieldError(f"$.files.{name}.content", "wrong_sha256")


def _content(file: object) -> str:
    content = file.get("content") if isinstance(file, Mapping) else None
    return content if isinstance(content, str) else ""


def _is_base64(text: str) -> bool:
    return len(text) % 4 == 0 and _BASE64.fullmatch(text) is not None
