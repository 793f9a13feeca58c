"""What reminders need from the outside, in their own words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo

from frontdesk.booking.model import Appointment
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.ids import AppointmentId, ContactKey, LocationId, MessageId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message
from frontdesk.messaging.model.tallies import Followed
from frontdesk.patients.model import Subject
from frontdesk.reminders.model import Offset


class Scheduled(Protocol):
    """Messages that wait for their time, as messaging's outbox keeps them."""

    def join(self, message: Message, member: str) -> bool:
        """Make `member` one of those the message is about, and the message where there is none; False if it is out."""

    def leave(self, organisation_id: OrganisationId, message_id: MessageId, member: str) -> None:
        """The message is about `member` no more, unless it is out."""


@dataclass(frozen=True, slots=True)
class FollowingPorts:
    """`told`: the latest messages where a subject is reached, NotFound where nobody knows them any more."""

    told: Callable[[OrganisationId, SubjectId], Sequence[Message]]
    zone: Callable[[OrganisationId, LocationId], tzinfo]
    count: Callable[[Followed], None]


@dataclass(frozen=True, slots=True)
class RemindersPorts:
    """`reached`: a subject, and what stands for where they are reached; `offsets`: how long before people are reminded.

    `link`: the page of an appointment; `when`: an instant in words, in a zone and a language.
    """

    scheduled: Scheduled
    appointment: Callable[[OrganisationId, AppointmentId], Appointment]
    reached: Callable[[OrganisationId, SubjectId], tuple[Subject, ContactKey]]
    offsets: Callable[[Appointment], Sequence[Offset]]
    zone: Callable[[OrganisationId, LocationId], ZoneInfo]
    link: Callable[[OrganisationId, AppointmentId], str]
    when: Callable[[datetime, ZoneInfo, Language], str]
    clock: Clock
