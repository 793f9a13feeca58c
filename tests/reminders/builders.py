"""A clinic whose reminders the test plans: the calendar, the outbox and the clock of others, all in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time

from frontdesk.booking.model import Change, ChangeKind
from frontdesk.booking.usecases.tell_patient import tell_patient
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import ContactKey, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind
from frontdesk.patients.model import ContactKind, Reached
from frontdesk.reminders.model import Offset
from frontdesk.reminders.model.plans import Plan, Plans, Scope
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.usecases.forget_appointment import forget_appointment
from frontdesk.reminders.usecases.plan_appointment_reminders import plan_appointment_reminders
from frontdesk.reminders.usecases.word_appointments import word_appointments
from tests.booking.builders import (
    BY_ANNA,
    CENTRE,
    MONDAY_NINE,
    NORTH,
    a_booked_change,
    a_slot,
    a_subject,
    an_appointment,
    appointment_id,
    at,
)
from tests.booking.fakes import Diary, a_diary
from tests.messaging.builders import FakeOutbox, Sender

TWO_DAYS, DAY_BEFORE, HOURS_24, HOURS_3 = Offset(2, time(9)), Offset(1, time(9)), Offset(24), Offset(3)
CHILD = SubjectId("child")


def plans(*offsets, changed_at=None, **said):
    """Those of a clinic that reminds of everything alike."""
    return Plans(by_scope={Scope(): Plan(offsets=offsets, **said)}, changed_at=changed_at, version=1)


class FakePlans:
    """In memory. test_plans_contract.py holds it to DynamoDB's promises."""

    def __init__(self, laid_down=None):
        self.kept = {NORTH: laid_down} if laid_down else {}

    def get(self, organisation_id):
        return self.kept.get(organisation_id, Plans())

    def put(self, organisation_id, plans, *, at):
        if plans.version != self.get(organisation_id).version:
            raise Conflict(organisation_id=organisation_id)
        self.kept[organisation_id] = replace(plans, changed_at=at, version=plans.version + 1)
        return self.kept[organisation_id]


@dataclass
class Desk:
    """`keys` are those by which contact points are told apart, the newest first."""

    diary: Diary
    plans: FakePlans = field(default_factory=FakePlans)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    keys: tuple = ("k2",)
    quiet: object = None
    known: bool = True

    @property
    def now(self):
        return self.diary.now

    @now.setter
    def now(self, now):
        self.diary.now = now

    @property
    def ports(self):
        booking = self.diary.ports
        return RemindersPorts(
            scheduled=self.outbox,
            plans=self.plans,
            appointment=booking.appointments.get,
            of_days=booking.appointments.of_days,
            tell=lambda it, latest: tell_patient(
                organisation_id=it.organisation_id,
                appointment_id=it.id,
                fact=latest.fact,
                event_id=latest.event_id,
                ports=replace(booking, queue=self.outbox.add),
            ),
            reached=lambda organisation_id, subject_id: (self.diary.subjects[subject_id], ""),
            reach=self.reach,
            been_here=lambda it: self.known,
            places=booking.places,
            timetable=booking.timetables.get,
            quiet=lambda organisation_id: self.quiet,
            zone=booking.zone,
            link=lambda organisation_id, message_id: "https://x/r",
            window=lambda organisation_id: f"https://x/window/{organisation_id}",
            when=lambda it, zone, language: f"{it.astimezone(zone):%d.%m. %H:%M}",
            clock=lambda: self.now,
        )

    def reach(self, organisation_id, subject_ids):
        return {it: self._reached(self.diary.subjects[it]) for it in subject_ids if it in self.diary.subjects}

    def _reached(self, subject):
        contacts = {ContactKind.SMS: subject.phone, ContactKind.EMAIL: subject.email}
        return Reached(
            subject=subject,
            keys={
                kind: tuple(ContactKey(f"{key}-{to}") for key in self.keys)
                for kind, to in contacts.items()
                if to
            },
        )

    def plan(self, number=1):
        return plan_appointment_reminders(
            organisation_id=NORTH, appointment_id=appointment_id(number), ports=self.ports
        )

    def forget(self, starts_at, number=1):
        forget_appointment(
            organisation_id=NORTH,
            appointment_id=appointment_id(number),
            starts_at=starts_at,
            ports=self.ports,
        )

    @property
    def waiting(self):
        """The reminders that are planned: when each is due, of how many."""
        return sorted(
            (it.due_at, len(it.members)) for it in self.outbox.stored.values() if it.cause and it.members
        )

    @property
    def reminder(self):
        """The one reminder there is."""
        (it,) = [it for it in self.outbox.stored.values() if it.cause]
        return it

    def worded(self, message=None):
        return word_appointments(message or self.reminder, ports=self.ports)

    def sender(self):
        """Whoever sends what is due now, and knows of this clinic whether it still stands."""
        sender = Sender(now=self.now, outbox=self.outbox)
        ports = sender.ports
        return sender, replace(ports, standing=lambda it: self.worded(it) if it.cause else sender.standing)


def a_desk(*appointments, laid_down=None, subjects=(), **settings):
    """Anna's appointments at the clinic, Wednesday at ten where nothing else is said, not planned yet."""
    diary = a_diary(*(appointments or (an_appointment(),)))
    for subject in subjects:
        diary.subjects[subject.id] = subject
    return Desk(diary, plans=FakePlans(laid_down), **settings)


def a_child(**changes):
    return a_subject(**{"id": CHILD, "name": "Bo Andersson", **changes})


def of_the_child(clock="10:30", number=2, **changes):
    return an_appointment(
        **{"id": appointment_id(number), "subject_id": CHILD, "slot": a_slot(at(clock)), **changes}
    )


def moved_to(desk, clock, number=1, when=MONDAY_NINE):
    """The appointment at another time of its day, as its patient moved it."""
    before = desk.diary.appointments.get(NORTH, appointment_id(number))
    change = Change(at=when, by=BY_ANNA, kind=ChangeKind.MOVED, was_at=before.slot.starts_at)
    after = replace(before, slot=a_slot(at(clock)), changes=(*before.changes, change))
    desk.diary.appointments.write(before, after)
    return before.slot.starts_at


def booked_at(instant: datetime, **changes):
    return an_appointment(changes=(a_booked_change(at=instant),), **changes)


__all__ = [
    "CENTRE",
    "CHILD",
    "DAY_BEFORE",
    "HOURS_3",
    "HOURS_24",
    "MONDAY_NINE",
    "NORTH",
    "TWO_DAYS",
    "Desk",
    "FakePlans",
    "Kind",
    "Language",
    "a_child",
    "a_desk",
    "booked_at",
    "moved_to",
    "of_the_child",
    "plans",
]
