"""What reminders need from the outside, in their own words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from frontdesk.booking.model import Appointment
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.rules.telling import Telling
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.ids import AppointmentId, ContactKey, LocationId, MessageId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message
from frontdesk.messaging.model.settings import Quiet
from frontdesk.patients.model import Reached, Subject
from frontdesk.reminders.model.plans import Plans


class Scheduled(Protocol):
    """Messages that wait for their time, as messaging's outbox keeps them."""

    def join(self, message: Message, member: str) -> bool:
        """Make `member` one of those the message is about, and the message where there is none; False if it is out."""

    def leave(self, organisation_id: OrganisationId, message_id: MessageId, member: str) -> None:
        """The message is about `member` no more, unless it is out."""

    def members(
        self, organisation_id: OrganisationId, message_ids: Collection[MessageId]
    ) -> Mapping[MessageId, frozenset[str]]:
        """Whom those of these messages that exist are about, maybe a second ago."""


class KeptPlans(Protocol):
    def get(self, organisation_id: OrganisationId) -> Plans:
        """What the clinic laid down; the usual ones, of version 0, where it laid down nothing."""

    def put(self, organisation_id: OrganisationId, plans: Plans, *, at: datetime) -> Plans:
        """Store them in place of those they were made from, as their version says; as stored.

        Conflict, and nothing stored, when somebody has changed them since.
        """


@dataclass(frozen=True, slots=True)
class RemindersPorts:
    """`reached`: a subject, and what stands for where they are reached; `reach`: the same of many, by kind of contact.

    `been_here`: whether the patient of an appointment has had another one before. `places`: all locations and the
    languages of the clinic; `timetable`: its times. `of_days`: what was booked at a location for local days, cancelled
    ones too; `tell`: the patient hears of a change of an appointment, once however often. `quiet`: when nobody is
    disturbed. `link`: the page of a reminder, `window` the patient window; `when`: an instant in words.
    """

    scheduled: Scheduled
    plans: KeptPlans
    appointment: Callable[[OrganisationId, AppointmentId], Appointment]
    of_days: Callable[[OrganisationId, LocationId, date, date], Sequence[Appointment]]
    tell: Callable[[Appointment, Telling], None]
    reached: Callable[[OrganisationId, SubjectId], tuple[Subject, ContactKey]]
    reach: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Reached]]
    been_here: Callable[[Appointment], bool]
    places: Callable[[OrganisationId], tuple[Collection[LocationId], Sequence[Language]]]
    timetable: Callable[[OrganisationId], Timetable | None]
    quiet: Callable[[OrganisationId], Quiet | None]
    zone: Callable[[OrganisationId, LocationId], ZoneInfo]
    link: Callable[[OrganisationId, MessageId], str]
    window: Callable[[OrganisationId], str]
    when: Callable[[datetime, ZoneInfo, Language], str]
    clock: Clock
