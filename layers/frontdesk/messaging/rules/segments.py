"""How many text messages a text takes: GSM 7-bit with its extension (3GPP TS 23.038), else UCS-2. Pure.

One holds 160 septets or 70 code units; of several each holds 153 or 67, because the rest says which part it is. A
character that takes two (an extension's escape, a surrogate pair) is never cut apart.
"""

from collections.abc import Iterable

from frontdesk.messaging.model.settings import Segments

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")
GSM_7, UCS_2 = (160, 153), (70, 67)
"""What a single message holds, and what each of several."""
BEYOND_UCS_2 = 0x10000


def segments(text: str) -> Segments:
    """What the text takes; an empty one takes one."""
    is_unicode = not BASIC.union(EXTENSION).issuperset(text)
    widths = [_width(it, is_unicode=is_unicode) for it in text]
    alone, together = UCS_2 if is_unicode else GSM_7
    units = sum(widths)
    count = 1 if units <= alone else _packed(widths, together)
    return Segments(count=count, units=units, is_unicode=is_unicode)


def _width(character: str, *, is_unicode: bool) -> int:
    if is_unicode:
        return 2 if ord(character) >= BEYOND_UCS_2 else 1
    return 2 if character in EXTENSION else 1


def _packed(widths: Iterable[int], room: int) -> int:
    count, left = 1, room
    for width in widths:
        if width > left:
            count, left = count + 1, room
        left -= width
    return count
