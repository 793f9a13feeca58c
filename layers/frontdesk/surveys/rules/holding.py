"""Columns of a questionnaire, what an answer may be, and whether a test of an answer holds. Pure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from frontdesk.surveys.model.questionnaires import (
    HIDDEN,
    MISSING,
    SAID_NOT_APPLICABLE,
    Answer,
    Answers,
    Compared,
    Item,
    ItemType,
    Questionnaire,
    Test,
    When,
)

HIGHEST_NPS = 10
STARS, MOST_STARS = 5, 10


def items(q: Questionnaire) -> Iterator[Item]:
    """Every item, in the order in which they are asked."""
    for page in q.pages:
        yield from page


def columns_of(item: Item) -> tuple[str, ...]:
    """Where the answers of an item stand; a text that asks nothing has none."""
    if item.type is ItemType.INFO:
        return ()
    if item.type is ItemType.MATRIX:
        return tuple(f"{item.id}.{row.id}" for row in item.rows)
    return (item.id,)


def by_column(q: Questionnaire) -> Mapping[str, Item]:
    """The item of each column, in order."""
    return {column: item for item in items(q) for column in columns_of(item)}


def choices(item: Item) -> tuple[int, ...]:
    """The codes that one may choose from; none where one writes."""
    if item.type is ItemType.NPS:
        return tuple(range(HIGHEST_NPS + 1))
    if item.type is ItemType.STARS:
        return tuple(range(1, stars(item) + 1))
    return tuple(option.code for option in item.options)


def stars(item: Item) -> int:
    """How many stars there are to give."""
    return STARS if item.most is None else min(max(1, int(item.most)), MOST_STARS)


def points(item: Item) -> Mapping[int, Decimal]:
    """What each choice counts in a scale; empty where nothing counts."""
    if item.type in (ItemType.SINGLE, ItemType.SCALE, ItemType.MATRIX):
        return {it.code: Decimal(it.code) if it.points is None else it.points for it in item.options}
    if item.type in (ItemType.NPS, ItemType.STARS):
        return {code: Decimal(code) for code in choices(item)}
    return {}


def is_answered(answer: Answer | None) -> bool:
    """Whether somebody said something, be it that it does not apply to them."""
    return answer is not None and not (isinstance(answer, int | Decimal) and answer in (HIDDEN, MISSING))


def shown_when(when: When | None, answers: Answers) -> bool:
    """Whether what hangs on these tests is asked."""
    if when is None:
        return True
    found = (holds(test, answers) for test in when.tests)
    return any(found) if when.any_of else all(found)


def holds(test: Test, answers: Answers) -> bool:
    """Whether the answer passes the test. "Does not apply to me" is an answer, but is neither much nor little."""
    answer = answers.get(test.of)
    if answer is None or not is_answered(answer):
        return False
    match test.compared:
        case Compared.ANSWERED:
            return True
        case Compared.IS:
            return answer == test.value
        case Compared.IS_NOT:
            return answer != test.value
        case Compared.HAS:
            return isinstance(answer, tuple) and test.value in answer
    return _within(answer, test)


def _within(answer: Answer, test: Test) -> bool:
    at_least = test.compared is Compared.AT_LEAST
    if isinstance(answer, str) and isinstance(test.value, str):
        return answer >= test.value if at_least else answer <= test.value
    if not isinstance(answer, int | Decimal) or not isinstance(test.value, Decimal):
        return False
    if answer == SAID_NOT_APPLICABLE:
        return False
    return answer >= test.value if at_least else answer <= test.value
