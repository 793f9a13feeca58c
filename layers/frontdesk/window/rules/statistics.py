"""How the window was used, in numbers that tell of nobody. Pure (N8).

Disclosure control as NHS England does it for hospital activity: small counts are suppressed, all others are
rounded to the nearest five, each on its own, so that a shown one stands for several possible numbers. A total that
could only come about if a suppressed part were one certain number is suppressed as well.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from frontdesk.window.model.visits import (
    ConcernCount,
    Count,
    Ending,
    QuestionCount,
    Visit,
    WindowStatistics,
)
from frontdesk.window.rules.walk import LOCATION, MENU

SMALL = 5
STEP = 5


def shown(number: int) -> Count:
    """A count as it may be shown: none as none, fewer than five not at all, more to the nearest five."""
    if 0 < number < SMALL:
        return None
    return STEP * round(number / STEP)


def total_of(parts: Iterable[int]) -> Count:
    """The sum of counts that are shown beside it, hidden where it would tell one of those that are not."""
    numbers = list(parts)
    return shown_beside(sum(numbers), numbers)


def shown_beside(number: int, parts: Iterable[int]) -> Count:
    """A count that readers may take for the sum of these, hidden where it would tell one of those that are hidden."""
    total, said = shown(number), [shown(it) for it in parts]
    if total is None or None not in said:
        return total
    least, most = _behind(total)
    ranges = [_behind(it) for it in said]
    tells = sum(high for _, high in ranges) == least or sum(low for low, _ in ranges) == most
    return None if tells else total


def _behind(said: Count) -> tuple[int, int]:
    """The least and the greatest number that may stand behind a shown one."""
    if said is None:
        return 1, SMALL - 1
    if said == 0:
        return 0, 0
    return max(SMALL, said - STEP // 2), said + STEP // 2


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
