"""Something was given: reminders of it are renewed, and rules make the ones that follow from it."""

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.patients.model import Subject
from frontdesk.reminders.events import ReminderRenewed
from frontdesk.reminders.model.recalls import Reminder, Sending, Service
from frontdesk.reminders.model.rulebook import Occasion, Rulebook
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.matching import ruling
from frontdesk.reminders.rules.rounds import is_about, is_news, of_a_rule, renewed, verdict_of

HOUSE = Actor(ActorKind.SYSTEM, "reminders")
TRIES = 3


def hear_service(
    *, organisation_id: OrganisationId, subject_id: SubjectId, service_id: str, ports: RecallPorts
) -> None:
    """As often as it is heard, and in whatever order services are, the newest of them counts.

    Raises Conflict when somebody else writes the patient's reminders again and again: then it is heard again.
    """
    service = ports.services.get(organisation_id, subject_id, service_id)
    try:
        subject = ports.subject(organisation_id, subject_id)
    except NotFound:
        return
    book = ports.rulebooks.get(organisation_id)
    history = ports.services.of_subject(organisation_id, subject_id)
    for reminder in ports.reminders.of_subject(organisation_id, subject_id):
        _renew(reminder, service, subject, book, history, ports=ports)
    occasion = Occasion(on=service.given_on, service=service)
    apply_rules(subject, occasion, location_id=service.location_id, book=book, history=history, ports=ports)


def apply_rules(  # noqa: PLR0913
    subject: Subject,
    occasion: Occasion,
    *,
    location_id: LocationId,
    book: Rulebook,
    history: Sequence[Service] = (),
    ports: RecallPorts,
) -> int:
    """How many reminders the rules make for somebody on an occasion; those that are there already stay as they are."""
    zone, made = ports.zone(subject.organisation_id, location_id), 0
    for rule in book.rules:
        said = ruling(rule, occasion, born=subject.birth_date, history=history)
        if said.applies:
            made += ports.reminders.add(
                of_a_rule(
                    rule, occasion, subject, location_id=location_id, zone=zone, now=ports.clock(), by=HOUSE
                )
            )
    return made


def _renew(  # noqa: PLR0913
    reminder: Reminder,
    service: Service,
    subject: Subject,
    book: Rulebook,
    history: Sequence[Service],
    *,
    ports: RecallPorts,
) -> None:
    rule = book.rule(reminder.rule_id)
    verdict = verdict_of(rule, service, subject, history)
    if not is_about(reminder, rule, service, verdict):
        return
    for _ in range(TRIES):
        if reminder.sending is Sending.STOPPED or not is_news(reminder, service):
            return
        after = renewed(
            reminder,
            rule,
            service,
            applies=verdict is None or verdict.applies,
            zone=ports.zone(subject.organisation_id, service.location_id),
            now=ports.clock(),
        )
        try:
            ports.reminders.write(after, _fact(reminder, after, ports=ports))
        except Conflict:
            reminder = ports.reminders.get(reminder.organisation_id, reminder.id)
            continue
        close_calls(after, ports=ports)
        return
    raise Conflict(reminder_id=reminder.id)


def close_calls(reminder: Reminder, *, ports: RecallPorts) -> None:
    """Nobody is to be called any more because of the reminder as it was."""
    for call in ports.calls.of_subject(reminder.organisation_id, reminder.subject_id):
        if call.open and call.reminder_id == reminder.id:
            try:
                ports.calls.write(replace(call, open=False))
            except Conflict:
                continue


def _fact(before: Reminder, after: Reminder, *, ports: RecallPorts) -> ReminderRenewed:
    over = after.sending in (Sending.GIVEN, Sending.STOPPED)
    return ReminderRenewed(
        organisation_id=after.organisation_id,
        occurred_at=ports.clock(),
        actor=HOUSE,
        reminder_id=after.id,
        subject_id=after.subject_id,
        location_id=after.location_id,
        care=after.care.value,
        due_on=None if over else after.due_on,
        reminded=before.step > 0,
    )
