"""The nightly draw: stored before anything is done with it, and finished after a crash as it was begun."""

from datetime import timedelta

import pytest

from frontdesk.followup.model import Level, State
from frontdesk.followup.model.plans import Mode
from frontdesk.followup.usecases.draw_samples import draw_samples
from tests.hospital.builders import CENTRE, NORTH

from .builders import NOW, TODAY, a_book, a_scheme, a_task, a_ward
from .test_sampling import a_review


def a_ward_with(*tasks, **policy):
    ward = a_ward(book=a_book(a_scheme(), **policy))
    for it in tasks:
        ward.tasks.add(it)
    return ward


def drawn(ward, today=TODAY):
    return draw_samples(
        organisation_id=NORTH,
        location_id=CENTRE,
        today=today,
        until=NOW + timedelta(days=9),
        ports=ward.ports,
    )


def states(ward):
    return sorted(it.state.value for it in ward.tasks.all)


@pytest.mark.requirement("R-5.2b", "R-5.2d")
def test_a_share_of_the_locked_cases_is_looked_at_and_the_others_are_closed():
    ward = a_ward_with(*(a_task(it) for it in range(20)), level3_share_of_level1=0)
    assert drawn(ward) == 20
    assert states(ward) == ["closed"] * 16 + ["level2_open"] * 4
    kept = ward.batches.get(NORTH, CENTRE, TODAY, source=Level.CARE, level=Level.CENTRE)
    assert (len(kept.frame), {it.probability for it in kept.sample.picks}) == (20, {0.2})
    assert {it.task_id for it in kept.sample.picks} == {
        it.id for it in ward.tasks.all if it.state is State.LEVEL2_OPEN
    }
    assert drawn(ward) == 0


def test_before_a_case_is_locked_nothing_of_it_is_drawn():
    ward = a_ward_with(*(a_task(it, state=State.IN_PROGRESS) for it in range(20)))
    assert (drawn(ward), ward.batches.kept) == (0, {})


@pytest.mark.parametrize("written", [0, 1, 7, 19])
def test_a_draw_that_breaks_off_is_finished_as_it_was_begun(written):
    ward = a_ward_with(*(a_task(it) for it in range(20)))
    write, left = ward.tasks.write, [written]

    def failing(task):
        if not left[0]:
            raise OSError("power")
        left[0] -= 1
        return write(task)

    ward.tasks.write = failing
    with pytest.raises(OSError, match="power"):
        drawn(ward)
    batches = dict(ward.batches.kept)
    ward.tasks.write = write
    ward.tasks.add(a_task(99))  # locked meanwhile: it waits for the next draw
    drawn(ward)
    assert ward.batches.kept == batches
    picked = {it.task_id for one in batches.values() for it in one.sample.picks}
    assert {it.id for it in ward.tasks.all if it.state is not State.CLOSED} == picked | {a_task(99).id}


@pytest.mark.requirement("R-5.2f")
@pytest.mark.parametrize(
    ("mode", "then"), [(Mode.LEVEL1_ONLY, ["closed"] * 5), (Mode.TWO_LEVEL, ["closed"] * 4 + ["level2_open"])]
)
def test_levels_that_a_department_does_not_have_draw_nothing(mode, then):
    ward = a_ward_with(*(a_task(it) for it in range(5)), mode=mode, level3_share_of_level1=100)
    drawn(ward)
    assert states(ward) == then


def test_of_two_cases_of_one_patient_one_is_looked_at():
    ward = a_ward_with(*(a_task(it, subject_id="same", vip=1) for it in range(3)))
    drawn(ward, TODAY + timedelta(days=3))
    assert states(ward) == ["closed", "closed", "level2_open"]


@pytest.mark.requirement("R-5.2d")
def test_leaders_look_at_some_of_what_each_of_the_centre_confirmed():
    confirmed = [
        a_task(
            it,
            state=State.LEVEL2_CONFIRMED,
            level=Level.CENTRE,
            samples=frozenset({Level.CENTRE}),
            reviews=(a_review(by="1005" if it < 20 else "1006", at=NOW - timedelta(days=1)),),
        )
        for it in range(22)
    ]
    ward = a_ward_with(*confirmed)
    drawn(ward, TODAY + timedelta(days=3))
    opened = [it for it in ward.tasks.all if it.state is State.LEVEL3_OPEN]
    assert sorted(it.reviews[0].by for it in opened) == ["1005", "1006"]
