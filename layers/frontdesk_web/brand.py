"""A clinic's colour turned into tokens that everybody can read.

A clinic picks any colour. White text on it must reach 4.9:1 (WCAG 2.2 asks for 4.5:1, the rest is for tints),
and on the dark page it must reach 7:1. Tints are worked out here: old web views know no `color-mix()`.
"""

import re
from functools import lru_cache

Colour = tuple[float, float, float]

WHITE: Colour = (255, 255, 255)
INK: Colour = (22, 38, 43)
DARK_CARD: Colour = (26, 35, 41)
DARK_INK: Colour = (232, 239, 241)
DARK_PAGE: Colour = (20, 26, 30)

ENOUGH_ON_WHITE = 4.9
ENOUGH_ON_DARK = 7.0

_HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


@lru_cache(maxsize=64)
def brand_style(colour: str) -> str:
    """The custom properties of a clinic's colour `#rrggbb`, light and dark; ValueError for anything else."""
    if not _HEX.fullmatch(colour):
        raise ValueError(colour)
    chosen: Colour = (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))
    light, dark = on_white(chosen), on_dark(chosen)
    return (
        f":root{{{_tokens(light, card=WHITE, ink=INK)}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{_tokens(dark, card=DARK_CARD, ink=DARK_INK)}}}}}"
    )


def on_white(colour: Colour) -> Colour:
    """The colour, darkened until white text on it can be read."""
    while contrast(colour, WHITE) < ENOUGH_ON_WHITE:
        colour = _mixed(colour, (0, 0, 0), 0.94)
    return colour


def on_dark(colour: Colour) -> Colour:
    """The colour, lightened until it can be read on the dark page."""
    while contrast(colour, DARK_PAGE) < ENOUGH_ON_DARK:
        colour = _mixed(colour, WHITE, 0.92)
    return colour


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _tokens(colour: Colour, *, card: Colour, ink: Colour) -> str:
    tokens = {
        "brand": colour,
        "brand-hover": _mixed(colour, ink, 0.88),
        "tint": _mixed(colour, card, 0.09),
        "tint-2": _mixed(colour, card, 0.16),
        "ring": _mixed(colour, card, 0.45),
    }
    return ";".join(f"--{name}:{_written(value)}" for name, value in tokens.items())


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the one, the rest of the other."""
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _written(colour: Colour) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in colour)


def _luminance(colour: Colour) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    threshold = 0.04045
    if channel <= threshold:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
