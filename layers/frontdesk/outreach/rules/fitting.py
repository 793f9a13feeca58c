"""Whom a package is for, from when its days are counted, when its messages are due, and when it is over. Pure."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

from frontdesk.followup.rules.schemes import is_of
from frontdesk.hospital.model import Disposition, Encounter, EncounterClass, EncounterState, Population
from frontdesk.outreach.model import Content, Enrolment, Group, Occasion, Picked, Send, Topic, Withdrawn
from frontdesk.outreach.rules.keys import encounter_of, is_of_encounter
from frontdesk.patients.model import Offer

TOO_LATE = timedelta(days=1)
"""A message whose time passed longer ago when somebody came onto a package is left out."""


def offer_of(topic: Topic) -> Offer | None:
    """What the patient must have agreed to; None for what belongs to the treatment."""
    return None if topic is Topic.CARE else Offer(topic.value)


def population_of(it: Encounter) -> Population | None:
    """Those who left, and visits that are over or paid; None for whoever is still here."""
    if it.state is EncounterState.CANCELLED:
        return None
    if it.kind is EncounterClass.INPATIENT:
        return Population.DISCHARGED if it.state is EncounterState.ENDED else None
    is_over = it.state is EncounterState.ENDED or it.settled_at is not None
    return Population.OUTPATIENT if is_over else None


def fits(group: Group, it: Encounter, *, scheme: str | None) -> bool:
    """Whether a package is for an encounter; `scheme` is that of a plan that started after it."""
    return (
        population_of(it) in (group.populations or frozenset(Population))
        and (not group.departments or it.department_id in group.departments)
        and (
            not group.diagnoses or any(is_of([one.code for one in it.diagnoses], p) for p in group.diagnoses)
        )
        and (scheme in group.schemes if group.schemes else scheme is None)
    )


def is_picked(picked: Picked, it: Encounter) -> bool:
    """Whether an encounter of a list is one of those that somebody picked out."""
    return (
        it.state is not EncounterState.CANCELLED
        and picked.department_id in (None, it.department_id)
        and (not picked.diagnosis or is_of([one.code for one in it.diagnoses], picked.diagnosis))
    )


def anchored_on(it: Encounter, zone: tzinfo) -> date:
    """The local day from which days are counted: of leaving, else of paying, else of coming."""
    return (it.ended_at or it.settled_at or it.began_at).astimezone(zone).date()


def sends_of(content: Content, on: date, zone: tzinfo, *, now: datetime) -> tuple[Send, ...]:
    """When each message is due; those whose time has long passed are none."""
    days = [(number, on + timedelta(days=it.after_days), it.at) for number, it in enumerate(content.items)]
    due = [
        Send(item=number, due_at=datetime.combine(day, at, zone).astimezone(UTC)) for number, day, at in days
    ]
    return tuple(it for it in due if it.due_at >= now - TOO_LATE)


def is_birthday(born: date, on: date) -> bool:
    """29 February is the 28th in other years."""
    leap = (born.month, born.day) == (2, 29) and not _is_leap(on.year)
    return (on.month, on.day) == ((2, 28) if leap else (born.month, born.day))


def is_greeted_on(content: Content, on: date, *, born: date) -> bool:
    """Whether a greeting is due to somebody on a local day."""
    if content.occasion is Occasion.BIRTHDAY:
        return is_birthday(born, on)
    return content.occasion is Occasion.FESTIVAL and on in content.festivals


def why_over(it: Enrolment, encounters: Iterable[Encounter]) -> Withdrawn | None:
    """Why nothing more goes to somebody; `encounters` are all of theirs, as they stand.

    Asked of the records, whichever fact came first: late and repeated ones lead to the same.
    """
    theirs = [one for one in encounters if one.subject_id == it.subject_id]
    if any(
        one.disposition is Disposition.DIED and one.state is not EncounterState.CANCELLED for one in theirs
    ):
        return Withdrawn.DIED
    if not is_of_encounter(it.occasion_key):
        return None
    own = next((one for one in theirs if one.id == encounter_of(it.occasion_key)), None)
    if own is None or population_of(own) is None:
        return Withdrawn.TAKEN_BACK
    return Withdrawn.READMITTED if any(_is_readmission(one, own, it) for one in theirs) else None


def _is_readmission(it: Encounter, own: Encounter, enrolment: Enrolment) -> bool:
    """A stay after the one that the package follows: still going on, or begun since."""
    return (
        it.id != own.id
        and it.kind is EncounterClass.INPATIENT
        and it.state is not EncounterState.CANCELLED
        and it.began_at >= (own.ended_at or own.began_at)
        and (it.state is EncounterState.UNDER_WAY or it.began_at >= enrolment.made_at)
    )


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
