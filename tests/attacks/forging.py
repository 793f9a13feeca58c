"""Everything that is nearly a token of ours and none."""

import string
from base64 import urlsafe_b64decode, urlsafe_b64encode
from itertools import islice

BASE64URL = string.ascii_letters + string.digits + "-_"
STRANGE = (
    "\0",
    "\n",
    " ",
    "é",
    "💉",
    "%00",
    "\u202e",
    "=",
    "==",
    ".",
    "/",
    "+",
    "!",
    "A",
    "'",
    "<b>",
    "\ufeff",
)
NOTHING = (
    "",
    ".",
    "..",
    "=",
    "null",
    "None",
    "A" * 64,
    "A" * 8000,
    "é" * 54,
    "[]",
    "{}",
    "0",
    "-1",
    "../..",
    "x.y.z",
)


def forged(real, chance, count):
    """`count` different texts that are not `real`, in the same order every time; what is always tried comes first."""
    found = dict.fromkeys(it for it in _all(real) if it != real)
    while len(found) < count:
        it = real
        for _ in range(chance.randint(1, 4)):
            it = _by_chance(it, chance) or real
        if it != real:
            found.setdefault(it)
    return list(islice(found, count))


def _all(real):
    yield from NOTHING
    head, dot, tail = real.rpartition(".")
    yield from (real[1:], real[:-1], real + real, real[::-1], real.swapcase(), real.lower(), real.upper())
    yield from (tail, head, head + dot, dot + tail, f"x{real}", f"{head}x{dot}{tail}", f"2026-10{dot}{tail}")
    yield from (real.replace("-", "+").replace("_", "/") + "=", real + "=" * (-len(tail) % 4))
    for it in STRANGE:
        yield from (real + it, it + real, real[: len(real) // 2] + it + real[len(real) // 2 :])
    # The last letter of base64 has bits that say nothing: other letters are read as the same bytes.
    yield from (real[:-1] + it for it in BASE64URL)


def _by_chance(real, chance):
    place = chance.randrange(len(real))
    match chance.randrange(6):
        case 0:
            return real[:place] + chance.choice(BASE64URL) + real[place + 1 :]
        case 1:
            return real[:place]
        case 2:
            return real[:place] + real[place + 1 :]
        case 3:
            return real[:place] + chance.choice(STRANGE) + real[place:]
        case 4:
            other = chance.randrange(len(real))
            low, high = sorted((place, other))
            return real[:low] + real[low:high][::-1] + real[high:]
    return _flipped(real, chance)


def _flipped(real, chance):
    """One bit of the bytes behind it is another one."""
    head, dot, tail = real.rpartition(".")
    try:
        raw = bytearray(urlsafe_b64decode(tail + "=" * (-len(tail) % 4)))
    except ValueError:
        raw = bytearray(tail.encode())
    if not raw:
        return tail
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return head + dot + urlsafe_b64encode(bytes(raw)).decode().rstrip("=")
