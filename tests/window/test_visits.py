"""Visits are counted once, months later nobody can be found in the numbers, and ten thousand are read in a moment."""

from collections import Counter
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.small_numbers import shown, total_of
from frontdesk.window.model.visits import Ending, Visit
from frontdesk.window.rules.statistics import statistics
from frontdesk.window.storage import StoredVisits, VisitRecord
from frontdesk.window.usecases.count_visit import count_visit
from frontdesk.window.usecases.read_visits import read_visits
from tests.clinic import LINDENHOF

from .builders import NOW, a_session, window
from .test_engine import TO_SERVICE, standing

NOVEMBER, BIRKENHOF = date(2026, 11, 1), OrganisationId("birkenhof")


def a_visit(number=1, **changes):
    said = {
        "id": f"{number:032x}",
        "organisation_id": LINDENHOF,
        "month": NOVEMBER,
        "steps": ("location=mitte", "menu=flu"),
        "ending": Ending.MESSAGE,
    }
    return Visit(**said | changes)


LEFT = a_visit(ending=Ending.LEFT, steps=("location=mitte",), stood="menu")
LEFT_LATER = a_visit(
    ending=Ending.LEFT, steps=("location=mitte", "menu=appointment"), stood="appointment/known"
)
ENDED, SENT = a_visit(), a_visit(ending=Ending.SENT)


@pytest.fixture
def visits(cloud):
    return StoredVisits()


def stored(visits, organisation_id=LINDENHOF, month=NOVEMBER):
    return list(visits.of_month(organisation_id, month))


@pytest.mark.requirement("N8")
@pytest.mark.parametrize(
    ("counted", "kept"),
    [
        ([ENDED, ENDED], ENDED),
        ([LEFT, LEFT_LATER], LEFT_LATER),
        ([LEFT_LATER, LEFT], LEFT_LATER),
        ([LEFT, ENDED], ENDED),
        ([ENDED, LEFT_LATER], ENDED),
        ([ENDED, SENT], SENT),
        ([SENT, ENDED, LEFT], SENT),
    ],
)
def test_a_visit_counted_again_is_one_and_the_furthest_counts(visits, counted, kept):
    for it in counted:
        visits.count(it)
    assert stored(visits) == [kept]


def test_another_organisation_s_visits_and_another_month_s_are_not_among_them(visits):
    visits.count(a_visit(1))
    visits.count(a_visit(2, organisation_id=BIRKENHOF))
    visits.count(a_visit(3, month=date(2026, 12, 1)))
    assert [it.id for it in stored(visits)] == [a_visit(1).id]
    assert [it.id for it in stored(visits, BIRKENHOF)] == [a_visit(2).id]


def test_what_cannot_be_written_costs_the_patient_nothing(visits):
    VisitRecord.delete_table()
    visits.count(a_visit())


def test_ten_thousand_visits_of_a_month_are_all_counted(visits):
    with VisitRecord.batch_write() as batch:
        for number in range(10_000):
            it = a_visit(number)
            batch.save(
                VisitRecord(
                    f"{LINDENHOF}#visits#2026-11",
                    it.id,
                    steps=list(it.steps),
                    ending="message",
                    progress=1002,
                    ttl=1,
                )
            )
    found = read_visits(organisation_id=LINDENHOF, month=NOVEMBER, ports=window(visits=visits))
    assert found.visits == 10_000
    assert [(it.concern, it.visits) for it in found.concerns] == [("flu", 10_000)]


class Noted:
    def __init__(self):
        self.visits = []

    def count(self, visit):
        self.visits.append(visit)


@pytest.mark.parametrize(
    ("answers", "ended", "counted"),
    [
        ((), Ending.LEFT, None),
        (TO_SERVICE[:2], None, None),
        (TO_SERVICE[:2], Ending.LEFT, (Ending.LEFT, "appointment/known")),
        ((*TO_SERVICE, ("appointment/service", "wound")), None, (Ending.MESSAGE, None)),
        ((*TO_SERVICE, ("appointment/service", "wound")), Ending.LEFT, (Ending.MESSAGE, None)),
    ],
)
def test_a_conversation_is_counted_when_it_ends(answers, ended, counted):
    noted = Noted()
    count_visit(standing(a_session(*answers)), visit_id="v", ended=ended, ports=window(visits=noted))
    assert [(it.ending, it.stood) for it in noted.visits] == ([] if counted is None else [counted])


def test_a_visit_says_nothing_finer_than_its_month():
    noted = Noted()
    session = a_session(*TO_SERVICE, ("appointment/service", "wound"))
    count_visit(standing(session), visit_id="v", ports=window(visits=noted))
    [visit] = noted.visits
    assert visit.month == NOW.date().replace(day=1)
    assert visit.steps[:2] == ("location=mitte", "menu=appointment")
    assert str(NOW.day) not in f"{visit.month:%d}"
    assert "09:00" not in str(visit)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, 0), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (10_002, 10_000)],
)
def test_small_numbers_are_hidden_and_others_rounded(number, said):
    assert shown(number) == said


def test_a_month_tells_how_each_concern_ended_and_where_people_left():
    visits = [a_visit(n) for n in range(10)]
    visits += [a_visit(n, ending=Ending.LEFT, steps=("location=mitte",), stood="menu") for n in range(6)]
    visits += [a_visit(n, steps=("location=nord", "menu=flu")) for n in range(3)]
    found = statistics(NOVEMBER, visits)
    assert found.visits == 20
    assert [(it.location, it.concern, it.visits) for it in found.concerns] == [
        ("mitte", "flu", 10),
        ("nord", "flu", None),
    ]
    menu = next(it for it in found.questions if it.place == "menu")
    assert (menu.asked, menu.answers, menu.left) == (20, {"flu": 15}, 5)
    assert [it.place for it in found.questions] == ["location", "menu"]


@pytest.mark.parametrize(
    ("parts", "said"), [([4, 4], None), ([4, 3], 5), ([1, 1, 1], None), ([6, 6], 10), ([0, 8], 10), ([], 0)]
)
def test_a_total_that_would_tell_its_hidden_parts_is_hidden_too(parts, said):
    assert total_of(parts) == said


def could_be(said):
    """The numbers that stand behind a shown one."""
    return (
        range(1, 5) if said is None else [it for it in range(max(0, said - 2), said + 3) if shown(it) == said]
    )


@given(st.lists(st.integers(0, 14), min_size=2, max_size=4))
def test_no_hidden_number_can_be_had_by_subtraction(numbers):
    parts, total = [shown(it) for it in numbers], total_of(numbers)
    if total is None:
        return
    fitting = [it for it in product(*map(could_be, parts)) if sum(it) in could_be(total)]
    for index, said in enumerate(parts):
        if said is None:
            assert len({it[index] for it in fitting}) > 1


@given(st.lists(st.sampled_from(list(Ending)), max_size=40))
def test_the_endings_of_a_concern_add_up_to_its_visits_as_far_as_they_are_shown(endings):
    found = statistics(NOVEMBER, [a_visit(n, ending=it) for n, it in enumerate(endings)])
    for concern in found.concerns:
        assert concern.visits in (shown(len(endings)), None)
        assert concern.endings == {it: shown(Counter(endings)[it]) for it in Ending}
