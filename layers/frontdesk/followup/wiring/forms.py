"""Forms of follow-up put together for the cloud: which questionnaires there are, and the message with the link."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from frontdesk.followup.model import Task
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.storage import DynamoTasks
from frontdesk.followup.usecases.word_form import word_form
from frontdesk.kernel.ids import LocationId, MessageId, OrganisationId, SubjectId
from frontdesk.messaging.model import Kind, Message, Purpose, Recipient, RecipientKind, Standing
from frontdesk.patients.model import Subject
from frontdesk.surveys.model.questionnaires import Questionnaire, QuestionnaireId, RevisionId
from frontdesk.surveys.ports.giving import OwnAnswers
from frontdesk.surveys.usecases.file_response import file_response
from frontdesk.surveys.usecases.read_questionnaire import list_revisions
from frontdesk.surveys.wiring.giving import giving_ports
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports, questionnaires

Subjects = Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
OF_FORMS = "followup"
"""The cause of messages that lead to a form."""
TEMPLATE = "followup_form"
KINDS = {Channel.SMS: Kind.SMS, Channel.EMAIL: Kind.EMAIL}
"""How messaging reaches patients today; whom a step would reach by WeChat alone is called."""


def form_causes(link: Callable[[Task], str]) -> dict[str, Callable[[Message], Standing]]:
    """What messaging asks before it sends one; `link` is where a task's form is filled in."""
    return {OF_FORMS: partial(word_form, tasks=DynamoTasks(), link=link)}


def filing(
    subjects: Subjects, zone: Callable[[OrganisationId, LocationId], ZoneInfo]
) -> Callable[[Task], int]:
    """How a task that its patient did is told to surveys: nothing of a patient who is not on record any more."""
    ports = giving_ports()

    def file(task: Task) -> int:
        subject = subjects(task.organisation_id, {task.subject_id}).get(task.subject_id)
        if subject is None or task.record is None:
            return 0
        own = OwnAnswers(
            organisation_id=task.organisation_id,
            questionnaire_id=QuestionnaireId(task.form),
            revision=RevisionId(task.record.revision),
            department_id=task.department_id,
            subject_id=task.subject_id,
            about=task.id,
            answered_at=task.record.at,
            zone=zone(task.organisation_id, task.location_id),
            language=subject.language,
            row=task.record.answers,
            scores=task.record.scores,
        )
        return file_response(own, ports=ports)

    return file


def form_message(task: Task, subject: Subject | None, *, now: datetime) -> Message | None:
    """The message to the patient, in their language; None where none of the step's channels reaches them.

    Its id is of the task and of how often they were asked: asked again after a crash, it is the same message.
    """
    if subject is None:
        return None
    there = {Kind.SMS: subject.phone, Kind.EMAIL: subject.email}
    kinds = tuple(KINDS[it] for it in task.channels if it in KINDS and there[KINDS[it]])
    if not kinds:
        return None
    return Message(
        id=MessageId(f"{task.id}-form-{len(task.asked)}"),
        organisation_id=task.organisation_id,
        recipient=Recipient(RecipientKind.SUBJECT, task.subject_id),
        template=TEMPLATE,
        language=subject.language,
        queued_at=now,
        due_at=now,
        purpose=Purpose.RECALL,
        cause=OF_FORMS,
        members=frozenset({task.id}),
        kinds=kinds,
    )


def newest_revision(organisation_id: OrganisationId, questionnaire_id: str) -> str:
    """The latest revision that was published, "" for none."""
    found = list_revisions(
        organisation_id=organisation_id,
        questionnaire_id=QuestionnaireId(questionnaire_id),
        ports=questionnaire_ports(),
    )
    return found[0].id if found else ""


def questionnaire_of(organisation_id: OrganisationId, questionnaire_id: str, revision: str) -> Questionnaire:
    """That revision of it; a container reads each once."""
    return questionnaires.get(organisation_id, QuestionnaireId(questionnaire_id), RevisionId(revision))
