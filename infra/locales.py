"""Compiles the catalogues of the pages' words: `python -m infra.locales` writes each .mo beside its .po."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from infra.target import ROOT


def compile_locales(root: Path = ROOT) -> list[Path]:
    """Compile what is newer than its compiled form; return the catalogues that were written.

    Raises babel's PoFileError when a catalogue cannot be read.
    """
    written = []
    for source in sorted((root / "layers/frontdesk_web/locales").glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.parts[-3].replace("-", "_"), abort_invalid=True)
        with compiled.open("wb") as target:
            write_mo(target, catalogue)
        written.append(compiled)
    return written


if __name__ == "__main__":
    for path in compile_locales():
        print(path.relative_to(ROOT))
