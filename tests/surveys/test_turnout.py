"""How many of those who were invited answered, and that it tells of nobody."""

import random

import pytest

from frontdesk.surveys.model.tallies import Turnout
from frontdesk.surveys.rules.disclosure import people, places_of
from frontdesk.surveys.rules.turnout import turnouts

from .counting import EVERY_SPOT, NORTH, NOVEMBER, Tally

PLACES = list(places_of(EVERY_SPOT).values())
EVERYWHERE = frozenset(it.id for it in EVERY_SPOT)


def a_tally(spot, responses, by_link):
    return Tally(
        organisation_id=NORTH,
        survey_id="stay",
        spot_id=spot,
        month=NOVEMBER,
        responses=responses,
        counts={"#invited": {1: by_link, 0: responses - by_link}},
    )


def shown(table, sent, smallest=5):
    tallies = [a_tally(spot, *numbers) for spot, numbers in table.items()]
    rows = people(PLACES, {spot: n for spot, (n, _) in table.items()}, smallest)
    return turnouts(tallies, sent, places=PLACES, shown=rows, smallest=smallest)


@pytest.mark.requirement("R-5.4.16")
def test_of_sixty_who_were_invited_twenty_answered_here_and_half_of_those_there():
    found = shown({"ward-1": (20, 20), "ward-2": (10, 10)}, {"ward-1": 40, "ward-2": 20})
    assert found[EVERYWHERE] == Turnout(sent=60, answered=30)
    assert found[frozenset({"ward-1"})] == Turnout(sent=40, answered=20)


def test_where_few_answered_nothing_is_shown_and_it_cannot_be_subtracted():
    found = shown({"ward-1": (20, 20), "ward-2": (3, 3), "er": (30, 30)}, dict.fromkeys(EVERYWHERE, 60))
    assert frozenset({"ward-2"}) not in found
    assert frozenset({"ward-1"}) not in found


def test_where_few_were_invited_or_few_did_not_answer_nothing_is_shown():
    assert shown({"ward-1": (20, 3)}, {"ward-1": 4}) == {}
    assert shown({"ward-1": (20, 20)}, {"ward-1": 22}) == {}
    assert EVERYWHERE in shown({"ward-1": (20, 20)}, {"ward-1": 20})


def test_where_few_came_without_a_link_the_others_are_not_told_either():
    assert shown({"ward-1": (20, 18)}, {"ward-1": 60}) == {}
    assert EVERYWHERE in shown({"ward-1": (20, 12)}, {"ward-1": 60})


def test_who_was_invited_the_month_before_makes_no_rate_of_more_than_all():
    assert shown({"ward-1": (20, 20)}, {"ward-1": 10})[EVERYWHERE] == Turnout(sent=20, answered=20)


def test_no_small_number_is_the_difference_of_what_is_shown():
    """What is shown of a place without all within it is nobody, or enough: of those who answered and who did not."""
    drawn = random.Random(7)  # noqa: S311
    for _ in range(300):
        sent = {it.id: drawn.choice((0, 3, 8, 20, 60)) for it in EVERY_SPOT}
        answered = {spot: drawn.randint(0, most) for spot, most in sent.items()}
        table = {spot: (n + drawn.choice((0, 0, 2, 9)), n) for spot, n in answered.items()}
        found = shown(table, sent)
        for place, it in found.items():
            within = [one for one in found if one < place and not any(one < other < place for other in found)]
            apart = all(not one & other for one in within for other in within if one is not other)
            rest = it.answered - sum(found[one].answered for one in within)
            left = (it.sent - it.answered) - sum(found[one].sent - found[one].answered for one in within)
            assert not apart or rest == 0 or rest >= 5
            assert not apart or left == 0 or left >= 5
