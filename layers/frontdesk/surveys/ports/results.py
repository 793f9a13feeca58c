"""What counting and showing need from the outside."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model import Response, SpotId, Survey, SurveyId
from frontdesk.surveys.model.questionnaires import Questionnaire, QuestionnaireId, RevisionId
from frontdesk.surveys.model.tallies import Period, PlaceId, Result, Tally


class Responses(Protocol):
    """Responses: those that wait to be counted, and those that were."""

    def add(self, response: Response, marker: str | None) -> bool:
        """Store it to be counted; False, and nothing stored, where something was stored under the marker before."""

    def is_spent(self, organisation_id: OrganisationId, survey_id: SurveyId, marker: str) -> bool:
        """Whether something was stored under the marker."""

    def take_turn(
        self, organisation_id: OrganisationId, survey_id: SurveyId, crowd: str, *, most: int, until: datetime
    ) -> bool:
        """Count one more of a crowd, of whom `most` have a turn; False, and not counted, where all were taken."""

    def waiting(self, organisation_id: OrganisationId, survey_id: SurveyId, most: int) -> Sequence[Response]:
        """Some of those that wait, in no order; `most` at most, none only where none waits."""

    def of_month(
        self, organisation_id: OrganisationId, survey_id: SurveyId, month: date
    ) -> Iterator[Response]:
        """Those that were counted in the month, in no order."""


class Tallies(Protocol):
    def get(
        self, organisation_id: OrganisationId, survey_id: SurveyId, month: date, spot_id: SpotId
    ) -> Tally:
        """That of a spot in a month; an empty one where nothing was counted."""

    def count(self, counted: Sequence[tuple[Response, date]], tallies: Sequence[Tally]) -> bool:
        """Let the responses wait no more, in the month of each, and store the tallies they are now part of.

        All of it or, where one of them waits no more or a tally has changed, nothing: False.
        """

    def of_months(
        self, organisation_id: OrganisationId, survey_id: SurveyId, first: date, last: date
    ) -> Iterator[Tally]:
        """Those of all spots, from the first month to the last one."""


class Results(Protocol):
    """What is shown, laid down once."""

    def periods(self, organisation_id: OrganisationId, survey_id: SurveyId) -> Sequence[Period]:
        """Those that were begun, the earliest first."""

    def begin(self, organisation_id: OrganisationId, survey_id: SurveyId, period: Period) -> bool:
        """Say that these months are shown together; False where that was said of its last month before."""

    def show(self, organisation_id: OrganisationId, survey_id: SurveyId, result: Result) -> None:
        """Lay down what is shown of a place in a period."""

    def of_year(
        self, organisation_id: OrganisationId, survey_id: SurveyId, place: PlaceId, year: int
    ) -> Sequence[Result]:
        """What is shown of the place in periods that ended in the year, the earliest first."""


class Sent(Protocol):
    def of_months(
        self, organisation_id: OrganisationId, survey_id: SurveyId, first: date, last: date
    ) -> Mapping[SpotId, int]:
        """How many invitations each place sent, from the first month to the last one."""


@dataclass(frozen=True, slots=True)
class ResultPorts:
    """`survey`: NotFound where there is none; `surveys`: all of a clinic; `organisations`: all clinics.

    `record` writes into the trail; whatever it raises goes on, and nothing is shown.
    """

    responses: Responses
    tallies: Tallies
    results: Results
    sent: Sent
    survey: Callable[[OrganisationId, SurveyId], Survey]
    surveys: Callable[[OrganisationId], Sequence[Survey]]
    questionnaire: Callable[[OrganisationId, QuestionnaireId, RevisionId], Questionnaire]
    organisations: Callable[[], Sequence[OrganisationId]]
    record: Callable[[AuditEntry], None]
    clock: Clock
