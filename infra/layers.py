"""The Lambda layers: two of our own folders and one of other people's libraries.

For AWS a layer is an archive of the code. For the local cloud it is an archive of one line that puts the
source folder on the path ("linked"), so that nothing is copied and a saved file is live at the next call.
"""

from pathlib import Path

from infra.archives import files_below, write_archive
from infra.target import Target
from infra.thirdparty import third_party

OWN_LAYERS = ("frontdesk", "frontdesk_web")
THIRD_PARTY = "thirdparty"
LAYERS = (THIRD_PARTY, *OWN_LAYERS)
SOURCES_OF_COMPILED = frozenset({".po", ".pot"})


def build_layers(target: Target) -> dict[str, Path]:
    """Build every layer; return layer name -> archive."""
    libraries = third_party(target)
    archives = {}
    for layer in LAYERS:
        source = libraries if layer == THIRD_PARTY else target.root / "layers" / layer
        if target.linked:
            contents = _link(layer, libraries if layer == THIRD_PARTY else source.parent)
        else:
            contents = _copy(source, "python" if layer == THIRD_PARTY else f"python/{layer}")
        archives[layer] = write_archive(target.build / "layers" / f"{layer}.zip", contents)
    return archives


def _copy(folder: Path, prefix: str) -> dict[str, Path | bytes]:
    return {
        f"{prefix}/{path.relative_to(folder).as_posix()}": path
        for path in files_below(folder)
        if path.suffix not in SOURCES_OF_COMPILED
    }


def _link(layer: str, folder: Path) -> dict[str, Path | bytes]:
    """A .pth file; inserted first, because the local cloud's own libraries are on the path as well."""
    line = f"import sys; sys.path.insert(0, {str(folder)!r})\n"
    return {f"python/lib/linked/site-packages/{layer}.pth": line.encode()}
