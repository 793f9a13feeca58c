"""What a page's form says of an item. Names of fields begin with `q.`, so that a form may have others. Pure.

`q.<item>` is a choice (codes; -7 "does not apply"), a number or a text; `q.<item>.<row>` a line of a matrix;
`q.<item>_day`, `_month`, `_year` a date; `q.<item>_1` the first place of a ranking; `q_asked` each item that was shown.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal

from frontdesk.kernel.errors import FieldError
from frontdesk.surveys.model.questionnaires import SAID_NOT_APPLICABLE, Answer, Item, ItemType
from frontdesk.surveys.rules.holding import choices, columns_of

PREFIX, ASKED = "q.", "q_asked"
TEXT_AT_MOST, LONG_TEXT_AT_MOST = 200, 2000

_NUMBER = re.compile(r"-?[0-9]{1,10}([.,][0-9]{1,4})?")
_CODE = re.compile(r"-?[0-9]{1,4}")

Form = Mapping[str, Sequence[str]]
Read = tuple[dict[str, Answer], list[FieldError]]


def read_item(item: Item, form: Form) -> Read:
    """The answers by column (nothing where nothing was said), and what is wrong."""
    return _READERS.get(item.type, _choices)(item, form)


def characters(item: Item) -> int:
    """How long a text may be."""
    if item.most is not None:
        return int(item.most)
    return LONG_TEXT_AT_MOST if item.type is ItemType.LONG_TEXT else TEXT_AT_MOST


def places(item: Item) -> int:
    """How many places of a ranking are given away."""
    return min(len(item.options), int(item.most)) if item.most is not None else len(item.options)


def _choices(item: Item, form: Form) -> Read:
    """One choice in each column."""
    said: dict[str, Answer] = {}
    faults: list[FieldError] = []
    for column in columns_of(item):
        typed = _one(form, column)
        if not typed:
            faults += _unanswered(item, column)
        elif (code := _code(item, typed)) is None:
            faults.append(FieldError(column, "not_an_option"))
        else:
            said[column] = code
    return said, faults


def _several(item: Item, form: Form) -> Read:
    codes = {_code(item, typed) for typed in form.get(PREFIX + item.id, ()) if typed.strip()}
    if not codes:
        return {}, _unanswered(item, item.id)
    if code := _why_not_these(item, codes):
        return {}, [FieldError(item.id, code)]
    if SAID_NOT_APPLICABLE in codes:
        return {item.id: SAID_NOT_APPLICABLE}, []
    return {item.id: tuple(code for code in choices(item) if code in codes)}, []


def _why_not_these(item: Item, codes: AbstractSet[int | None]) -> str | None:
    if None in codes:
        return "not_an_option"
    if SAID_NOT_APPLICABLE in codes:
        return "surveys.none_and_some" if len(codes) > 1 else None
    if item.least is not None and len(codes) < item.least:
        return "surveys.too_few_choices"
    return "surveys.too_many_choices" if item.most is not None and len(codes) > item.most else None


def _ranking(item: Item, form: Form) -> Read:
    typed = [_one(form, f"{item.id}_{place}") for place in range(1, places(item) + 1)]
    filled = [it for it in typed if it]
    if not filled:
        return {}, _unanswered(item, item.id)
    codes = [_code(item, it) for it in filled]
    if None in codes:
        return {}, [FieldError(item.id, "not_an_option")]
    if len(set(codes)) < len(codes):
        return {}, [FieldError(item.id, "surveys.ranked_twice")]
    if typed[: len(filled)] != filled or (item.required and len(filled) < len(typed)):
        return {}, [FieldError(item.id, "surveys.place_missing")]
    return {item.id: tuple(code for code in codes if code is not None)}, []


def _number(item: Item, form: Form) -> Read:
    typed = _digits(form, item.id)
    if not typed:
        return {}, _unanswered(item, item.id)
    if not _NUMBER.fullmatch(typed):
        return {}, [FieldError(item.id, "surveys.not_a_number")]
    number = Decimal(typed.replace(",", "."))
    if number < (item.least or 0):
        return {}, [FieldError(item.id, "surveys.too_small")]
    if item.most is not None and number > item.most:
        return {}, [FieldError(item.id, "surveys.too_large")]
    return {item.id: number}, []


def _date(item: Item, form: Form) -> Read:
    parts = [_digits(form, f"{item.id}_{part}") for part in ("year", "month", "day")]
    if not any(parts):
        return {}, _unanswered(item, item.id)
    try:
        year, month, day = (int(part) for part in parts)
        return {item.id: date(year, month, day).isoformat()}, []
    except ValueError:
        return {}, [FieldError(item.id, "invalid_date")]


def _text(item: Item, form: Form) -> Read:
    typed = _one(form, item.id)
    if not typed:
        return {}, _unanswered(item, item.id)
    if len(typed) > characters(item):
        return {}, [FieldError(item.id, "too_long")]
    return {item.id: typed}, []


def _consent(item: Item, form: Form) -> Read:
    typed = _one(form, item.id)
    if typed not in ("", "1"):
        return {}, [FieldError(item.id, "not_an_option")]
    if item.required and not typed:
        return {}, [FieldError(item.id, "surveys.consent_needed")]
    return {item.id: int(bool(typed))}, []


def _code(item: Item, typed: str) -> int | None:
    """The code of one of the choices, or that it does not apply where one may say so."""
    if not _CODE.fullmatch(typed.strip()):
        return None
    code = int(typed)
    if code == SAID_NOT_APPLICABLE:
        return code if item.not_applicable else None
    return code if code in choices(item) else None


def _one(form: Form, name: str) -> str:
    return next(iter(form.get(PREFIX + name, ())), "").replace("\r\n", "\n").replace("\x00", "").strip()


def _digits(form: Form, name: str) -> str:
    """What was typed where digits are meant: full-width ones are digits, too."""
    return unicodedata.normalize("NFKC", _one(form, name))


def _unanswered(item: Item, column: str) -> list[FieldError]:
    return [FieldError(column, "surveys.answer_missing")] if item.required else []


_READERS: Mapping[ItemType, Callable[[Item, Form], Read]] = {
    ItemType.INFO: lambda item, form: ({}, []),  # noqa: ARG005  (a text asks nothing)
    ItemType.MULTI: _several,
    ItemType.RANKING: _ranking,
    ItemType.NUMBER: _number,
    ItemType.DATE: _date,
    ItemType.TEXT: _text,
    ItemType.LONG_TEXT: _text,
    ItemType.CONSENT: _consent,
}
