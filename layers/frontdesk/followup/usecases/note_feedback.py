"""Somebody of the staff writes down what they were told: praise, a complaint or a suggestion."""

from collections.abc import Collection
from dataclasses import dataclass, field

from frontdesk.followup.model.feedback import Feedback, FeedbackKind, Source
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.feedback import (
    TEXT_AT_MOST,
    answer_due,
    feedback_id,
    why_not_note,
    without_source,
)
from frontdesk.followup.usecases._change import staff
from frontdesk.followup.usecases._feedback_change import keep
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import DepartmentId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a form says. `said_by`: who, in the words of the staff; `kind` None where none was chosen."""

    kind: FeedbackKind | None
    department_id: DepartmentId
    text: str
    said_by: str = field(default="", repr=False)
    anonymous: bool = False


def note_feedback(
    *, organisation_id: OrganisationId, form_id: str, told: Told, member: Member, ports: FeedbackPorts
) -> Feedback:
    """It as kept; the form sent again, as it was kept. BadInput at the field; NotFound for who may not.

    Of what is told anonymously nobody's name is stored, whatever was typed.
    """
    if refusal := why_not_note(member):
        raise refusal
    errors = missing(told, ports.departments(organisation_id))
    if errors or told.kind is None:
        raise BadInput(errors)
    now = ports.clock()
    it = Feedback(
        id=feedback_id(Source.STAFF, form_id, told.kind),
        organisation_id=organisation_id,
        kind=told.kind,
        department_id=told.department_id,
        source=Source.STAFF,
        source_id="",
        subject_id=None,
        said_by=without_source(told.said_by, anonymous=told.anonymous),
        heard_by=member.id,
        anonymous=told.anonymous,
        text=told.text.strip()[:TEXT_AT_MOST],
        heard_at=now,
        answer_due_at=answer_due(told.kind, now, ports.policy(organisation_id)),
    )
    keep(it, by=staff(member.id), ports=ports)
    return ports.box.get(organisation_id, it.id)


def missing(told: Told, departments: Collection[DepartmentId]) -> list[FieldError]:
    said = {
        "kind": told.kind,
        "department": told.department_id if told.department_id in departments else "",
        "text": told.text.strip(),
    }
    return [FieldError(name, "required") for name, it in said.items() if not it]
