"""Whether a rule makes a reminder for somebody, and why. Pure: the same question has the same answer.

Source: Provet Cloud, automatic reminder rules: a trigger, ALL or ANY of some conditions; without one met none is made.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from frontdesk.reminders.model.recalls import Service
from frontdesk.reminders.model.rulebook import (
    Because,
    Condition,
    Ground,
    Logic,
    Occasion,
    Operator,
    Rule,
    Ruling,
    Topic,
    Trigger,
)

MONTHS = 12
OLDEST_MONTHS = 130 * MONTHS
AGES = {Topic.AGE_MONTHS: 1, Topic.AGE_YEARS: MONTHS}


def ruling(rule: Rule, occasion: Occasion, *, born: date, history: Sequence[Service]) -> Ruling:
    """What the rule says of somebody who was born then and was given that; the occasion's own service is in it."""
    if not rule.active:
        return Ruling(applies=False, grounds=(Ground(Because.PAUSED_RULE),))
    if (missed := _not_triggered(rule, occasion)) is not None:
        return Ruling(applies=False, grounds=(Ground(missed),))
    known = {it.id: it for it in (*history, *filter(None, [occasion.service]))}
    grounds = [_asked(it, occasion, born, list(known.values())) for it in rule.conditions]
    met = [it.because is Because.CONDITION_MET for it in grounds]
    applies = (any if rule.logic is Logic.ANY and met else all)(met)
    return Ruling(applies=applies, grounds=(Ground(Because.TRIGGERED), *grounds))


def sets_off(service: Service, rules: Iterable[Rule]) -> bool:
    """Whether any rule that is in force speaks of it, whoever was given it."""
    occasion = Occasion(on=service.given_on, service=service)
    return any(it.active and _not_triggered(it, occasion) is None for it in rules)


def months_old(born: date, on: date) -> int:
    """Whole months of life on a day; who is born on the 31st is a month older on the first, where a month has none."""
    months = (on.year - born.year) * MONTHS + on.month - born.month
    return months - (on.day < born.day)


def overlapping(rules: Sequence[Rule]) -> list[tuple[Rule, Rule]]:
    """Active rules of which two would remind the same patient of the same thing: people get two messages then."""
    return [
        (one, other)
        for one, other in combinations([it for it in rules if it.active], 2)
        if one.trigger is other.trigger
        and one.internal is other.internal
        and _share(one, other)
        and _ages_meet(one, other)
    ]


def same_name(one: str, other: str) -> bool:
    """Names of services are told apart without capitals and blanks."""
    return plain(one) == plain(other)


def plain(name: str) -> str:
    """A name of a service as it is compared."""
    return " ".join(name.split()).casefold()


def _not_triggered(rule: Rule, occasion: Occasion) -> Because | None:
    service = occasion.service
    match rule.trigger:
        case Trigger.REGISTERED:
            return Because.OTHER_TRIGGER if service else None
        case Trigger.DIAGNOSIS:
            if service is None or not service.diagnoses:
                return Because.OTHER_TRIGGER
            fits = not rule.items or any(
                _is_code(it, code) for it in service.diagnoses for code in rule.items
            )
            return None if fits else Because.OTHER_ITEM
    if service is None:
        return Because.OTHER_TRIGGER
    if not rule.items:
        return None if service.care is rule.care else Because.OTHER_ITEM
    return None if any(same_name(service.item, it) for it in rule.items) else Because.OTHER_ITEM


def _asked(condition: Condition, occasion: Occasion, born: date, history: Sequence[Service]) -> Ground:
    found, met = _found(condition, occasion, born, history)
    because = Because.CONDITION_MET if met else Because.CONDITION_NOT_MET
    return Ground(because, condition, found)


def _found(
    condition: Condition, occasion: Occasion, born: date, history: Sequence[Service]
) -> tuple[str, bool]:
    """What there is of what is asked about, in words, and whether that is as the condition wants it."""
    if condition.topic is Topic.ITEM:
        items = [occasion.service.item] if occasion.service else []
        there = any(same_name(it, str(condition.value)) for it in items)
        return ", ".join(items), there is (condition.operator is not Operator.IS_NOT)
    if condition.topic is Topic.DIAGNOSIS:
        codes = sorted({code for it in history for code in it.diagnoses})
        there = any(_is_code(it, str(condition.value)) for it in codes)
        return ", ".join(codes), there is (condition.operator is not Operator.IS_NOT)
    number = _number(condition.topic, occasion, born, history)
    return str(number), _holds(condition.operator, number, int(condition.value))


def _number(topic: Topic, occasion: Occasion, born: date, history: Sequence[Service]) -> int:
    if topic is Topic.VISITS:
        return len({it.given_on for it in history if it.given_on <= occasion.on})
    return months_old(born, occasion.on) // AGES[topic]


def _holds(operator: Operator, number: int, value: int) -> bool:
    return {
        Operator.IS: number == value,
        Operator.IS_NOT: number != value,
        Operator.AT_LEAST: number >= value,
        Operator.AT_MOST: number <= value,
    }[operator]


def _is_code(code: str, wanted: str) -> bool:
    """A code stands for what is under it: E11 for E11.9."""
    return plain(code).startswith(plain(wanted))


def _share(one: Rule, other: Rule) -> bool:
    if one.trigger is Trigger.REGISTERED:
        return same_name(one.what, other.what)
    if not one.items or not other.items:
        return one.care is other.care
    if one.trigger is Trigger.DIAGNOSIS:
        pairs = [(a, b) for a in one.items for b in other.items]
        return any(_is_code(a, b) or _is_code(b, a) for a, b in pairs)
    return bool({plain(it) for it in one.items} & {plain(it) for it in other.items})


def _ages_meet(one: Rule, other: Rule) -> bool:
    (low, high), (lower, higher) = _ages(one), _ages(other)
    return max(low, lower) <= min(high, higher)


def _ages(rule: Rule) -> tuple[int, int]:
    """The months of life between which a rule can apply at all."""
    low, high = 0, OLDEST_MONTHS
    if rule.logic is Logic.ANY and len(rule.conditions) > 1:
        return low, high
    for it in rule.conditions:
        if it.topic in AGES:
            months = AGES[it.topic]
            if it.operator in (Operator.AT_LEAST, Operator.IS):
                low = max(low, int(it.value) * months)
            if it.operator in (Operator.AT_MOST, Operator.IS):
                high = min(high, int(it.value) * months + months - 1)
    return low, high
