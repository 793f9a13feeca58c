"""The clinic writes its reminder rules, and sees beforehand what they would do for a patient."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from frontdesk.booking.model.desk import StaffMember
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import OrganisationId
from frontdesk.patients.model import Subject
from frontdesk.reminders.model.recalls import Reminder, Service
from frontdesk.reminders.model.rulebook import Occasion, Rule, Rulebook, Ruling
from frontdesk.reminders.model.rulebook_written import read_rules
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.matching import overlapping, ruling
from frontdesk.reminders.rules.objections import faults_of_rules, faults_of_written
from frontdesk.reminders.rules.rounds import of_a_rule
from frontdesk.reminders.usecases.hear_service import HOUSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a rule would do for somebody: the reminder it would make, None where none, and why."""

    rule: Rule
    ruling: Ruling
    reminder: Reminder | None


def read_rulebook(*, organisation_id: OrganisationId, ports: RecallPorts) -> Rulebook:
    """The rules as they are."""
    return ports.rulebooks.get(organisation_id)


def change_rules(
    *, organisation_id: OrganisationId, said: Mapping[str, Any], version: int, ports: RecallPorts
) -> Rulebook:
    """Lay the rules down in place of that version; reminders that are made stay as they are.

    BadInput with each fault at its path. Conflict when somebody has changed them since.
    """
    book = checked_rules(organisation_id=organisation_id, said=said, ports=ports)
    return ports.rulebooks.put(organisation_id, replace(book, version=version))


def checked_rules(
    *, organisation_id: OrganisationId, said: Mapping[str, Any], ports: RecallPorts
) -> Rulebook:
    """The rules that are written, when nothing is wrong with them; BadInput with each fault at its path."""
    faults: list[FieldError] = faults_of_written(said)
    if faults:
        raise BadInput(faults)
    book = read_rules(said)
    if faults := faults_of_rules(
        book, types=ports.types(organisation_id).keys(), templates=ports.templates()
    ):
        raise BadInput(faults)
    return book


def overlaps_of(book: Rulebook) -> Sequence[tuple[Rule, Rule]]:
    """Pairs of rules that would remind the same patient of the same thing."""
    return overlapping(book.rules)


def try_rules(  # noqa: PLR0913
    book: Rulebook,
    service: Service | None,
    subject: Subject,
    *,
    on: date,
    staff: StaffMember,
    ports: RecallPorts,
) -> Sequence[Trial]:
    """What each rule would do if that were given to somebody on that day, or they were new. Nobody's data is read.

    NotFound when the location is none of theirs.
    """
    location_id = service.location_id if service else next(iter(sorted(staff.locations)), None)
    assert location_id is not None, "who has no location has no page to try rules on"
    staff.require_reach(location_id)
    zone, occasion = ports.zone(subject.organisation_id, location_id), Occasion(on=on, service=service)
    trials = []
    for rule in book.rules:
        said = ruling(rule, occasion, born=subject.birth_date, history=())
        made = of_a_rule(
            rule, occasion, subject, location_id=location_id, zone=zone, now=ports.clock(), by=HOUSE
        )
        trials.append(Trial(rule=rule, ruling=said, reminder=made if said.applies else None))
    return trials
