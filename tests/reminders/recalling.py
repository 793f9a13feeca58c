"""Ready-made reminders, rules and patients, and in-memory stand-ins. The contract test holds the fakes to DynamoDB."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from frontdesk.booking.model.desk import StaffMember
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import (
    AppointmentId,
    LocationId,
    OrganisationId,
    StaffId,
    SubjectId,
    TimeTypeId,
)
from frontdesk.kernel.language import Language
from frontdesk.messaging.rules.wordings_of_recalls import FOR_RULES
from frontdesk.patients.model import Consent, Subject
from frontdesk.patients.rules.contacts import contacts_of
from frontdesk.patients.rules.persons import subject_key
from frontdesk.reminders.model.recalls import (
    Call,
    CallLeaf,
    Care,
    Interval,
    Leaf,
    Marked,
    Reminder,
    Sending,
    Service,
    Step,
    Unit,
    Way,
)
from frontdesk.reminders.model.recalls_written import filed
from frontdesk.reminders.model.rulebook import Rule, Rulebook, Trigger
from frontdesk.reminders.model.uploads import Progress
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.keys import by_hand, service_key, shard_of

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NORTH, SOUTH = OrganisationId("north-clinic"), OrganisationId("south-clinic")
CENTRE, HARBOUR = LocationId("centre"), LocationId("harbour")
ANNA = SubjectId("a" * 32)
KATRIN = StaffMember(id=StaffId("1001"), locations=frozenset({CENTRE}))
DESK = Actor(ActorKind.STAFF, "1001")
SHOT = TimeTypeId("shot")
A_MONTH_BEFORE = Step(30, time(9), Way.SMS)
A_WEEK_BEFORE = Step(7, time(9), Way.SMS)


def anna(**changes):
    said = {
        "id": ANNA,
        "organisation_id": NORTH,
        "name": "Anna Beispiel",
        "birth_date": date(1985, 3, 27),
        "phone": "+4962215550199",
        "email": None,
        "language": Language.GERMAN,
        "consent": Consent(version="2026-01", given_at=NOW),
    }
    return Subject(**said | changes)


def a_reminder(**changes):
    said = {
        "id": by_hand("5" * 32, ANNA),
        "organisation_id": NORTH,
        "subject_id": ANNA,
        "location_id": CENTRE,
        "care": Care.VACCINATION,
        "what": "Tetanus-Impfung",
        "due_on": date(2027, 1, 15),
        "steps": (A_MONTH_BEFORE, A_WEEK_BEFORE),
        "language": Language.GERMAN,
        "made_at": NOW,
        "made_by": DESK,
    }
    return Reminder(**said | changes)


def a_service(**changes):
    said = {
        "id": service_key("his-1"),
        "organisation_id": NORTH,
        "subject_id": ANNA,
        "location_id": CENTRE,
        "care": Care.VACCINATION,
        "item": "Tetanus-Impfung",
        "given_on": TODAY,
        "language": Language.GERMAN,
    }
    return Service(**said | changes)


def a_rule(**changes):
    said = {
        "id": "tetanus",
        "name": "Tetanus alle zehn Jahre",
        "trigger": Trigger.SERVICE,
        "care": Care.VACCINATION,
        "what": "Tetanus-Auffrischung",
        "items": ("Tetanus-Impfung",),
        "due_after": Interval(10, Unit.YEARS),
        "steps": (A_MONTH_BEFORE,),
    }
    return Rule(**said | changes)


class FakeReminders:
    def __init__(self):
        self.stored = {}
        self.faults = {}
        self.facts = []

    def add(self, it):
        if (it.organisation_id, it.id) in self.stored:
            return False
        self.stored[it.organisation_id, it.id] = replace(it, version=1)
        return True

    def write(self, it, *facts):
        known = self.stored.get((it.organisation_id, it.id))
        if known is None or known.version != it.version:
            raise Conflict(reminder_id=it.id)
        after = replace(it, version=known.version + 1)
        self.stored[it.organisation_id, it.id] = after
        self.faults.pop(it.id, None)
        self.facts.extend(facts)
        return after

    def get(self, organisation_id, reminder_id):
        if (organisation_id, reminder_id) not in self.stored:
            raise NotFound(reminder_id=reminder_id)
        return self.stored[organisation_id, reminder_id]

    def of_subject(self, organisation_id, subject_id):
        mine = [it for it in self._of(organisation_id) if it.subject_id == subject_id]
        return sorted(mine, key=lambda it: (it.due_on, it.id))

    def list_due(self, organisation_id, location_id, *, first, last, sieve, after, most):
        words = [
            sieve.care and f"={sieve.care.value}=",
            None if sieve.internal is None else f"={'calls' if sieve.internal else 'messages'}=",
            None if sieve.by_rule is None else f"={'rule' if sieve.by_rule else 'hand'}=",
        ]
        found = [
            it
            for it in self._of(organisation_id)
            if it.location_id == location_id
            and it.sending not in (Sending.STOPPED, Sending.GIVEN)
            and (first or date.min) <= it.due_on <= (last or date.max)
            and all(word in filed(it) for word in words if word)
        ]
        return _leaf(sorted(found, key=lambda it: (it.due_on, it.id)), after, most)

    def list_queue(self, organisation_id, location_id, *, after, most):
        waiting = [it for it in self._of(organisation_id) if it.location_id == location_id and it.next_at]
        return _leaf(sorted(waiting, key=lambda it: (it.next_at, it.id)), after, most)

    def marked(self, shard, *, before, most):
        found = [
            it
            for it in self.stored.values()
            if it.next_at
            and it.next_at <= before
            and shard_of(it.organisation_id, it.id) == shard
            and self.faults.get(it.id, 0) < 5
        ]
        return [Marked(it.organisation_id, it.id) for it in sorted(found, key=lambda it: it.next_at)][:most]

    def put_off(self, marked, *, until, most):
        it = self.stored[marked.organisation_id, marked.reminder_id]
        self.faults[it.id] = self.faults.get(it.id, 0) + 1
        self.stored[it.organisation_id, it.id] = replace(it, next_at=until)

    def _of(self, organisation_id):
        return [it for it in self.stored.values() if it.organisation_id == organisation_id]


def _leaf(found, after, most):
    start = int(after) if (after or "").isdecimal() else 0
    page = found[start : start + most]
    return Leaf(reminders=tuple(page), after=str(start + most) if found[start + most :] else None)


class FakeServices:
    def __init__(self):
        self.stored = {}
        self.facts = []

    def add(self, it, fact):
        key = it.organisation_id, it.subject_id, it.id
        if key in self.stored:
            return False
        self.stored[key] = it
        self.facts.append(fact)
        return True

    def get(self, *key):
        if key not in self.stored:
            raise NotFound(service_id=key[-1])
        return self.stored[key]

    def of_subject(self, organisation_id, subject_id):
        mine = [it for key, it in self.stored.items() if key[:2] == (organisation_id, subject_id)]
        return sorted(mine, key=lambda it: (it.given_on, it.id), reverse=True)


class FakeCalls:
    def __init__(self):
        self.stored = {}

    def add(self, it):
        key = it.organisation_id, it.subject_id, it.key
        if key in self.stored:
            return False
        self.stored[key] = replace(it, version=1)
        return True

    def write(self, it):
        key = it.organisation_id, it.subject_id, it.key
        if self.stored[key].version != it.version:
            raise Conflict(call=it.key)
        self.stored[key] = replace(it, version=it.version + 1)
        return self.stored[key]

    def get(self, *key):
        if key not in self.stored:
            raise NotFound(call=key[-1])
        return self.stored[key]

    def of_subject(self, organisation_id, subject_id):
        mine = [it for key, it in self.stored.items() if key[:2] == (organisation_id, subject_id)]
        return sorted(mine, key=lambda it: it.ask_at)

    def open_at(self, organisation_id, location_id, *, after, most):
        found = [
            it
            for it in self.stored.values()
            if (it.organisation_id, it.location_id, it.open) == (organisation_id, location_id, True)
        ]
        start, found = int(after or 0), sorted(found, key=lambda it: it.ask_at)
        more = found[start + most :]
        return CallLeaf(calls=tuple(found[start : start + most]), after=str(start + most) if more else None)


class FakeRulebooks:
    def __init__(self):
        self.stored = {}

    def get(self, organisation_id):
        return self.stored.get(organisation_id, Rulebook())

    def put(self, organisation_id, book):
        if self.get(organisation_id).version != book.version:
            raise Conflict
        self.stored[organisation_id] = replace(book, version=book.version + 1)
        return self.stored[organisation_id]


class FakeUploads:
    def __init__(self):
        self.stored = {}
        self.count = {}
        self.facts = []

    def begin(self, organisation_id, upload_id, parts, *, at, facts):
        for number, rows in enumerate(parts):
            key = organisation_id, upload_id, number
            if key not in self.stored:
                self.stored[key], self.count[key] = list(rows), len(rows)
                self.facts.append(facts[number])

    def part(self, *key):
        return self.stored.get(key, ())

    def done(self, *key):
        if key in self.stored:
            self.stored[key] = []

    def progress(self, organisation_id, upload_id):
        found = {key: rows for key, rows in self.stored.items() if key[:2] == (organisation_id, upload_id)}
        if not found:
            raise NotFound(upload_id=upload_id)
        done = sum(not rows for rows in found.values())
        return Progress(parts=len(found), done=done, rows=sum(self.count[key] for key in found))


@dataclass
class Practice:
    """A clinic whose clock, patients and booked times the test sets."""

    now: datetime = NOW
    subjects: dict = field(default_factory=lambda: {(NORTH, ANNA): anna()})
    visits: dict = field(default_factory=dict)
    messages: dict = field(default_factory=dict)
    trail: list = field(default_factory=list)
    reminders: object = field(default_factory=FakeReminders)
    services: object = field(default_factory=FakeServices)
    calls: object = field(default_factory=FakeCalls)
    rulebooks: object = field(default_factory=FakeRulebooks)
    uploads: object = field(default_factory=FakeUploads)

    @property
    def ports(self):
        return RecallPorts(
            reminders=self.reminders,
            services=self.services,
            calls=self.calls,
            rulebooks=self.rulebooks,
            uploads=self.uploads,
            add_message=lambda message: self.messages.setdefault(message.id, message),
            subject=self.subject,
            subjects=lambda here, ids: {
                it: self.subjects[here, it] for it in ids if (here, it) in self.subjects
            },
            people=lambda here, contact: [
                it for (where, _), it in self.subjects.items() if where == here and contact in contacts_of(it)
            ],
            register=self.register,
            booked=lambda here, subject_id, types, now: next(
                (it for it, type_id in self.visits.get(subject_id, ()) if type_id in types), None
            ),
            types=lambda here: {SHOT: "Impfung"},
            templates=lambda: FOR_RULES,
            zone=lambda here, location_id: BERLIN,
            locations=lambda here: [CENTRE, HARBOUR],
            booking_page=lambda here: f"https://clinic.example/booking/{here}",
            day_words=lambda day, language: day.isoformat(),
            record=self.trail.append,
            clock=lambda: self.now,
        )

    def subject(self, here, subject_id):
        if (here, subject_id) not in self.subjects:
            raise NotFound(subject_id=subject_id)
        return self.subjects[here, subject_id]

    def register(self, here, person, language):
        contact = person.phone or person.email
        it = subject_key(here, name=person.name, birth_date=person.birth_date, contact=contact)
        subject = anna(
            id=it,
            organisation_id=here,
            name=person.name,
            birth_date=person.birth_date,
            phone=person.phone,
            email=person.email,
            consent=Consent(version="desk", given_at=self.now),
        )
        return self.subjects.setdefault((here, it), subject)

    def lay_down(self, *rules):
        self.rulebooks.put(NORTH, replace(self.rulebooks.get(NORTH), rules=rules))

    def books(self, number="b1", type_id=SHOT):
        self.visits[ANNA] = [(AppointmentId(number), type_id)]


def a_call(**changes):
    said = {
        "key": "5555-20270115-0",
        "reminder_id": a_reminder().id,
        "organisation_id": NORTH,
        "subject_id": ANNA,
        "location_id": CENTRE,
        "care": Care.VACCINATION,
        "what": "Tetanus-Impfung",
        "due_on": date(2027, 1, 15),
        "ask_at": NOW,
    }
    return Call(**said | changes)
