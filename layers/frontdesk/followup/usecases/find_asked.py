"""In which calls patients may have been asked again, before the effect of a corrective action is confirmed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.actions import CorrectiveAction
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.actions import why_not_raise
from frontdesk.followup.rules.rights import may_show
from frontdesk.followup.usecases._task_looks import record_look
from frontdesk.kernel.ids import SubjectId
from frontdesk.patients.model import Subject

MOST = 20
LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Calls with when somebody spoke last, the latest first, and whose they are as far as still known."""

    calls: Sequence[tuple[Task, datetime]]
    subjects: Mapping[SubjectId, Subject]


def find_asked(
    action: CorrectiveAction, *, noticed_in: Collection[TaskId], member: Member, ports: TaskPorts
) -> Asked:
    """Calls since it was raised, with the patients who spoke of it and of its department as the centre verifies them.

    `noticed_in`: the calls in which it was spoken of; they are offered too, for those are the patients to ask. In the
    trail before any name is read; NotFound for a department.
    """
    if refusal := why_not_raise(member):
        raise refusal
    here = action.organisation_id
    whose = {it.subject_id for it in ports.tasks.read(here, noticed_in)} if noticed_in else set()
    theirs = [it for one in sorted(whose) for it in ports.tasks.of_subject(here, one)]
    rows = ports.tasks.listed(here, Pile.LEVEL2, "", most=LOOKED_THROUGH)
    ids = [
        it.id for it in rows if it.department_id == action.department_id and may_show(member, Pile.LEVEL2, it)
    ]
    found = {it.id: it for it in (*theirs, *(ports.tasks.read(here, ids) if ids else ()))}
    since = [
        (it, at)
        for it in found.values()
        if (at := _spoken_at(it)) and (at >= action.raised_at or it.id in noticed_in)
    ]
    calls = sorted(since, key=lambda it: (it[1], it[0].id), reverse=True)[:MOST]
    if calls:
        record_look(here, "TaskListRead", member=member, about=action.id, ports=ports)
    subjects = ports.subjects(here, {it.subject_id for it, _ in calls}) if calls else {}
    return Asked(calls=calls, subjects=subjects)


def _spoken_at(it: Task) -> datetime | None:
    """When somebody spoke with the patient last: at the call, or when it was looked at again."""
    said = [*(one.at for one in it.reviews), *((it.record.at,) if it.record else ())]
    return max(said, default=None)
