"""The group of a push is gathered: who gets it by what, and who is left out and why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from frontdesk.hospital.model import Encounter, Population
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.messaging.model import Kind
from frontdesk.outreach.model import LeftOut, PackageId, Push, PushState
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.rules.fitting import is_picked
from frontdesk.outreach.rules.leaving_out import reached_by, tallied
from frontdesk.outreach.rules.texts import KINDS
from frontdesk.outreach.usecases._sending import agreeing

AT_MOST = 10_000
PART = 200
"""People that one go sends to: so many as a minute lets through."""


def gather_push(*, organisation_id: OrganisationId, push_id: PackageId, ports: OutreachPorts) -> Push:
    """Ready, with its people in parts; too many above 10,000. Interrupted and heard again, it gathers the same."""
    push = ports.pushes.get(organisation_id, push_id)
    if push.state is not PushState.GATHERING:
        return push
    latest = _latest(push, ports)
    if len(latest) > AT_MOST:
        return _written(replace(push, state=PushState.TOO_MANY), ports)
    how = _reached(push, latest, ports)
    whose = sorted(it for it, by in how.items() if isinstance(by, Kind))
    parts = [whose[at : at + PART] for at in range(0, len(whose), PART)]
    for number, part in enumerate(parts):
        ports.pushes.keep_part(organisation_id, push_id, number, part, at=ports.clock())
    return _written(
        replace(push, state=PushState.READY, tally=tallied(how.values()), parts=len(parts)), ports
    )


def _latest(push: Push, ports: OutreachPorts) -> Mapping[SubjectId, Encounter]:
    """Of everybody in the group the encounter that the lists have last."""
    picked, found = push.picked, dict[SubjectId, Encounter]()
    days = 1 if picked.population is Population.INPATIENT else (picked.last - picked.first).days + 1
    for number in range(days):
        on = picked.first + timedelta(days=number)
        listed = ports.encounters_on(push.organisation_id, picked.location_id, picked.population, on)
        found |= {it.subject_id: it for it in listed if is_picked(picked, it)}
    return found


def _reached(
    push: Push, latest: Mapping[SubjectId, Encounter], ports: OutreachPorts
) -> Mapping[SubjectId, Kind | LeftOut]:
    here, everybody, how = push.organisation_id, sorted(latest), dict[SubjectId, Kind | LeftOut]()
    kinds = push.content.kinds or [it for it in ports.order(here) if it in KINDS]
    for at in range(0, len(everybody), PART):
        how |= _of_part(push, everybody[at : at + PART], latest, kinds, ports)
    return how


def _of_part(
    push: Push,
    whose: Sequence[SubjectId],
    latest: Mapping[SubjectId, Encounter],
    kinds: Sequence[Kind],
    ports: OutreachPorts,
) -> Mapping[SubjectId, Kind | LeftOut]:
    subjects = ports.subjects(push.organisation_id, whose)
    agreed = set(agreeing(push.content.topic, push.organisation_id, whose, ports=ports))
    now = ports.clock()
    return {
        it: reached_by(
            latest[it],
            subjects.get(it),
            has_agreed=it in agreed,
            kinds=kinds,
            unwanted=ports.unwanted(subjects[it], kinds, now) if it in subjects and it in agreed else {},
        )
        for it in whose
    }


def _written(push: Push, ports: OutreachPorts) -> Push:
    try:
        return ports.pushes.write(push)
    except Conflict:
        # Somebody stopped it, or another one gathered the same.
        return ports.pushes.get(push.organisation_id, push.id)
