"""Items of a questionnaire as a page shows them: the same for whoever answers, and for whoever looks at a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language, Text, Words, in_language
from frontdesk.surveys.model.questionnaires import SAID_NOT_APPLICABLE, Answer, Answers, Item, ItemType
from frontdesk.surveys.rules.fields import PREFIX, characters, places
from frontdesk.surveys.rules.holding import choices, columns_of, is_answered
from frontdesk_web.presenters.forms import Problem, date_parts

DATE_AT = {"year": slice(0, 4), "month": slice(5, 7), "day": slice(8, 10)}

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One that may be chosen; `label` is None where the number says it."""

    value: str
    label: Words | None
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is answered by itself: an item, or a row of a matrix. `typed`: what stands in its field."""

    name: str
    label: Words
    choices: tuple[Choice, ...]
    typed: str
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A field of several that make one answer: a part of a date, a place of a ranking."""

    key: str
    name: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShown:
    """An item in one language with what was answered and what is wrong; `surveys/item.html` knows how it looks."""

    id: str
    type: ItemType
    text: Words
    help: Words | None
    required: bool
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    least: Decimal | None
    most: Decimal | None
    low_end: Words | None
    high_end: Words | None
    code: str | None


def item_shown(
    item: Item,
    answers: Answers,
    language: Language,
    faults: Sequence[FieldError] = (),
    *,
    typed: Typed | None = None,
) -> ItemShown:
    """The item as it is shown. `typed`: the form that came back, where it is shown again; it wins over the answers."""
    codes = {fault.pointer: fault.code for fault in reversed(faults)}
    return ItemShown(
        id=item.id,
        type=item.type,
        text=words_of(item.text, language),
        help=words_of(item.help, language) if item.help else None,
        required=item.required,
        lines=_lines(item, answers, language, codes, typed),
        parts=_parts(item, answers, language, typed),
        least=item.least,
        most=_most(item),
        low_end=words_of(item.low_end, language) if item.low_end else None,
        high_end=words_of(item.high_end, language) if item.high_end else None,
        code=codes.get(item.id),
    )


def problems_of_items(
    items: Sequence[Item], faults: Sequence[FieldError], language: Language
) -> tuple[Problem, ...]:
    """The error summary of a page: each line leads to the field."""
    found = []
    for item in items:
        rows = {f"{item.id}.{row.id}": words_of(row.label, language) for row in item.rows}
        found += [
            Problem(
                target=_target(item, fault.pointer, language),
                label=rows.get(fault.pointer) or words_of(item.text, language),
                code=fault.code,
            )
            for fault in faults
            if fault.pointer == item.id or fault.pointer in rows
        ]
    return tuple(found)


def words_of(text: Text, language: Language) -> Words:
    """The text in that language or another that has it; nothing where a draft has none yet."""
    try:
        return in_language(
            {tag: said for tag, said in text.items() if said}, language, fallbacks=tuple(Language)
        )
    except KeyError:
        return Words("", language)


def _lines(
    item: Item, answers: Answers, language: Language, codes: Mapping[str, str], typed: Typed | None
) -> tuple[Line, ...]:
    labels = [row.label for row in item.rows] if item.type is ItemType.MATRIX else [item.text]
    return tuple(
        Line(
            name=PREFIX + column,
            label=words_of(label, language),
            choices=_choices(item, language, _chosen(column, answers, typed)),
            typed=next(iter(_chosen(column, answers, typed)), ""),
            code=codes.get(column),
        )
        for column, label in zip(columns_of(item), labels, strict=False)
    )


def _choices(item: Item, language: Language, chosen: Sequence[str]) -> tuple[Choice, ...]:
    labels = {option.code: words_of(option.label, language) for option in item.options}
    made = [
        Choice(value=str(code), label=labels.get(code), chosen=str(code) in chosen) for code in choices(item)
    ]
    if item.not_applicable:
        value, label = str(SAID_NOT_APPLICABLE), words_of(item.not_applicable, language)
        made.append(Choice(value=value, label=label, chosen=value in chosen))
    return tuple(made)


def _parts(item: Item, answers: Answers, language: Language, typed: Typed | None) -> tuple[Part, ...]:
    answer = answers.get(item.id)
    if item.type is ItemType.DATE:
        said = answer if isinstance(answer, str) else ""
        return tuple(_part(item, part, said[DATE_AT[part]], typed) for part in date_parts(language))
    if item.type is ItemType.RANKING:
        ranked = answer if isinstance(answer, tuple) else ()
        return tuple(
            _part(item, str(place + 1), str(ranked[place]) if place < len(ranked) else "", typed)
            for place in range(places(item))
        )
    return ()


def _part(item: Item, key: str, said: str, typed: Typed | None) -> Part:
    name = f"{PREFIX}{item.id}_{key}"
    return Part(key=key, name=name, typed=said if typed is None else next(iter(typed.get(name, ())), ""))


def _chosen(column: str, answers: Answers, typed: Typed | None) -> Sequence[str]:
    """What stands in the fields of a column."""
    if typed is not None:
        return typed.get(PREFIX + column, ())
    answer = answers.get(column)
    if answer is None or not is_answered(answer):
        return ()
    return [_as_typed(it) for it in answer] if isinstance(answer, tuple) else [_as_typed(answer)]


def _as_typed(answer: Answer) -> str:
    return f"{answer:f}" if isinstance(answer, Decimal) else str(answer)


def _most(item: Item) -> Decimal | None:
    if item.type in (ItemType.TEXT, ItemType.LONG_TEXT):
        return Decimal(characters(item))
    return item.most


def _target(item: Item, pointer: str, language: Language) -> str:
    """The id of the first field to look at."""
    if item.type is ItemType.DATE:
        return f"{PREFIX}{item.id}_{date_parts(language)[0]}"
    if item.type is ItemType.RANKING:
        return f"{PREFIX}{item.id}_1"
    if pointer == item.id and item.type is ItemType.MATRIX:
        return PREFIX + columns_of(item)[0]
    return PREFIX + pointer
