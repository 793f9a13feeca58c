"""Results are laid down when a month is over, once, and read in one query whatever the number of responses."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from frontdesk.surveys.model import Opening
from frontdesk.surveys.model.tallies import EVERYWHERE, Moments, Tally
from frontdesk.surveys.rules.counting import counted
from frontdesk.surveys.rules.grids import grids
from frontdesk.surveys.rules.showing import next_period, results
from frontdesk.surveys.storage import ResultRecord
from frontdesk.surveys.usecases.count_responses import count_responses
from frontdesk.surveys.usecases.lay_down_results import lay_down_results
from frontdesk.surveys.usecases.read_results import read_results

from .counting import (
    DECEMBER,
    DECEMBER_10,
    DEMO,
    MID_NOVEMBER,
    NORTH,
    NOVEMBER,
    Counter,
    Store,
    a_response,
    a_survey,
)
from .questionnaires import item, option, questionnaire

NEW_YEAR = datetime(2027, 1, 20, 3, tzinfo=UTC)


@pytest.fixture(params=["memory", "dynamodb"])
def counter(request):
    if request.param == "dynamodb":
        request.getfixturevalue("cloud")
    return Counter(Store if request.param == "memory" else None)


def answered(counter, number, *, spot="ward-1", answers=None):
    for _ in range(number):
        counter.ports.responses.add(a_response(answers, spot=spot), None)
    count_responses(survey=counter.survey(), until=counter.until, ports=counter.ports)


def by_night(counter, now=None):
    counter.now = now or counter.now
    return lay_down_results(survey=counter.survey(), ports=counter.ports)


def seen(counter, place=EVERYWHERE, year=2026):
    return read_results(survey=counter.survey(), place=place, year=year, ports=counter.ports)


@pytest.mark.requirement("R-5.4.16")
def test_a_month_is_shown_when_it_is_over_and_not_before(counter):
    answered(counter, 9)
    answered(counter, 6, answers={"ward": 2, "recommend": 0})
    assert (by_night(counter), seen(counter)) == (0, [])
    assert by_night(counter, DECEMBER_10) == 1
    [found] = seen(counter)
    assert (found.responses, found.begins, found.ends) == (15, NOVEMBER, NOVEMBER)
    assert found.columns["ward"].shown == {1: 9, 2: 6}
    assert found.columns["pain"].shown == {2: 9, -9: 6}
    assert by_night(counter) == 0


def test_fewer_than_may_be_shown_wait_for_more(counter):
    answered(counter, 4)
    assert by_night(counter, DECEMBER_10) == 0
    answered(counter, 3)
    assert by_night(counter, NEW_YEAR) == 1
    [found] = seen(counter)
    assert (found.responses, found.begins, found.ends) == (7, NOVEMBER, DECEMBER)


def test_of_a_place_with_too_few_there_is_nothing_and_it_cannot_be_subtracted(counter):
    answered(counter, 20)
    answered(counter, 12, spot="sued")
    answered(counter, 2, spot="er")
    by_night(counter, DECEMBER_10)
    assert seen(counter, "s.er") == []
    assert seen(counter, "s.nowhere") == []
    known = {
        place
        for place in ("s.ward-1", "s.sued", "l.mitte", "l.sued", "d.mitte.surgery")
        if seen(counter, place)
    }
    assert seen(counter)[0].responses == 34
    assert not {"l.mitte", "s.ward-1"} <= known


def test_a_closed_survey_is_shown_within_the_hour(counter):
    answered(counter, 8)
    counter.known[NORTH, "stay"] = replace(
        counter.survey(), opening=Opening.CLOSED, closed_at=MID_NOVEMBER + timedelta(hours=1)
    )
    assert by_night(counter, MID_NOVEMBER + timedelta(minutes=90)) == 0
    assert by_night(counter, MID_NOVEMBER + timedelta(hours=3)) == 1
    assert seen(counter)[0].responses == 8


def test_of_a_closed_survey_the_last_ones_are_counted_first(counter):
    answered(counter, 8)
    counter.ports.responses.add(a_response(), None)
    counter.known[NORTH, "stay"] = replace(counter.survey(), opening=Opening.CLOSED, closed_at=MID_NOVEMBER)
    assert by_night(counter, MID_NOVEMBER + timedelta(days=1)) == 0
    answered(counter, 0)
    assert by_night(counter) == 1
    assert seen(counter)[0].responses == 9


def test_whoever_comes_after_a_crash_shows_the_same(counter):
    answered(counter, 8)
    answered(counter, 8, spot="sued")
    there, counter.ports.results.show = counter.ports.results.show, lambda *_: 1 / 0
    with pytest.raises(ZeroDivisionError):
        by_night(counter, DECEMBER_10)
    counter.ports.results.show = there
    counter.known[NORTH, "stay"] = replace(counter.survey(), smallest=50)
    assert by_night(counter) == 1
    assert (seen(counter)[0].responses, seen(counter, "s.sued")[0].responses) == (16, 8)


def test_what_comes_late_changes_nothing_that_was_shown(counter):
    answered(counter, 8)
    by_night(counter, DECEMBER_10)
    before = seen(counter)
    answered(counter, 20)
    by_night(counter)
    assert seen(counter) == before


def test_a_question_asked_of_some_is_not_shown_where_it_would_tell_why(counter):
    """Who is not asked where it hurts said that it hurts little: three of them, and nobody is to know."""
    answered(counter, 12, answers={"pain": 4, "where": (1,)})
    answered(counter, 3, answers={"pain": 1})
    by_night(counter, DECEMBER_10)
    [found] = seen(counter)
    assert (found.columns["pain"].shown, found.columns["pain"].hidden) == ({}, 15)
    assert not [it for it in found.columns if it.startswith("where")]


def test_most_spots_have_enough_or_a_year_has_passed():
    def month(number, spot, responses):
        return Tally(
            organisation_id=NORTH,
            survey_id="stay",
            spot_id=spot,
            month=date(2026, number, 1),
            responses=responses,
        )

    survey, now = a_survey(made_at=datetime(2026, 1, 1, tzinfo=UTC)), NEW_YEAR
    months = date(2026, 1, 1), date(2026, 12, 1)
    few = [
        month(number, spot, n)
        for number in range(1, 13)
        for spot, n in (("er", 9), ("sued", 1), ("ward-1", 1))
    ]
    assert next_period(survey, few, months, now).ends == date(2026, 5, 1)
    rare = [month(1, "er", 9), month(1, "sued", 1), month(1, "ward-1", 1)]
    assert next_period(survey, rare, months, now).ends == date(2026, 12, 1)
    assert next_period(survey, [month(1, "er", 4)], months, now) is None


def a_full_tally(spot, number):
    """A tally in which every cell of a questionnaire of forty questions has some of a million."""
    q, survey = wide(), a_survey()
    counts = {grid.column: {code: number // len(grid.codes) for code in grid.codes} for grid in grids(q)}
    return Tally(
        organisation_id=NORTH,
        survey_id=survey.id,
        spot_id=spot,
        month=NOVEMBER,
        responses=number,
        counts=counts,
        moments={"days": Moments(count=number, total=number * 3.0, squares=number * 9.0)},
    )


def wide():
    options = [option(code, f"o{code}") for code in range(1, 7)]
    return questionnaire([item(f"question-{number:02}", "single", options=options) for number in range(40)])


@pytest.mark.requirement("R-5.4.16")
def test_a_year_of_a_million_responses_is_one_query_of_six_units(cloud):
    q, store = wide(), Counter(None).ports.results
    tallies = [a_full_tally(it.id, 250_000) for it in a_survey().spots]
    months = (NOVEMBER, NOVEMBER)
    period = next_period(a_survey(), tallies, months, DECEMBER_10)
    [*_, everywhere] = results(period, tallies, q, sent={})
    assert everywhere.responses == 1_000_000
    for number in range(1, 13):
        store.show(
            NORTH, "stay", replace(everywhere, begins=date(2026, number, 1), ends=date(2026, number, 1))
        )
    said = [it.serialize() for it in ResultRecord.query("lindenhof#SURVEY#stay#SHOWN#all")]
    size = sum(len(name) + len(next(iter(it.values())).encode()) for one in said for name, it in one.items())
    assert len(store.of_year(NORTH, "stay", EVERYWHERE, 2026)) == 12
    assert size / 8192 <= 6, size


def test_counting_what_was_answered_and_reading_it_is_a_recount():
    responses = [
        a_response(
            {
                "ward": 1 + n % 4,
                "pain": 1 + n % 3,
                "recommend": n % 11,
                "days": n % 7,
                "care.doctors": 1 + n % 4,
            }
        )
        for n in range(600)
    ]
    tally = counted(
        Tally(organisation_id=NORTH, survey_id="stay", spot_id="er", month=NOVEMBER), responses, DEMO
    )
    period = next_period(a_survey(), [tally], (NOVEMBER, NOVEMBER), DECEMBER_10)
    [*_, found] = results(period, [tally], DEMO, sent={})
    for column in ("ward", "pain", "recommend", "care.doctors"):
        row = [it.answers[column] for it in responses]
        assert found.columns[column].shown == {code: row.count(code) for code in set(row)}
    mean, grain = found.means["days"]
    assert abs(mean - sum(n % 7 for n in range(600)) / 600) <= grain / 2 + 1e-9
