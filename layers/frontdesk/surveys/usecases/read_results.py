"""Somebody reads what a survey has come to, of one place in one year."""

from collections.abc import Sequence

from frontdesk.surveys.model import Survey
from frontdesk.surveys.model.tallies import PlaceId, Result
from frontdesk.surveys.ports.results import ResultPorts


def read_results(*, survey: Survey, place: PlaceId, year: int, ports: ResultPorts) -> Sequence[Result]:
    """What may be shown, by period: one query, however many answered. Empty and hidden look the same."""
    return ports.results.of_year(survey.organisation_id, survey.id, place, year)
