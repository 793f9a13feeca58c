"""What laying down how messages are sent, and judging where one may go, need from the outside."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model import Address, Message
from frontdesk.messaging.model.settings import Caps, Laid, Settings, Template
from frontdesk.patients.model import Preferences


class LaidDown(Protocol):
    """What clinics laid down about their messages. Whoever changes it says which version they have seen."""

    def get(self, organisation_id: OrganisationId) -> Laid:
        """What the clinic laid down, which may be nothing."""

    def put_settings(self, organisation_id: OrganisationId, settings: Settings) -> Settings:
        """Store them, as the version after theirs; Conflict when that is not the stored one. 0 for the first ones."""

    def put_template(self, organisation_id: OrganisationId, template: Template) -> Template:
        """The same of one template in one language."""

    def drop_template(self, organisation_id: OrganisationId, template: Template) -> None:
        """Forget it; Conflict when its version is not the stored one."""


class SecretsOfChannels(Protocol):
    """A provider's secrets, by organisation and channel: written, and never shown again."""

    def names(self, organisation_id: OrganisationId, channel: str) -> Collection[str]:
        """Which of them are set."""

    def write(self, organisation_id: OrganisationId, channel: str, secrets: Mapping[str, str]) -> None:
        """Set these; others stay as they are."""


class Turns(Protocol):
    def take_turn(self, organisation_id: OrganisationId, country: str, caps: Caps, *, now: datetime) -> bool:
        """Whether one more may go to the country (ISO 3166) on this UTC day; it is counted, unless it may not."""

    def told_before(self, message: Message, *, since: datetime, most: int) -> int:
        """How many messages its recipient was due since then before this one; counted to `most` and no further."""


@dataclass(frozen=True, slots=True)
class SettingsPorts:
    """`laid` never says what is old. `channels`: the names of all there are; `schema_of`: the settings of one.

    `clinic`: an organisation's name; `links`: where its links begin.
    """

    laid: LaidDown
    channels: Callable[[], Sequence[str]]
    schema_of: Callable[[str], Mapping[str, Any]]
    secrets: SecretsOfChannels
    clinic: Callable[[OrganisationId], str]
    links: Callable[[OrganisationId], str]


@dataclass(frozen=True, slots=True)
class JudgingPorts:
    """What is asked before a message goes to an address. `preferences`: what is wanted there.

    `country`: the one of a number (ISO 3166), empty if it is of none; `home`: those of a clinic. `zone_of`: where a
    number is, as far as it tells; `zone`: the clinic's.
    """

    settings: Callable[[OrganisationId], Settings]
    preferences: Callable[[OrganisationId, Address], Preferences]
    country: Callable[[str], str]
    home: Callable[[OrganisationId], Collection[str]]
    zone_of: Callable[[str], ZoneInfo | None]
    zone: Callable[[OrganisationId], ZoneInfo]
    turns: Turns
