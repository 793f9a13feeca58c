"""What is mutated: the rules a clinic relies on most, each part with the fast tests about it; the largest is last."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Part:
    """`mutated` and `tests` are paths, or patterns of paths, from the root; only tests without a cloud are named."""

    name: str
    mutated: tuple[str, ...]
    tests: tuple[str, ...]


PARTS = (
    Part(
        name="requests",
        mutated=("layers/frontdesk/requests/model/*.py", "layers/frontdesk/requests/rules.py"),
        tests=(
            "tests/requests/test_attachments.py",
            "tests/requests/test_rules.py",
            "tests/requests/test_written.py",
        ),
    ),
    Part(
        name="booking",
        mutated=(
            "layers/frontdesk/booking/model/cells.py",
            "layers/frontdesk/booking/rules/blocking.py",
            "layers/frontdesk/booking/rules/claims.py",
            "layers/frontdesk/booking/rules/limits.py",
            "layers/frontdesk/booking/rules/offering.py",
        ),
        tests=(
            "tests/booking/test_blocking.py",
            "tests/booking/test_buttons.py",
            "tests/booking/test_cells.py",
            "tests/booking/test_changing_limits.py",
            "tests/booking/test_claims.py",
            "tests/booking/test_clock_changes.py",
            "tests/booking/test_limits.py",
            "tests/booking/test_offering.py",
            "tests/booking/test_usecases_of_booking.py",
            "tests/booking/test_usecases_of_groups.py",
        ),
    ),
    Part(
        name="engine",
        mutated=(
            "layers/frontdesk/window/rules/engine.py",
            "layers/frontdesk/window/rules/gates.py",
            "layers/frontdesk/window/rules/speech.py",
            "layers/frontdesk/window/rules/walk.py",
        ),
        tests=(
            "tests/window/test_engine.py",
            "tests/window/test_gates.py",
            "tests/window/test_speech.py",
            "tests/window/test_walk.py",
        ),
    ),
    Part(
        name="validator",
        mutated=(
            "layers/frontdesk/window/model/plan.py",
            "layers/frontdesk/window/rules/definition.py",
            "layers/frontdesk/window/rules/proof/*.py",
            "layers/frontdesk/window/rules/trial.py",
        ),
        tests=(
            "tests/window/test_correct_releases.py",
            "tests/window/test_definition.py",
            "tests/window/test_plan.py",
            "tests/window/test_references.py",
            "tests/window/test_trial.py",
            "tests/window/test_ways.py",
            "tests/window/test_words.py",
        ),
    ),
)
