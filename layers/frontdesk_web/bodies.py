"""What the body of a request says, read so that nothing that is stored of it breaks later."""

import json
import math
import re
from collections.abc import Mapping
from email.parser import BytesParser
from email.policy import HTTP

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


def fields_of(body: bytes, content_type: str) -> Mapping[str, str]:
    """The fields of a form with files, each as text: what is not UTF-8 in it is shown as such (U+FFFD). RFC 7578."""
    head = f"Content-Type: {content_type.splitlines()[0]}\r\n\r\n".encode()
    said = BytesParser(policy=HTTP).parsebytes(head + body)
    fields = {}
    for part in said.iter_parts() if said.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            fields[name] = content.decode("utf-8", "replace")
    return fields


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
