"""Somebody asks whether anybody answers at all, while a month runs and nothing of it is shown."""

from frontdesk.surveys.model import Opening, Survey
from frontdesk.surveys.ports.results import ResultPorts
from frontdesk.surveys.rules.showing import answered_so_far, running_months


def count_so_far(*, survey: Survey, ports: ResultPorts) -> int | None:
    """At least how many, of all places and months of which nothing is shown; 0 for too few to say; None where it is
    not open: what it has come to is shown soon, or never."""
    if survey.opening is not Opening.OPEN:
        return None
    periods = ports.results.periods(survey.organisation_id, survey.id)
    months = running_months(survey, periods, ports.clock())
    return answered_so_far(
        ports.tallies.of_months(survey.organisation_id, survey.id, *months), survey.smallest
    )
