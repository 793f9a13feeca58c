"""A round of a patient reminder: how it begins, what being given does to it, and what holds it up. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import AppointmentId, LocationId
from frontdesk.patients.model import Subject
from frontdesk.reminders.model.recalls import Reminder, Sending, Service
from frontdesk.reminders.model.rulebook import Because, Occasion, Rule, Ruling
from frontdesk.reminders.rules.dues import after, first_step, next_round, next_step, ordered
from frontdesk.reminders.rules.keys import of_rule
from frontdesk.reminders.rules.matching import ruling, same_name

OVER = (Sending.STOPPED, Sending.GIVEN)
FIXED = (Sending.PAUSED, *OVER)


def of_a_rule(  # noqa: PLR0913
    rule: Rule,
    occasion: Occasion,
    subject: Subject,
    *,
    location_id: LocationId,
    zone: ZoneInfo,
    now: datetime,
    by: Actor,
) -> Reminder:
    """What the rule makes for somebody, when it is first set off."""
    reminder = Reminder(
        id=of_rule(rule.id, subject.id),
        organisation_id=subject.organisation_id,
        subject_id=subject.id,
        location_id=location_id,
        care=rule.care,
        what=rule.what,
        due_on=after(occasion.on, rule.due_after),
        steps=ordered(rule.steps),
        language=subject.language,
        made_at=now,
        made_by=by,
        internal=rule.internal,
        template=rule.template,
        rule_id=rule.id,
        given_on=occasion.service.given_on if occasion.service else None,
    )
    return begun(reminder, zone=zone, now=now)


def begun(reminder: Reminder, *, zone: ZoneInfo, now: datetime) -> Reminder:
    """The round at its first step; through where nothing is left to send."""
    found = first_step(reminder.steps, reminder.due_on, zone, now=now)
    return _at(reminder, found)


def moved_on(reminder: Reminder, *, zone: ZoneInfo, now: datetime) -> Reminder:
    """The reminder at its next step, after one was made."""
    return _at(reminder, next_step(reminder.steps, reminder.due_on, zone, later_than=now))


def paused(reminder: Reminder, because_of: AppointmentId) -> Reminder:
    """The next visit is booked: nobody needs to be reminded. When it is due stays as it is."""
    return replace(reminder, sending=Sending.PAUSED, paused_by=because_of, next_at=None)


def resumed(reminder: Reminder, *, zone: ZoneInfo, now: datetime) -> Reminder:
    """The visit was cancelled: what is still to come comes, and what was missed is made up for before it is due."""
    return begun(replace(reminder, paused_by=None), zone=zone, now=now)


def stopped(reminder: Reminder) -> Reminder:
    """Nothing more is sent, and it stands in no list of what is due."""
    return replace(reminder, sending=Sending.STOPPED, paused_by=None, next_at=None)


def is_about(reminder: Reminder, rule: Rule | None, service: Service, verdict: Ruling | None) -> bool:
    """Whether what was given is what the reminder is about."""
    if rule is not None and verdict is not None and verdict.grounds[0].because is Because.TRIGGERED:
        return True
    return reminder.care is service.care and same_name(reminder.what, service.item)


def is_news(reminder: Reminder, service: Service) -> bool:
    """Whether it was given after what the reminder already counts from; facts come late, twice, and in any order."""
    known = reminder.given_on
    return service.given_on > known if known else service.given_on >= reminder.made_at.date()


def renewed(  # noqa: PLR0913
    reminder: Reminder, rule: Rule | None, service: Service, *, applies: bool, zone: ZoneInfo, now: datetime
) -> Reminder:
    """The reminder after it was given: due anew with all its steps, or over. What was left of this round is dropped."""
    due_on = _due_again(reminder, rule, service.given_on) if applies else None
    given = replace(reminder, given_on=service.given_on, paused_by=None)
    if due_on is None:
        return replace(given, sending=Sending.GIVEN, next_at=None)
    if rule and rule.stop_after and reminder.rounds >= rule.stop_after:
        return stopped(given)
    steps = ordered(rule.steps) if rule else given.steps
    return begun(
        replace(given, due_on=due_on, steps=steps, rounds=given.rounds + 1, location_id=service.location_id),
        zone=zone,
        now=now,
    )


def verdict_of(
    rule: Rule | None, service: Service, subject: Subject, history: Sequence[Service]
) -> Ruling | None:
    """What the rule of a reminder says of a service; None for one that was made by hand, or whose rule is gone."""
    if rule is None:
        return None
    occasion = Occasion(on=service.given_on, service=service)
    return ruling(rule, occasion, born=subject.birth_date, history=history)


def _due_again(reminder: Reminder, rule: Rule | None, given_on: date) -> date | None:
    if rule is not None:
        return after(given_on, rule.due_after)
    if reminder.every is not None:
        return next_round(reminder.anchor or reminder.due_on, reminder.every, given_on)
    return None


def _at(reminder: Reminder, found: tuple[int, datetime] | None) -> Reminder:
    if found is None:
        return replace(reminder, sending=Sending.THROUGH, step=len(reminder.steps), next_at=None)
    step, at = found
    return replace(reminder, sending=Sending.WAITING, step=step, next_at=at)
