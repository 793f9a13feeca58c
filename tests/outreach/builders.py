"""A clinic that writes to its patients, in memory. The contract test holds the fakes to DynamoDB."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.model.plans import Plan
from frontdesk.hospital.model import Diagnosis, EncounterClass, EncounterState, Population
from frontdesk.hospital.rules.keys import day_of, population_of
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import LocationId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, MessageStatus
from frontdesk.outreach.model import (
    Content,
    Enrolment,
    Filed,
    Group,
    Item,
    Occasion,
    PackageId,
    Picked,
    Push,
    PushState,
    Send,
    Topic,
)
from frontdesk.outreach.ports import OutreachPorts, WordingPorts
from frontdesk.outreach.rules.keys import ONCE
from frontdesk.outreach.usecases.enrol_patient import enrol_patient
from frontdesk.outreach.usecases.publish_package import publish_package
from frontdesk.outreach.usecases.word_push import word_push
from frontdesk.outreach.usecases.write_package import write_package
from frontdesk.patients.model import Offer
from tests.clinic import lindenhof
from tests.hospital.builders import ANNA, a_stay
from tests.messaging.builders import FakeOutbox
from tests.reminders.recalling import anna

CLINIC = lindenhof()
HERE, PLACE = CLINIC.organisation.id, CLINIC.locations[0]
WARD = next(it.id for it in CLINIC.departments if it.location_id == PLACE.id)
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
KATRIN = StaffMember(id=StaffId("1003"), locations=frozenset({PLACE.id}))
OLE = StaffMember(id=StaffId("1002"), locations=frozenset({LocationId("elsewhere")}))
HEART, OTHER = PackageId("1" * 32), PackageId("2" * 32)
BEN = SubjectId("b" * 32)
INFARCT = (Diagnosis(code="I21.0"),)
TEXTS = {
    Language.GERMAN: "Guten Tag {name}, wie geht es Ihnen?",
    Language.SWEDISH: "Hej {name}, hur mår du?",
    Language.CHINESE: "{name},您好!您恢复得怎么样?",
    Language.ENGLISH: "Hello {name}, how are you?",
}
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


def an_item(after_days=1, at=time(10), texts=TEXTS):
    return Item(after_days=after_days, at=at, texts=texts)


def a_content(**changes):
    said = {
        "name": "Nach Herzinfarkt",
        "topic": Topic.CARE,
        "group": Group(populations=frozenset({Population.DISCHARGED}), diagnoses=("I21",)),
        "items": (an_item(), an_item(7)),
    }
    return Content(**said | changes)


def a_greeting(**changes):
    said = {"name": "Geburtstag", "topic": Topic.GREETING, "occasion": Occasion.BIRTHDAY, "group": Group()}
    return a_content(**said | {"items": (an_item(0, time(9)),)} | changes)


def a_picked(**changes):
    said = {
        "location_id": PLACE.id,
        "population": Population.DISCHARGED,
        "first": TODAY - 7 * A_DAY,
        "last": TODAY,
    }
    return Picked(**said | changes)


def a_push(**changes):
    said = {
        "id": OTHER,
        "organisation_id": HERE,
        "content": a_content(items=(an_item(0),)),
        "picked": a_picked(),
        "state": PushState.GATHERING,
        "asked_by": KATRIN.id,
        "asked_at": NOW,
    }
    return Push(**said | changes)


def an_enrolment(**changes):
    said = {
        "organisation_id": HERE,
        "subject_id": ANNA,
        "package_id": HEART,
        "number": 1,
        "occasion_key": ONCE,
        "location_id": PLACE.id,
        "department_id": WARD,
        "anchored_on": TODAY,
        "sends": (Send(item=0, due_at=NOW), Send(item=1, due_at=NOW + A_DAY)),
        "made_at": NOW,
    }
    return Enrolment(**said | changes)


def a_discharge(**changes):
    """Somebody left yesterday after an infarct."""
    return a_stay(
        **{
            "organisation_id": HERE,
            "location_id": PLACE.id,
            "department_id": WARD,
            "state": EncounterState.ENDED,
            "ended_at": NOW - A_DAY,
            "diagnoses": INFARCT,
        }
        | changes
    )


def a_visit(**changes):
    return a_discharge(**{"kind": EncounterClass.OUTPATIENT, "visit_number": "V-2"} | changes)


class FakePackages:
    def __init__(self):
        self.stored, self.contents = {}, {}

    def put(self, package):
        key = package.organisation_id, package.id
        if (self.stored[key].version if key in self.stored else None) != package.version:
            raise Conflict(package_id=package.id)
        self.stored[key] = replace(package, version=(package.version or 0) + 1)
        return self.stored[key]

    def publish(self, package):
        key = package.organisation_id, package.id, package.number
        if key in self.contents:
            raise Conflict(package_id=package.id)
        stored = self.put(package)
        self.contents[key] = package.live
        return stored

    def get(self, organisation_id, package_id):
        if (organisation_id, package_id) not in self.stored:
            raise NotFound(package_id=package_id)
        return self.stored[organisation_id, package_id]

    def everybody(self, organisation_id):
        return [it for key, it in sorted(self.stored.items()) if key[0] == organisation_id]

    def content(self, organisation_id, package_id, number):
        if (organisation_id, package_id, number) not in self.contents:
            raise NotFound(package_id=package_id)
        return self.contents[organisation_id, package_id, number]


class FakeEnrolments:
    def __init__(self):
        self.stored = {}

    def add(self, it):
        if _key(it) in self.stored:
            return False
        self.stored[_key(it)] = replace(it, version=1)
        return True

    def write(self, it):
        if self.stored[_key(it)].version != it.version:
            raise Conflict(package_id=it.package_id)
        self.stored[_key(it)] = replace(it, version=it.version + 1)
        return self.stored[_key(it)]

    def get(self, *key):
        if key not in self.stored:
            raise NotFound(package_id=key[2])
        return self.stored[key]

    def of_subject(self, organisation_id, subject_id):
        return [it for key, it in sorted(self.stored.items()) if key[:2] == (organisation_id, subject_id)]

    def of_package(self, organisation_id, package_id, *, most):
        found = [it for it in self.stored.values() if it.organisation_id == organisation_id]
        found = sorted((it for it in found if it.package_id == package_id), key=lambda it: it.anchored_on)[
            ::-1
        ]
        filed = [
            Filed(
                subject_id=it.subject_id,
                occasion_key=it.occasion_key,
                items=tuple(one.item for one in it.sends),
                is_withdrawn=it.why is not None,
                is_answered=it.answered_at is not None,
            )
            for it in found
        ]
        return filed[:most], len(filed) > most


def _key(it):
    return it.organisation_id, it.subject_id, it.package_id, it.occasion_key


class FakePushes:
    def __init__(self):
        self.stored, self.parts, self.facts = {}, {}, []

    def add(self, push, *facts):
        if (push.organisation_id, push.id) in self.stored:
            return False
        self.stored[push.organisation_id, push.id] = replace(push, version=1)
        self.facts.extend(facts)
        return True

    def write(self, push, *facts):
        if self.stored[push.organisation_id, push.id].version != push.version:
            raise Conflict(push_id=push.id)
        self.stored[push.organisation_id, push.id] = replace(push, version=push.version + 1)
        self.facts.extend(facts)
        return self.stored[push.organisation_id, push.id]

    def get(self, organisation_id, push_id):
        if (organisation_id, push_id) not in self.stored:
            raise NotFound(push_id=push_id)
        return self.stored[organisation_id, push_id]

    def latest(self, organisation_id, *, most):
        found = [it for it in self.stored.values() if it.organisation_id == organisation_id]
        return sorted(found, key=lambda it: it.asked_at, reverse=True)[:most]

    def keep_part(self, organisation_id, push_id, part, whose, *, at):
        self.parts[organisation_id, push_id, part] = list(whose)

    def part(self, organisation_id, push_id, part):
        return self.parts.get((organisation_id, push_id, part), ())


@dataclass
class House:
    """`stops`: contacts that want nothing, by subject and kind. `agreed`: by offer, who agrees."""

    now: datetime = NOW
    packages: FakePackages = field(default_factory=FakePackages)
    enrolments: FakeEnrolments = field(default_factory=FakeEnrolments)
    pushes: FakePushes = field(default_factory=FakePushes)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    people: dict = field(default_factory=lambda: {ANNA: anna(organisation_id=HERE, email="anna@example.org")})
    told: dict = field(default_factory=dict)
    agreed: dict = field(default_factory=lambda: {it: set() for it in Offer})
    stops: set = field(default_factory=set)
    plans: dict[str, Plan] = field(default_factory=dict)
    trail: list = field(default_factory=list)

    def tell(self, *encounters):
        self.told |= {it.id: it for it in encounters}

    def hears(self, encounter=None, **changes):
        """The hospital told of it."""
        it = encounter or a_discharge(**changes)
        self.tell(it)
        return enrol_patient(
            organisation_id=HERE, encounter_id=it.id, subject_id=it.subject_id, ports=self.ports
        )

    def publishes(self, content=None, package_id=HEART):
        there = self.packages.stored.get((HERE, package_id))
        version = there.version if there else None
        said = {"organisation_id": HERE, "package_id": package_id, "by": KATRIN.id, "ports": self.ports}
        stored = write_package(content or a_content(), version=version, **said)
        return publish_package(version=stored.version, **said)

    def asked(self, message):
        """What is answered when the message is about to go."""
        return word_push(message, ports=self.wording)

    @property
    def messages(self):
        return sorted(self.outbox.stored.values(), key=lambda it: (it.due_at, it.id))

    def settle(self, message, status):
        key = message.organisation_id, message.id
        self.outbox.stored[key] = replace(message, status=MessageStatus(status))

    def of_day(self, organisation_id, location_id, population, day):
        return [
            it
            for it in self.told.values()
            if it.location_id == location_id
            and population_of(it) is population
            and day_of(it, PLACE.zone) == day
        ]

    def subjects(self, organisation_id, ids):
        return {it: self.people[it] for it in ids if it in self.people}

    @property
    def shared(self):
        return {
            "packages": self.packages,
            "enrolments": self.enrolments,
            "pushes": self.pushes,
            "encounters": lambda _, whose: [it for it in self.told.values() if it.subject_id == whose],
            "subjects": self.subjects,
            "agreed": lambda _, ids, offer: self.agreed[offer] & set(ids),
            "catalogue": lambda _: CLINIC,
        }

    @property
    def wording(self):
        return WordingPorts(**self.shared, day_words=lambda day, _: f"{day:%d.%m.%Y}")

    @property
    def ports(self):
        return OutreachPorts(
            **self.shared,
            queue=self.outbox.add,
            states=self.outbox.states,
            encounter=lambda _, encounter_id: self.told[encounter_id],
            encounters_on=self.of_day,
            plan=lambda _, plan_id: self.plans[plan_id],
            all_agreed=lambda _, offer: sorted(self.agreed[offer]),
            order=lambda _: (Kind.SMS, Kind.EMAIL),
            unwanted=self.unwanted,
            people_at=lambda _organisation, _key: list(self.people.values()),
            record=self.trail.append,
            clock=lambda: self.now,
        )

    def unwanted(self, subject, kinds, _now):
        places = {Kind.SMS: subject.phone, Kind.EMAIL: subject.email}
        return {it: (subject.id, it) in self.stops for it in kinds if places.get(it)}


def crowd(count):
    """So many people who left yesterday, and their encounters."""
    ids = [SubjectId(f"{number:032x}") for number in range(count)]
    people = {it: anna(id=it, organisation_id=HERE) for it in ids}
    return people, [a_discharge(subject_id=it, visit_number=f"C-{it}") for it in ids]
