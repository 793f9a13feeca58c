"""What a schema cannot say of a questionnaire: names that exist, tests that make sense, every text. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Text
from frontdesk.surveys.model.questionnaires import (
    SAID_NOT_APPLICABLE,
    Compared,
    Item,
    ItemType,
    Method,
    Questionnaire,
    Scale,
    Test,
)
from frontdesk.surveys.rules.holding import MOST_STARS, by_column, choices, columns_of, items, points

MOST_COLUMNS = 300
CHOSEN = frozenset({ItemType.SINGLE, ItemType.MULTI, ItemType.SCALE, ItemType.MATRIX, ItemType.RANKING})
"""What has options."""
MAY_NOT_APPLY = frozenset(
    {ItemType.SINGLE, ItemType.MULTI, ItemType.SCALE, ItemType.MATRIX, ItemType.NPS, ItemType.STARS}
)
HAS_MOST = frozenset(
    {ItemType.MULTI, ItemType.STARS, ItemType.NUMBER, ItemType.TEXT, ItemType.LONG_TEXT, ItemType.RANKING}
)
HAS_LEAST = frozenset({ItemType.MULTI, ItemType.NUMBER})
HAS_ENDS = frozenset({ItemType.NPS, ItemType.STARS})
LONGEST_TEXT, FEWEST = 5000, 2

_EXACT = frozenset({Compared.IS, Compared.IS_NOT, Compared.ANSWERED})
_ORDERED = _EXACT | {Compared.AT_LEAST, Compared.AT_MOST}
_LISTED = frozenset({Compared.HAS, Compared.ANSWERED})
_WRITTEN = frozenset({Compared.ANSWERED})
COMPARABLE: Mapping[ItemType, frozenset[Compared]] = {
    ItemType.SINGLE: _ORDERED,
    ItemType.SCALE: _ORDERED,
    ItemType.MATRIX: _ORDERED,
    ItemType.NPS: _ORDERED,
    ItemType.STARS: _ORDERED,
    ItemType.NUMBER: _ORDERED,
    ItemType.DATE: _ORDERED,
    ItemType.CONSENT: _EXACT,
    ItemType.MULTI: _LISTED,
    ItemType.RANKING: _LISTED,
    ItemType.TEXT: _WRITTEN,
    ItemType.LONG_TEXT: _WRITTEN,
}
"""What may be asked of an answer."""


def faults_of_meaning(q: Questionnaire) -> tuple[FieldError, ...]:
    """Everything that is wrong with what is written, each at its path."""
    return tuple(_all_faults(q))


def missing_texts(q: Questionnaire) -> tuple[FieldError, ...]:
    """The texts that lack one of the questionnaire's languages, `$.pages[0][2].text.sv`."""
    return tuple(
        FieldError(f"{at}.{language}", "surveys.text_missing")
        for at, text in _texts(q)
        for language in q.languages
        if not text.get(language, "").strip()
    )


def _all_faults(q: Questionnaire) -> Iterator[FieldError]:
    yield from missing_texts(q)
    if not any(columns_of(item) for item in items(q)):
        yield FieldError("$.pages", "surveys.nothing_asked")
    if len(by_column(q)) > MOST_COLUMNS:
        yield FieldError("$.pages", "surveys.questionnaire_too_large")
    earlier: dict[str, Item] = {}
    seen = set[str]()
    for at, item in _placed(q):
        if item.id in seen:
            yield FieldError(f"{at}.id", "surveys.not_unique")
        seen.add(item.id)
        yield from faults_of_item(at, item)
        for n, test in enumerate(item.when.tests if item.when else ()):
            yield from _faults_of_test(f"{at}.when.tests[{n}]", test, earlier)
        earlier |= dict.fromkeys(columns_of(item), item)
    for n, page in enumerate(q.pages):
        if not page:
            yield FieldError(f"$.pages[{n}]", "surveys.empty_page")
    for n, alert in enumerate(q.alerts):
        yield from _faults_of_test(f"$.alerts[{n}].test", alert.test, earlier)
    yield from _repeated("$.scales", [scale.id for scale in q.scales])
    for n, scale in enumerate(q.scales):
        yield from faults_of_scale(f"$.scales[{n}]", scale, earlier)


def faults_of_item(at: str, item: Item) -> Iterator[FieldError]:
    """What is wrong with an item by itself."""
    for part, said, types in (
        ("options", item.options, CHOSEN),
        ("rows", item.rows, {ItemType.MATRIX}),
        ("not_applicable", item.not_applicable, MAY_NOT_APPLY),
        ("most", item.most is not None, HAS_MOST),
        ("least", item.least is not None, HAS_LEAST),
        ("low_end", item.low_end, HAS_ENDS),
        ("high_end", item.high_end, HAS_ENDS),
        ("required", item.required, set(ItemType) - {ItemType.INFO}),
    ):
        if said and item.type not in types:
            yield FieldError(f"{at}.{part}", "surveys.not_of_this_type")
    if item.type in CHOSEN and len(item.options) < FEWEST:
        yield FieldError(f"{at}.options", "surveys.options_missing")
    if item.type is ItemType.MATRIX and not item.rows:
        yield FieldError(f"{at}.rows", "surveys.rows_missing")
    yield from _repeated(f"{at}.options", [option.code for option in item.options], "code")
    yield from _repeated(f"{at}.rows", [row.id for row in item.rows])
    yield from _faults_of_limits(at, item)


def _faults_of_limits(at: str, item: Item) -> Iterator[FieldError]:
    if item.least is not None and item.most is not None and item.least > item.most:
        yield FieldError(f"{at}.most", "surveys.limits_backwards")
    if item.most is None or item.type not in HAS_MOST:
        return
    if item.type is not ItemType.NUMBER and item.most != int(item.most):
        yield FieldError(f"{at}.most", "surveys.wrong_limit")
        return
    lowest, highest = {
        ItemType.STARS: (FEWEST, MOST_STARS),
        ItemType.MULTI: (1, len(item.options)),
        ItemType.RANKING: (1, len(item.options)),
        ItemType.TEXT: (1, LONGEST_TEXT),
        ItemType.LONG_TEXT: (1, LONGEST_TEXT),
    }.get(item.type, (0, item.most))
    if not lowest <= item.most <= highest:
        yield FieldError(f"{at}.most", "surveys.wrong_limit")


def _faults_of_test(at: str, test: Test, earlier: Mapping[str, Item]) -> Iterator[FieldError]:
    """A test speaks of what was asked before, and of an answer that can be given there."""
    item = earlier.get(test.of)
    if item is None:
        yield FieldError(f"{at}.of", "surveys.not_asked_before")
    elif test.compared not in COMPARABLE[item.type]:
        yield FieldError(f"{at}.compared", "surveys.not_comparable")
    elif not _fits(test, item):
        yield FieldError(f"{at}.value", "surveys.no_such_answer")


def _fits(test: Test, item: Item) -> bool:
    value = test.value
    if test.compared is Compared.ANSWERED:
        return value is None
    if item.type is ItemType.DATE:
        return isinstance(value, str) and _is_date(value)
    return isinstance(value, Decimal) and _is_answer(value, item, test.compared)


def _is_answer(value: Decimal, item: Item, compared: Compared) -> bool:
    if item.type is ItemType.NUMBER:
        return value >= 0
    if item.type is ItemType.CONSENT:
        return value in (0, 1)
    if value == SAID_NOT_APPLICABLE:
        return item.not_applicable is not None and compared in _EXACT
    return value in choices(item)


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def faults_of_scale(at: str, scale: Scale, of_columns: Mapping[str, Item]) -> Iterator[FieldError]:
    """What is wrong with a scale; only one without a fault can be reckoned with."""
    for n, column in enumerate(scale.of):
        if column not in of_columns:
            yield FieldError(f"{at}.of[{n}]", "surveys.unknown_item")
        elif len(set(points(of_columns[column]).values())) < FEWEST and (
            scale.method is Method.LINEAR or not points(of_columns[column])
        ):
            yield FieldError(f"{at}.of[{n}]", "surveys.no_points")
    if scale.reversed_of - set(scale.of):
        yield FieldError(f"{at}.reversed_of", "surveys.unknown_item")
    if scale.at_least > len(scale.of):
        yield FieldError(f"{at}.at_least", "surveys.wrong_limit")
    starts = [band.starts_at for band in scale.bands]
    if starts != sorted(set(starts)):
        yield FieldError(f"{at}.bands", "surveys.bands_out_of_order")


def _placed(q: Questionnaire) -> Iterator[tuple[str, Item]]:
    for p, page in enumerate(q.pages):
        for n, item in enumerate(page):
            yield f"$.pages[{p}][{n}]", item


def _texts(q: Questionnaire) -> Iterator[tuple[str, Text]]:
    """Every text that is read by somebody, with its path."""
    yield "$.title", q.title
    if q.intro is not None:
        yield "$.intro", q.intro
    for at, item in _placed(q):
        yield f"{at}.text", item.text
        for part in ("help", "not_applicable", "low_end", "high_end"):
            if (text := getattr(item, part)) is not None:
                yield f"{at}.{part}", text
        yield from ((f"{at}.options[{n}].label", it.label) for n, it in enumerate(item.options))
        yield from ((f"{at}.rows[{n}].label", it.label) for n, it in enumerate(item.rows))
    for s, scale in enumerate(q.scales):
        yield f"$.scales[{s}].name", scale.name
        yield from ((f"$.scales[{s}].bands[{n}].name", it.name) for n, it in enumerate(scale.bands))
    yield from ((f"$.alerts[{n}].reason", it.reason) for n, it in enumerate(q.alerts))


def _repeated(at: str, names: Sequence[object], part: str = "id") -> Iterable[FieldError]:
    return [
        FieldError(f"{at}[{n}].{part}", "surveys.not_unique")
        for n, name in enumerate(names)
        if name in names[:n]
    ]
