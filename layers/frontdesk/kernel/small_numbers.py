"""Numbers that tell of nobody. Pure (N8).

Disclosure control as NHS England does it for hospital activity: small counts are suppressed, all others are
rounded to the nearest five, each on its own, so that a shown one stands for several possible numbers. A total that
could only come about if a suppressed part were one certain number is suppressed as well.
"""

from collections.abc import Iterable

Count = int | None
"""How many, to the nearest five; None where they are so few that a person could be found among them."""

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
