"""In-memory stand-ins for ports. The contract tests hold FakeAppointments and FakeTimetables to DynamoDB's promises."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from frontdesk.booking.errors import Overlaps, Taken
from frontdesk.booking.model import AppointmentStatus, OwnerKind, Sheet, SheetKey
from frontdesk.booking.model.invitations import InvitationStatus
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.claims import difference, token
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.events import written_down
from frontdesk.kernel.language import Language

from .builders import BERLIN, CENTRE, FOREST, HARBOUR, MONDAY_NINE, NORTH, SOUTH, a_subject, a_timetable

UNSEEN = (AppointmentStatus.HELD, AppointmentStatus.LAPSED)


class FakeInvitations:
    def __init__(self):
        self.stored = {}
        self.facts = []

    def write(self, before, after, *facts):
        known = self.stored.get((after.organisation_id, after.id))
        if (known and known.version) != (before and before.version):
            raise Conflict(invitation_id=after.id)
        stored = replace(after, version=1 if known is None else known.version + 1)
        self.stored[after.organisation_id, after.id] = stored
        self.facts.extend(written_down(fact) for fact in facts)
        return stored

    def get(self, organisation_id, invitation_id):
        if (organisation_id, invitation_id) not in self.stored:
            raise NotFound(invitation_id=invitation_id)
        return self.stored[organisation_id, invitation_id]

    def waiting(self, organisation_id, location_id, time_type_id):
        here = self.open_at(organisation_id, location_id)
        return iter([it for it in here if not it.is_invited and it.want.time_type_id == time_type_id])

    def open_at(self, organisation_id, location_id):
        found = [
            it
            for it in self.stored.values()
            if (it.organisation_id, it.want.location_id, it.status) == (organisation_id, location_id, "open")
        ]
        return sorted(
            found, key=lambda it: (it.is_invited is False, it.want.time_type_id, it.made_at, it.reference)
        )

    def of_subject(self, organisation_id, subject_id):
        return [
            it
            for it in self.stored.values()
            if (it.organisation_id, it.subject_id) == (organisation_id, subject_id)
        ]

    def is_as_read(self, invitation):
        known = self.stored.get((invitation.organisation_id, invitation.id))
        return known is not None and known.version == invitation.version

    def use_up(self, invitation):
        self.write(invitation, replace(invitation, status=InvitationStatus.USED))


class FakeAppointments:
    def __init__(self, invitations=None):
        self.invitations = invitations or FakeInvitations()
        self.stored = {}
        self.written = {}
        self.facts = []
        self.tries = Counter()
        self.others = []
        self.reads = 0

    def meanwhile(self, *acts):
        """Others do these, one before each of the next writes."""
        self.others = list(acts)

    def write(self, before, after, *facts, uses=None):
        if self.others:
            act, *later = self.others
            self.others = []
            act()
            self.others = later
        known = self.stored.get((after.organisation_id, after.id))
        if (known and known.version) != (before and before.version):
            raise Conflict(appointment_id=after.id)
        if uses and not self.invitations.is_as_read(uses):
            raise Conflict(appointment_id=after.id)
        changes = difference(before, after)
        refused = {it.key.kind for it in changes if not self._fits(after, it)}
        if refused:
            raise Taken if OwnerKind.RESOURCE in refused else Overlaps
        for change in changes:
            self._change(after, change)
        if uses:
            self.invitations.use_up(uses)
        stored = replace(after, version=1 if known is None else known.version + 1)
        self.stored[after.organisation_id, after.id] = stored
        self.facts.extend(written_down(fact) for fact in facts)
        return stored

    def get(self, organisation_id, appointment_id):
        self.reads += 1
        if (organisation_id, appointment_id) not in self.stored:
            raise NotFound(appointment_id=appointment_id)
        return self.stored[organisation_id, appointment_id]

    def sheets(self, organisation_id, resource_id, first_day, last_day):
        return [
            sheet
            for (whose, key), sheet in sorted(self.written.items())
            if (whose, key.kind, key.owner) == (organisation_id, OwnerKind.RESOURCE, resource_id)
            and first_day <= key.day <= last_day
        ]

    def sheets_now(self, organisation_id, keys):
        self.reads += 1
        return [self.written[organisation_id, it] for it in keys if (organisation_id, it) in self.written]

    def of_days(self, organisation_id, location_id, first_day, last_day):
        return self._seen(
            lambda it: (
                (it.organisation_id, it.slot.location_id) == (organisation_id, location_id)
                and first_day <= it.slot.on <= last_day
            )
        )

    def of_subject(self, organisation_id, subject_id, *, since):
        return self._seen(
            lambda it: (
                (it.organisation_id, it.subject_id) == (organisation_id, subject_id)
                and it.slot.starts_at >= since
            )
        )

    def take_try(self, organisation_id, appointment_id, *, on, most, until):
        if self.tries[organisation_id, appointment_id, on] >= most:
            return None
        self.tries[organisation_id, appointment_id, on] += 1
        return most - self.tries[organisation_id, appointment_id, on]

    def _seen(self, fits):
        found = [it for it in self.stored.values() if it.status not in UNSEEN and fits(it)]
        return sorted(found, key=lambda it: (it.slot.starts_at, it.reference))

    def _sheet(self, organisation_id, key):
        return self.written.get((organisation_id, key), Sheet(key=key))

    def clear_session(self, organisation_id, sheet, session):
        there = self._sheet(organisation_id, sheet.key)
        if there.sessions.get(session) != frozenset():
            return False
        taken = {cell: whose for cell, whose in there.taken.items() if whose != session}
        sessions = {name: seats for name, seats in there.sessions.items() if name != session}
        self.written[organisation_id, sheet.key] = replace(there, taken=taken, sessions=sessions)
        return True

    def _fits(self, after, change):
        sheet = self._sheet(after.organisation_id, change.key)
        mine = token(after)
        return (
            not any(cell in sheet.taken for cell in change.take)
            and all(sheet.taken.get(cell) == mine for cell in change.free)
            and not (change.mark and not change.unmark and mine in sheet.holds)
            and (change.join is None or self._has_a_seat(sheet, change.join, mine))
            and (change.leave is None or mine in sheet.sessions.get(change.leave.token, ()))
        )

    def _has_a_seat(self, sheet, session, mine):
        seats = sheet.sessions.get(session.token, frozenset())
        own = all(sheet.taken.get(cell, session.token) == session.token for cell in session.cells)
        return own and mine not in seats and len(seats) < session.seats

    def _change(self, after, change):
        sheet = self._sheet(after.organisation_id, change.key)
        self.written[after.organisation_id, change.key] = written_on(sheet, change, token(after))


def written_on(sheet, change, mine):
    """The sheet after the change of whose token it is."""
    taken = {cell: whose for cell, whose in sheet.taken.items() if cell not in change.free}
    taken |= dict.fromkeys(change.take, mine)
    holds = {whose: mark for whose, mark in sheet.holds.items() if whose != mine or not change.unmark}
    sessions = dict(sheet.sessions)
    if change.join:
        taken |= dict.fromkeys(change.join.cells, change.join.token)
        sessions[change.join.token] = sessions.get(change.join.token, frozenset()) | {mine}
    if change.leave:
        sessions[change.leave.token] -= {mine}
    return replace(
        sheet, taken=taken, holds=holds | ({mine: change.mark} if change.mark else {}), sessions=sessions
    )


class FakeTimetables:
    def __init__(self, **laid_down):
        self.laid_down = laid_down

    def get(self, organisation_id):
        return self.laid_down.get(organisation_id)

    def put(self, organisation_id, timetable):
        known = self.laid_down.get(organisation_id)
        if timetable.version != (known.version if known else 0):
            raise Conflict(organisation_id=organisation_id)
        self.laid_down[organisation_id] = replace(timetable, version=timetable.version + 1)
        return self.laid_down[organisation_id]


@dataclass
class Diary:
    """A clinic whose clock the test sets. `told` holds each message once, as the outbox does."""

    now: datetime = MONDAY_NINE
    appointments: FakeAppointments = field(default_factory=FakeAppointments)
    timetables: FakeTimetables = field(default_factory=FakeTimetables)
    zones: dict = field(default_factory=dict)
    subjects: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)
    trail: list = field(default_factory=list)
    trail_is_broken: bool = False

    @property
    def invitations(self):
        return self.appointments.invitations

    @property
    def ports(self):
        return BookingPorts(
            appointments=self.appointments,
            invitations=self.invitations,
            timetables=self.timetables,
            zone=self.zone,
            places=lambda organisation_id: ([CENTRE, HARBOUR, FOREST], [Language.ENGLISH]),
            register=lambda subject: self.subjects.setdefault(subject.id, subject),
            subject=lambda organisation_id, subject_id: self.subjects[subject_id],
            subjects=lambda organisation_id, ids: {it: self.subjects[it] for it in ids},
            people=lambda organisation_id, contact_key: self.people.get((organisation_id, contact_key), ()),
            queue=lambda message: self.told.setdefault(message.id, message),
            record=self.record,
            link=lambda organisation_id, appointment_id: f"https://x/{organisation_id}/{appointment_id}",
            invitation_link=lambda organisation_id, invitation_id: (
                f"https://x/{organisation_id}/i/{invitation_id}"
            ),
            clock=lambda: self.now,
        )

    def zone(self, organisation_id, location_id):
        if (organisation_id, location_id) not in self.zones:
            raise NotFound(location_id=location_id)
        return self.zones[organisation_id, location_id]

    def record(self, entry):
        if self.trail_is_broken:
            msg = "the trail cannot be written"
            raise OSError(msg)
        self.trail.append(entry)

    def lays_down(self, timetable):
        """The clinic's times are those from now on."""
        self.timetables.put(NORTH, replace(timetable, version=self.timetables.get(NORTH).version))

    def read(self, appointment):
        return self.appointments.get(NORTH, appointment.id)

    def taken_on(self, owner, day, kind=OwnerKind.RESOURCE):
        """How many cells of a sheet are taken."""
        return sum(len(it.taken) for it in self.appointments.sheets_now(NORTH, [SheetKey(kind, owner, day)]))

    def templates(self):
        return [message.template for message in self.told.values()]

    def fact_names(self):
        return [fact["name"] for fact in self.appointments.facts]

    def invitation(self, it):
        return self.invitations.get(it.organisation_id, it.id)


def a_diary(*appointments, timetable=None, **settings):
    """Two clinics with the same timetable, at three places in Berlin, and these appointments of Anna's."""
    diary = Diary(**settings)
    for organisation_id in (NORTH, SOUTH):
        diary.timetables.put(organisation_id, timetable or a_timetable())
        diary.zones |= dict.fromkeys(((organisation_id, it) for it in (CENTRE, HARBOUR, FOREST)), BERLIN)
    diary.subjects[a_subject().id] = a_subject()
    for appointment in appointments:
        diary.appointments.write(None, appointment)
    return diary
