"""The nouns of surveys: what is asked (`questionnaires`), how it is given out and what came back (here)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language, Text
from frontdesk.surveys.model.invitations import Inviting
from frontdesk.surveys.model.questionnaires import Answers, QuestionnaireId, RevisionId

SurveyId = NewType("SurveyId", str)
"""A slug that the clinic chose: part of addresses and of every key."""
SpotId = NewType("SpotId", str)
ResponseId = NewType("ResponseId", str)


class Grade(StrEnum):
    """How a response and a person hang together. It is shown to the clinic and to whoever answers, and never changes.

    TOKEN: given out by visit, one response each, and no value that leads from one to the other. OPEN: whoever reads the
    code on the wall, as often as they like. IDENTIFIED: it is stored whose it is.
    """

    TOKEN = "token"  # noqa: S105  # a way of asking
    OPEN = "open"
    IDENTIFIED = "identified"


class Opening(StrEnum):
    """Whether answers are taken. What is closed is never opened again: its key was destroyed."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where it is given out: a location, there a department, and there a ward. Its code on paper names it.

    `ward` as the hospital calls it, empty for all of the department.
    """

    id: SpotId
    location_id: LocationId
    department_id: DepartmentId | None = None
    ward: str = ""
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A questionnaire in one revision, given out. `smallest` (k, 5 to 50): fewer responses than that are never shown.

    Of an anonymous one no result is shown before `smallest` have answered. `version` rises with every change.
    `inviting`: who is invited by message, None where nobody is. `closed_at`: when it was closed; what was answered
    until then is shown soon after.
    """

    id: SurveyId
    organisation_id: OrganisationId
    questionnaire_id: QuestionnaireId
    revision: RevisionId
    title: Text
    grade: Grade
    opening: Opening
    spots: tuple[Spot, ...]
    inviting: Inviting | None = None
    smallest: int = 5
    thanks: Text
    made_at: datetime
    closed_at: datetime | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What somebody answered. `week`: the Monday of the ISO week, in the wall time of the spot; no other time is kept.

    `answers` is the coded row (see `questionnaires.Answers`); `scores` are the questionnaire's scales, None where too
    little was answered. `invited`: it came by a link that was sent. `subject_id`, `answered_at` and `about` (what it
    belongs to: a task of follow-up) are None unless the survey is identified.
    """

    id: ResponseId
    organisation_id: OrganisationId
    survey_id: SurveyId
    spot_id: SpotId
    week: date
    language: Language
    answers: Answers
    scores: Mapping[str, float | None]
    invited: bool = False
    subject_id: SubjectId | None = None
    answered_at: datetime | None = None
    about: str | None = None
