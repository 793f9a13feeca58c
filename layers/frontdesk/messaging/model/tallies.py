"""The nouns of messaging's statistics: what became of messages, and of what they were about. Nothing of whose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.kernel.ids import EventId, LocationId, MessageId, OrganisationId, TimeTypeId
from frontdesk.kernel.small_numbers import Count
from frontdesk.messaging.model import Kind, MessageStatus, Purpose, Reason


class Sequel(StrEnum):
    """What became of an appointment of which somebody was, or was not, reminded."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A message that is out or given up, counted once in a month (UTC), in the state that leads furthest.

    `message_id` is stored as a hash: whoever counts looks up no message.
    """

    message_id: MessageId
    organisation_id: OrganisationId
    month: date
    purpose: Purpose
    template: str
    status: MessageStatus
    kind: Kind | None = None
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What became of an appointment, under the id of the fact that told of it: not which one, nor whose."""

    id: EventId
    organisation_id: OrganisationId
    month: date
    location_id: LocationId
    time_type_id: TimeTypeId
    sequel: Sequel
    reminded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCount:
    """Messages of one sort; `taken` are all that a provider took, whatever it said of them afterwards."""

    taken: Count
    delivered: Count
    failed: Count
    unsent: Count
    withdrawn: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class SortCount:
    """By purpose and the kind of contact, None where none was tried; or by template."""

    purpose: Purpose
    kind: Kind | None
    template: str
    counts: StatusCount


@dataclass(frozen=True, slots=True, kw_only=True)
class SequelCount:
    """What became of the appointments of one type at one location; the keys say whether they were reminded."""

    location: LocationId
    time_type: TimeTypeId
    sequels: Mapping[Sequel, Mapping[bool, Count]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStatistics:
    """A month of an organisation's messages. `reasons`: why they failed or were not sent."""

    month: date
    all: StatusCount
    kinds: tuple[SortCount, ...]
    templates: tuple[SortCount, ...]
    reasons: Mapping[Reason, Count]
    sequels: tuple[SequelCount, ...]
