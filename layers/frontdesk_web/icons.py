"""Pictures: Lucide icons (ISC licence, `icons/LICENSE`), put into the page as SVG: no request is needed.

`icons/<name>.svg` is Lucide's own file; a new picture is a new file.
"""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

ICONS = Path(__file__).parent / "icons"
NEUTRAL = "message-circle"

_SVG = re.compile(r"<svg\b[^>]*>(.*?)</svg>", re.DOTALL)
_NAME = re.compile(r"[a-z0-9-]+")


def icon(name: str, kind: str = "") -> Markup:
    """The picture as inline SVG, hidden from screen readers; FileNotFoundError for an unknown name."""
    css_class = f"i {kind}".strip()
    return Markup('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(
        css_class, _shapes(name)
    )


def known_icon(name: str | None) -> str:
    """The name if there is such a picture, else a neutral one: what a clinic configures breaks no page."""
    if name and _NAME.fullmatch(name) and (ICONS / f"{name}.svg").is_file():
        return name
    return NEUTRAL


@cache
def _shapes(name: str) -> Markup:
    found = _SVG.search((ICONS / f"{name}.svg").read_text())
    assert found is not None, name
    # The files are ours, not input.
    return Markup(" ".join(found.group(1).split()).replace(" />", "/>").replace("> <", "><"))  # noqa: S704  # nosec B704
