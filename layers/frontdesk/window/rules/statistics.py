"""How the window was used, in numbers that tell of nobody. Pure (N8)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from frontdesk.kernel.small_numbers import shown, total_of
from frontdesk.window.model.visits import (
    ConcernCount,
    Ending,
    QuestionCount,
    Visit,
    WindowStatistics,
)
from frontdesk.window.rules.walk import LOCATION, MENU


def statistics(month: date, visits: Iterable[Visit]) -> WindowStatistics:
    """The month's table."""
    endings: dict[tuple[str, str], Counter[Ending]] = defaultdict(Counter)
    answers: dict[str, Counter[str]] = defaultdict(Counter)
    left: Counter[str] = Counter()
    total = 0
    for visit in visits:
        total += 1
        answered = dict(step.split("=", 1) for step in visit.steps)
        if MENU in answered:
            endings[answered.get(LOCATION, ""), answered[MENU]][visit.ending] += 1
        for place, value in answered.items():
            answers[place][value] += 1
        if visit.ending is Ending.LEFT and visit.stood is not None:
            left[visit.stood] += 1
    return WindowStatistics(
        month=month,
        visits=shown(total),
        endings={it: total_of(of_one[it] for of_one in endings.values()) for it in Ending},
        concerns=tuple(_concern(*it, endings[it]) for it in sorted(endings)),
        questions=tuple(_question(it, answers[it], left[it]) for it in _places(answers, left)),
    )


def _places(answers: Mapping[str, Counter[str]], left: Counter[str]) -> list[str]:
    """The questions in the order a patient meets them: the location, the menu, the steps by name."""
    first = [it for it in (LOCATION, MENU) if it in answers or it in left]
    return first + sorted((answers.keys() | left.keys()) - {LOCATION, MENU})


def _concern(location: str, concern: str, endings: Counter[Ending]) -> ConcernCount:
    return ConcernCount(
        location=location,
        concern=concern,
        visits=total_of(endings.values()),
        endings={ending: shown(endings[ending]) for ending in Ending},
    )


def _question(place: str, answers: Counter[str], left: int) -> QuestionCount:
    return QuestionCount(
        place=place,
        asked=total_of([*answers.values(), left]),
        answers={value: shown(number) for value, number in sorted(answers.items())},
        left=shown(left),
    )
