"""Archives whose bytes depend on their content only, so that an unchanged one is never uploaded again."""

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

LONG_AGO = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
IGNORED_FOLDERS = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"})
IGNORED_ENDINGS = frozenset({".pyc", ".pyo"})


def files_below(folder: Path) -> list[Path]:
    """Every file worth packaging below `folder`, sorted; caches and byte code are left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix not in IGNORED_ENDINGS
        and not IGNORED_FOLDERS.intersection(path.relative_to(folder).parts)
    )


def content_hash(parts: Iterable[tuple[str, bytes]]) -> str:
    """A name for content: 20 hexadecimal digits over names and bytes."""
    digest = hashlib.sha256()
    for name, content in parts:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:20]


def folder_hash(*folders: Path) -> str:
    """A name for what lies in these folders now."""
    return content_hash(
        (f"{folder.name}/{path.relative_to(folder).as_posix()}", path.read_bytes())
        for folder in folders
        for path in files_below(folder)
    )


def write_archive(archive: Path, contents: Mapping[str, Path | bytes]) -> Path:
    """Write a zip of name -> file or bytes, in the order of the names and with one fixed time."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w") as target:
        for name in sorted(contents):
            content = contents[name]
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE
            target.writestr(entry, content if isinstance(content, bytes) else content.read_bytes())
    return archive
