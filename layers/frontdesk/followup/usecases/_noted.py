"""What was typed at a call that came to no record: it stays with the try, for whoever calls next."""

from frontdesk.followup.model import Record, Task
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.typed import Typed
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.surveys.rules.asking import read_pages


def noted(task: Task, typed: Typed, member: Member, ports: TaskPorts) -> Record | None:
    """As much of a record as there is, without what cannot be read; None where nothing was typed."""
    answers = typed.answers
    if task.revision:
        q = ports.questionnaire(task.organisation_id, task.form, task.revision)
        answers, _ = read_pages(q, typed.form)
    summary, family_said = typed.summary.strip(), typed.family_said.strip()
    if not answers and not summary and not family_said:
        return None
    return Record(
        answers=answers,
        summary=summary,
        family_said=family_said,
        revision=task.revision,
        by=member.id,
        at=ports.clock(),
    )
