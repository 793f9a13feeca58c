"""Months that are over become results: what may be shown of them is laid down once, and never changes."""

from frontdesk.surveys.model import Survey
from frontdesk.surveys.model.tallies import EVERYWHERE, Period
from frontdesk.surveys.ports.results import ResultPorts
from frontdesk.surveys.rules.showing import next_period, results, settled_until


def lay_down_results(*, survey: Survey, ports: ResultPorts) -> int:
    """Lay down all that has become due, and what an earlier try left undone: how many periods.

    A period is begun before anything of it is shown, with all that it hangs on; everywhere is shown last. So whoever
    comes after a crash shows the same.
    """
    laid_down, now = 0, ports.clock()
    if ports.responses.waiting(survey.organisation_id, survey.id, 1) and survey.closed_at:
        return 0  # the last ones of a closed survey are counted first
    periods = list(ports.results.periods(survey.organisation_id, survey.id))
    if periods and not _is_shown(survey, periods[-1], ports):
        _show(survey, periods[-1], ports)
        laid_down += 1
    while months := settled_until(survey, periods, now):
        tallies = ports.tallies.of_months(survey.organisation_id, survey.id, *months)
        period = next_period(survey, tallies, months, now)
        if period is None:
            break
        if not ports.results.begin(survey.organisation_id, survey.id, period):
            break  # somebody else is at it
        periods.append(period)
        _show(survey, period, ports)
        laid_down += 1
    return laid_down


def _show(survey: Survey, period: Period, ports: ResultPorts) -> None:
    organisation_id = survey.organisation_id
    tallies = list(ports.tallies.of_months(organisation_id, survey.id, period.begins, period.ends))
    questionnaire = ports.questionnaire(organisation_id, survey.questionnaire_id, survey.revision)
    sent = ports.sent.of_months(organisation_id, survey.id, period.begins, period.ends)
    for result in results(period, tallies, questionnaire, sent=sent):
        ports.results.show(organisation_id, survey.id, result)


def _is_shown(survey: Survey, period: Period, ports: ResultPorts) -> bool:
    shown = ports.results.of_year(survey.organisation_id, survey.id, EVERYWHERE, period.ends.year)
    return any(it.ends == period.ends for it in shown)
