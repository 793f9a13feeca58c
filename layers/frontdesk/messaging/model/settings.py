"""How a clinic's messages are sent: by whom, in which order, when not, how many, where to, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from typing import Any

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Purpose, Wording


@dataclass(frozen=True, slots=True)
class Quiet:
    """No reminder goes out from `begins` until `ends`, wall time where it arrives; over midnight where that is later.

    `everywhere`: by the clinic's clock alone, also where the number tells that of another zone.
    """

    begins: time
    ends: time
    everywhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How many messages at most: to one recipient within 24 hours, and by text or voice on a UTC day.

    The last two count only what the public causes (`Purpose.SERVICE`): that is what somebody else can run up.
    """

    recipient: int = 20
    organisation: int = 2000
    country: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a clinic laid down about its messages; `version` 0 while it has laid down nothing.

    `channels` names the provider of a kind, where it is not the catalogue's; `of_channels` the plain settings of each
    provider, never its secrets. `order`: by purpose, in which order kinds are tried, none of them for the usual one.
    `countries` are those that text messages and calls go to (ISO 3166), none for the usual ones. `prices`: by country,
    of a segment of a text message in `currency` (ISO 4217): a hint, nothing is paid by it.
    """

    channels: Mapping[Kind, str] = field(default_factory=dict)
    of_channels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    order: Mapping[Purpose, tuple[Kind, ...]] = field(default_factory=dict)
    quiet: Quiet | None = None
    caps: Caps = Caps()
    countries: frozenset[str] = frozenset()
    prices: Mapping[str, Decimal] = field(default_factory=dict)
    currency: str = "EUR"
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The clinic's own words for a message in a language: for all kinds of contact (None), and for one alone.

    An empty subject is the built-in one's. `version` counts its changes, 0 for one that is not stored.
    """

    name: str
    language: Language
    wordings: Mapping[Kind | None, Wording]
    version: int = 0


@dataclass(frozen=True, slots=True)
class Laid:
    """All that a clinic laid down: its settings, and its own words by template and language."""

    settings: Settings = Settings()
    templates: Mapping[tuple[str, Language], Template] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text takes as text messages: `units` are septets of GSM-7, or UTF-16 code units (`is_unicode`)."""

    count: int
    units: int
    is_unicode: bool
