"""Reminder rules of the German practice, and a few patients that are due, so that the pages are not empty."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import LocationId, OrganisationId, TimeTypeId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person
from frontdesk.reminders.model.recalls import Care, Interval, Service, Step, Unit, Way
from frontdesk.reminders.model.rulebook import Condition, Operator, Rule, Rulebook, Topic, Trigger
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.keys import service_key
from frontdesk.reminders.usecases.complete_service import complete_service
from frontdesk.reminders.wiring.recalls import recall_ports

DEMO = Actor(ActorKind.SYSTEM, "demo")
PRACTICE = OrganisationId("lindenhof")
MORNING = time(9)
RULES = (
    Rule(
        id="tetanus",
        name="Tetanus alle zehn Jahre",
        trigger=Trigger.SERVICE,
        care=Care.VACCINATION,
        items=("Tetanus-Impfung",),
        what="Tetanus-Auffrischung",
        due_after=Interval(10, Unit.YEARS),
        steps=(Step(30, MORNING, Way.SMS), Step(-14, MORNING, Way.CALL)),
    ),
    Rule(
        id="check-up",
        name="Vorsorge ab 35 alle drei Jahre",
        trigger=Trigger.SERVICE,
        care=Care.EXAMINATION,
        items=("Check-up",),
        what="Check-up",
        conditions=(Condition(Topic.AGE_YEARS, Operator.AT_LEAST, 35),),
        due_after=Interval(3, Unit.YEARS),
        steps=(Step(45, MORNING, Way.EMAIL), Step(14, MORNING, Way.SMS)),
        paused_by=(TimeTypeId("checkup"),),
    ),
    Rule(
        id="after-surgery",
        name="Anruf nach kleinem Eingriff",
        trigger=Trigger.SERVICE,
        care=Care.AFTERCARE,
        items=("Kleiner Eingriff",),
        what="Nachfragen, wie es geht",
        due_after=Interval(2, Unit.DAYS),
        steps=(Step(0, MORNING, Way.CALL),),
        internal=True,
    ),
)
GIVEN = (
    ("Jonas Beispiel", date(1979, 5, 2), Care.VACCINATION, "Tetanus-Impfung", 3652 + 12),
    ("Mara Muster", date(1968, 11, 30), Care.EXAMINATION, "Check-up", 3 * 365 - 20),
    ("Tilda Vorlage", date(1990, 1, 17), Care.VACCINATION, "Tetanus-Impfung", 800),
    ("Olaf Probe", date(1955, 8, 9), Care.AFTERCARE, "Kleiner Eingriff", 1),
)
"""Invented people: what they were given, and how many days ago. Overdue, soon, later, and a call tomorrow."""


def keep_recalls(organisation_id: OrganisationId, location_id: LocationId, zone: ZoneInfo) -> None:
    """Lay the rules down where there are none, and note what some people were given. Twice is once."""
    if organisation_id != PRACTICE:
        return
    ports = recall_ports()
    if ports.rulebooks.get(organisation_id).version:
        return
    ports.rulebooks.put(organisation_id, Rulebook(rules=_fitting(ports)))
    today = ports.clock().astimezone(zone).date()
    for number, (name, born, care, item, days) in enumerate(GIVEN):
        person = Person(
            name=name, birth_date=born, phone=f"+4915155500{number:02}", email=f"person{number}@example.org"
        )
        subject = ports.register(organisation_id, person, Language.GERMAN)
        service = Service(
            id=service_key(f"demo-{number}"),
            organisation_id=organisation_id,
            subject_id=subject.id,
            location_id=location_id,
            care=care,
            item=item,
            given_on=today - timedelta(days=days),
            language=Language.GERMAN,
        )
        complete_service(service, by=DEMO, ports=ports)


def _fitting(ports: RecallPorts) -> tuple[Rule, ...]:
    """The rules, waiting for types of time that the practice has."""
    types = ports.types(PRACTICE)
    return tuple(replace(it, paused_by=tuple(one for one in it.paused_by if one in types)) for it in RULES)
