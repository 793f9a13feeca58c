"""What is asked: a questionnaire is data, each revision of it is immutable and named by what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language, Text

QuestionnaireId = NewType("QuestionnaireId", str)
RevisionId = NewType("RevisionId", str)
"""SHA-256 of the document in canonical JSON, hexadecimal: the same document is the same revision."""
ItemId = NewType("ItemId", str)

SAID_NOT_APPLICABLE, HIDDEN, MISSING = -7, -8, -9
"""Codes beside the options' own, in every answer and export: "does not apply to me", never asked, not answered."""


class ItemType(StrEnum):
    SINGLE = "single"
    MULTI = "multi"
    SCALE = "scale"
    NPS = "nps"
    STARS = "stars"
    MATRIX = "matrix"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    LONG_TEXT = "long_text"
    RANKING = "ranking"
    INFO = "info"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """`code` is what is stored and exported, from 0; `points` what it counts in a scale, the code unless said."""

    code: int
    label: Text
    points: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a matrix; its answer stands under `<item>.<row>`."""

    id: str
    label: Text


class Compared(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    HAS = "has"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """Of an earlier answer: `of` names an item, or a line of a matrix. What is hidden or missing fits none.

    "Does not apply to me" (-7) is an answer that can be named, but neither much nor little.
    """

    of: str
    compared: Compared
    value: Decimal | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """All of them, or any of them. FHIR enableWhen and enableBehavior."""

    tests: tuple[Test, ...]
    any_of: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question (or text) of it. `least`: of a number, of choices; `most`: of stars, characters and places, too.

    A number is never below 0, so that the negative codes mean one thing.
    """

    id: ItemId
    type: ItemType
    text: Text
    help: Text | None = None
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    not_applicable: Text | None = None
    required: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    low_end: Text | None = None
    high_end: Text | None = None
    when: When | None = None


class Method(StrEnum):
    """SUM and MEAN of the points; LINEAR: each laid out from 0 to 100 between its least and most, and their mean."""

    SUM = "sum"
    MEAN = "mean"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From so many points on, until the next band; `alert`: somebody must look at it at once."""

    starts_at: Decimal
    name: Text
    alert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A score. `reversed_of` are those of `of` that count the other way round.

    `at_least`: how many of the items must be answered, or there is no score. A missing one counts as the mean of the
    answered where the method is SUM (person-mean imputation); what does not apply, or was hidden, does not count.
    """

    id: str
    name: Text
    of: tuple[str, ...]
    method: Method
    reversed_of: frozenset[str] = frozenset()
    at_least: int
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An answer that somebody must look at at once, whatever the score: question 9 of the PHQ-9."""

    test: Test
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """One revision. `pages`: the items of each page, in order; every item is on one page.

    `licence`: whose it is and under which terms it may be used; shown below it where terms ask for it.
    """

    id: QuestionnaireId
    organisation_id: OrganisationId
    revision: RevisionId
    number: int
    title: Text
    intro: Text | None
    languages: tuple[Language, ...]
    pages: tuple[tuple[Item, ...], ...]
    scales: tuple[Scale, ...] = ()
    alerts: tuple[Alert, ...] = ()
    licence: str = ""


Answer = int | Decimal | str | tuple[int, ...]
"""A code (single, scale, NPS, stars, consent 0 or 1), a number, a text or an ISO date, codes (multi; ranking in order).

One of the three negative codes wherever nothing was answered.
"""
Answers = Mapping[str, Answer]
"""A whole row: every column of the revision is there, by item or `<item>.<row>`, in the order of the questionnaire."""
