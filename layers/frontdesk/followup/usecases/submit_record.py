"""The patient was spoken to: what they said is on record, and level 1 is locked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from frontdesk.followup.errors import AnswersMissing
from frontdesk.followup.model import Attempt, Record, State, Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.forms import filled
from frontdesk.followup.rules.rights import why_not_do, why_not_see
from frontdesk.followup.rules.steps import Move, completed, why_not_work
from frontdesk.followup.usecases._change import change, staff
from frontdesk.kernel.errors import BadInput
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model.questionnaires import Answers
from frontdesk.surveys.rules.asking import read_pages

Form = Mapping[str, Sequence[str]]


def submit_record(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    task_id: TaskId,
    answers: Answers,
    summary: str,
    family_said: str,
    channel: Channel,
    member: Member,
    ports: TaskPorts,
    form: Form | None = None,
) -> Task:
    """The task, locked; sent again by the same person, as it is. AnswersMissing when nothing at all was said.

    `form`: the fields of the task's questionnaire as they were typed, where it asks by one; else `answers` count.
    BadInput at what is wrong with them. TaskTaken, TaskOver when it is in their hand no more and somebody else had it.
    """

    def says(task: Task) -> Move | None:
        if refusal := why_not_see(member, task) or why_not_do(member, task):
            raise refusal
        now = ports.clock()
        said = _read(task, form or {}, ports) if task.revision else answers
        if not said and not summary.strip():
            raise AnswersMissing(task_id=task_id)
        record = _record(
            task,
            Record(
                answers=said,
                summary=summary.strip(),
                family_said=family_said.strip(),
                by=member.id,
                at=now,
            ),
            ports,
        )
        if _is_said(task, record):
            return None
        if no := why_not_work(task, member.id, now=now):
            raise no
        return completed(task, record, reached(task, channel, member, ports))

    return change(organisation_id, task_id, says, by=staff(member.id), ports=ports)


def _read(task: Task, form: Form, ports: TaskPorts) -> Answers:
    answers, faults = read_pages(ports.questionnaire(task.organisation_id, task.form, task.revision), form)
    if faults:
        raise BadInput(list(faults))
    return answers


def _record(task: Task, record: Record, ports: TaskPorts) -> Record:
    """What is on record of a questionnaire: the coded row, and what it comes to."""
    if not task.revision:
        return record
    q = ports.questionnaire(task.organisation_id, task.form, task.revision)
    it = filled(q, record.answers)
    return replace(record, answers=it.row, revision=task.revision, scores=it.scores, alerts=it.because)


def reached(task: Task, channel: Channel, member: Member, ports: TaskPorts) -> Attempt:
    """The try that reached them, with what is known of its call."""
    call_id = task.lease.call_id if task.lease else None
    recording, seconds = ports.heard(task.organisation_id, call_id) if call_id else ("", None)
    return Attempt(
        number=len(task.attempts) + 1,
        at=ports.clock(),
        by=member.id,
        channel=channel,
        reason=None,
        call_id=call_id,
        recording=recording,
        seconds=seconds,
    )


def _is_said(task: Task, record: Record) -> bool:
    known = task.record
    return (
        task.state is State.COMPLETED
        and known is not None
        and (known.by, known.summary, dict(known.answers))
        == (record.by, record.summary, dict(record.answers))
    )
