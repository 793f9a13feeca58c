"""A rule whose test is weak is found out: its mutant survives, is shown, and the run is red."""

from dataclasses import replace

import pytest

from tests.mutation.__main__ import ROOT, main, prove

from .parts import PARTS, Part
from .verdict import Equivalent, judge, report, reviewed
from .workshop import Mutant

RULE = "OF_AGE = 18\n\n\ndef is_of_age(age: int) -> bool:\n    return age >= OF_AGE\n"
WEAK = "from rule import is_of_age\n\n\ndef test_a_grown_up_is_of_age():\n    assert is_of_age(40)\n"


def a_mutant(changed="return age > 18", *, exit_code=0, where="rule.is_of_age"):
    def body(line):
        return f"def is_of_age(age):\n    {line}"

    return Mutant(where=where, original=body("return age >= 18"), changed=body(changed), exit_code=exit_code)


def a_toy(folder, test):
    for path, text in {"layers/rule.py": RULE, "tests/test_rule.py": test}.items():
        (folder / path).parent.mkdir()
        (folder / path).write_text(text, "utf-8")
    return Part(name="toy", mutated=("layers/rule.py",), tests=("tests/test_rule.py",))


def test_a_weak_test_is_found_out(tmp_path, capsys):
    part = a_toy(tmp_path, WEAK)
    assert prove([part], root=tmp_path, seconds=600) == 1
    said = capsys.readouterr().out
    assert "toy: 1 mutants, 0 killed, 1 survived, 0 equivalent: 0.0 %" in said
    assert "-    return age >= OF_AGE\n+    return age > OF_AGE" in said


def test_a_run_in_which_nothing_can_be_tried_is_no_success(tmp_path):
    part = a_toy(tmp_path, WEAK.replace("is_of_age(40)", "not is_of_age(40)"))
    with pytest.raises(RuntimeError, match="mutmut tried no mutant of toy"):
        prove([part], root=tmp_path, seconds=600)


def test_one_mutant_in_ten_may_survive():
    nine, one = [a_mutant(exit_code=1)] * 9, a_mutant()
    assert judge("toy", [*nine, one], []).good
    assert not judge("toy", [*nine, one, one], []).good
    assert not judge("toy", [], []).good


@pytest.mark.parametrize(
    ("exit_code", "noticed"), [(1, True), (3, True), (-24, True), (0, False), (33, False)]
)
def test_a_mutant_is_noticed_when_a_test_fails_or_never_ends_and_not_when_no_test_meets_it(
    exit_code, noticed
):
    assert judge("toy", [a_mutant(exit_code=exit_code)], []).good is noticed


def test_what_a_broken_promise_says_to_programmers_is_not_counted():
    mutant = Mutant(
        where="rule.is_of_age",
        original="def is_of_age(age):\n    assert age >= 0, 'nobody is younger'",
        changed="def is_of_age(age):\n    assert age >= 0, 'XXnobody is youngerXX'",
        exit_code=0,
    )
    assert judge("toy", [mutant], []).made == 0
    assert judge("toy", [replace(mutant, changed=mutant.changed.replace(">=", ">"))], []).made == 1


def test_a_mutant_that_was_found_to_do_the_same_counts_for_nobody():
    same = Equivalent(where="rule.is_of_age", was="return age >= 18", becomes="return age > 18", why="a toy")
    verdict = judge("toy", [a_mutant(), a_mutant(exit_code=1)], [same])
    assert (verdict.good, verdict.equivalent, verdict.survivors) == (True, 1, ())


def test_a_reviewed_mutant_that_is_gone_or_noticed_has_to_leave_the_list():
    same = Equivalent(where="rule.is_of_age", was="return age >= 18", becomes="return age > 18", why="a toy")
    verdict = judge("toy", [a_mutant(exit_code=1)], [same])
    assert not verdict.good
    assert "rule.is_of_age: nothing that survives is\n- return age >= 18\n+ return age > 18" in report(
        verdict
    )
    elsewhere = replace(same, where="rule.is_a_child")
    assert judge("toy", [a_mutant(exit_code=1)], [elsewhere]).good


def test_what_there_was_no_time_for_is_said():
    verdict = judge("toy", [a_mutant(exit_code=1), a_mutant(exit_code=None)], [])
    assert report(verdict).startswith("toy: 2 mutants (a sample of 1), 1 killed, 0 survived")


def test_every_reviewed_mutant_says_why():
    assert all(len(it.why) > len("the same") for it in reviewed())


def test_a_part_that_nobody_knows_is_no_success(capsys):
    assert main(["kitchen"]) == 2
    assert capsys.readouterr().out == "There are only: requests, booking, engine, validator\n"


@pytest.mark.parametrize("part", PARTS, ids=lambda it: it.name)
def test_what_is_mutated_and_what_tests_it_is_there(part):
    assert all(list(ROOT.glob(it)) for it in (*part.mutated, *part.tests))
