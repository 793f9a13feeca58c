"""Hand over to a service outside: a link, or the service in the page with the link below (S14, C).

German source: "Weiterleitung / Einbindung eines externen Service". What was answered never travels along.
"""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import parse_text
from frontdesk.window.actions import Scene
from frontdesk.window.model import External
from frontdesk.window.model.plan import Plan, Settings

SETTINGS = {
    "type": "object",
    "required": ["url", "mode", "label"],
    "properties": {
        "url": {"type": "string", "minLength": 1, "maxLength": 2000},
        "mode": {"enum": ["redirect", "embed"]},
        "label": {"$ref": "#/$defs/text"},
        "text": {"$ref": "#/$defs/text"},
    },
    "additionalProperties": False,
}


_UNCLEAR = re.compile(r'[\x00-\x20\\"<>\x7f]')


def perform(settings: Settings, scene: Scene) -> External:
    return External(
        url=settings["url"],
        origin=origin_of(settings["url"]) or "",
        embedded=settings["mode"] == "embed",
        label=scene.say(parse_text(settings["label"])),
        text=scene.say(parse_text(settings["text"])) if "text" in settings else None,
    )


def faults(
    settings: Settings,
    *,
    plan: Plan,
    location: str,  # noqa: ARG001  # an address is the same everywhere
    trusted: frozenset[str],
) -> Iterator[FieldError]:
    origin = origin_of(settings["url"])
    if origin is None or not (origin.startswith("https://") or origin in trusted):
        yield FieldError(".url", "insecure_url")
    elif settings["mode"] == "embed" and origin not in plan.embed_origins:
        yield FieldError(".url", "embed_origin_not_allowed")


def origin_of(url: str) -> str | None:
    """Scheme, host and port of an address of the web as browsers compare them (RFC 6454); None for any other.

    An address with a name or password in it, with blanks or with control signs is none: browsers and people
    read such addresses differently.
    """
    if _UNCLEAR.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return None
    return _written(parts, port)


def _written(parts: SplitResult, port: int | None) -> str:
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + ("" if port in (None, usual) else f":{port}")
