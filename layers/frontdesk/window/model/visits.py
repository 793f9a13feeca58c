"""The nouns of statistics: how far visits of the window got, without anything about a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.small_numbers import Count


class Ending(StrEnum):
    """How a visit ended: with an action's outcome, with a form that was sent, or before either."""

    MESSAGE = "message"
    EXTERNAL = "external"
    BOOK = "book"
    FILE = "file"
    SURVEY = "survey"
    SENT = "sent"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One conversation, counted once. `id` is drawn for it and tells nothing about who had it or what they sent.

    `month` is the first day of the month it began in. `steps` are the answers on the way:
    `location=nord`, `menu=appointment`, `appointment/been_here=no`. `stood` is the question it was left at.
    """

    id: str
    organisation_id: OrganisationId
    month: date
    steps: tuple[str, ...]
    ending: Ending
    stood: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernCount:
    """The visits of one concern at one location; `location` is empty where there is only one."""

    location: str
    concern: str
    visits: Count
    endings: Mapping[Ending, Count]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCount:
    """The visits that were asked at one place: what they answered, and how many left there (N8)."""

    place: str
    asked: Count
    answers: Mapping[str, Count]
    left: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowStatistics:
    """A month of an organisation's window; `endings` are those of all conversations that had a concern."""

    month: date
    visits: Count
    endings: Mapping[Ending, Count]
    concerns: tuple[ConcernCount, ...]
    questions: tuple[QuestionCount, ...]
