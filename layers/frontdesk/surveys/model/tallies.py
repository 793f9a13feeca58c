"""The nouns of what surveys come to: responses counted, and what is shown of them. Nothing of whose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NewType

from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model import SpotId, SurveyId

PlaceId = NewType("PlaceId", str)
"""`all`, `l.<location>`, `d.<location>.<department>` or `s.<spot>`: whose responses a table is about."""
EVERYWHERE = PlaceId("all")

Column = str
"""What is counted by code: a column of the questionnaire; `<column>=<code>` for a choice among several; `$<scale>`
for the bands of a scale; `#language`; `#invited`, whether they came by a link that was sent."""
Counts = Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Of numbers that were written, and of scores: how many, their sum and the sum of their squares."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def __add__(self, other: "Moments") -> "Moments":
        return Moments(
            count=self.count + other.count,
            total=self.total + other.total,
            squares=self.squares + other.squares,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The responses of one spot in one month, counted. Never shown as it is. `version`: None before it is kept."""

    organisation_id: OrganisationId
    survey_id: SurveyId
    spot_id: SpotId
    month: date
    responses: int = 0
    counts: Mapping[Column, Counts] = field(default_factory=dict)
    moments: Mapping[str, Moments] = field(default_factory=dict)
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """A column as it may be shown. `hidden`: how many responses are in all cells that are not shown together."""

    shown: Counts
    hidden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """Of the invitations that were sent, how many were answered. Both are shown, or neither."""

    sent: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is shown of one place in one period. What is not in it is not shown, and never was.

    `means`: of numbers and scores, as coarse as that no single answer shows (`rules.disclosure.grain`). `turnout`: None
    where nobody was invited, and where it may not be shown.
    """

    place: PlaceId
    begins: date
    ends: date
    responses: int
    columns: Mapping[Column, Cells]
    means: Mapping[str, tuple[float, float]]
    turnout: Turnout | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Months that are shown together: enough had answered by the end of them. What is shown of it never changes.

    `begins` and `ends` are the first days of its first and last month. `smallest` and `places` are those of the survey
    when it was laid down, so that a second try shows the same.
    """

    begins: date
    ends: date
    smallest: int
    places: Mapping[PlaceId, frozenset[SpotId]]
