"""What the body of a request says in JSON, read so that nothing that is stored of it breaks later."""

import json
import math
import re

from frontdesk.kernel.errors import BadInput, FieldError

DEEPEST = 64
"""How far a body may be nested: more than any release needs, less than what Python's recursion takes."""
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
"""Half a pair of these is a string to Python, and nowhere else: it can be neither stored nor sent."""


def parsed(raw: str | bytes) -> object:
    """What the body says; BadInput for what JSON cannot say, or nobody could store again."""
    try:
        text = raw if isinstance(raw, str) else raw.decode()
        said = json.loads(text, parse_constant=_no_number, parse_float=_finite)
        if SURROGATE.search(text):
            json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as bad:
        raise BadInput([FieldError("$", "invalid_json")]) from bad
    if _is_deeper(said, DEEPEST):
        raise BadInput([FieldError("$", "too_deep")])
    return said


def _no_number(name: str) -> float:
    raise ValueError(name)


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _no_number(digits)


def _is_deeper(said: object, most: int) -> bool:
    level = [said]
    for _ in range(most):
        level = [child for it in level for child in _children(it)]
        if not level:
            return False
    return True


def _children(it: object) -> list[object]:
    match it:
        case dict():
            return list(it.values())
        case list():
            return it
    return []
