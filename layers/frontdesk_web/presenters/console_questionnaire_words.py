"""Questionnaires in the words of whoever writes them: kinds of questions, comparisons, and what is still wrong."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language, Words
from frontdesk.surveys.model.questionnaires import (
    SAID_NOT_APPLICABLE,
    Compared,
    Item,
    ItemType,
    Method,
    Questionnaire,
    Test,
    When,
)
from frontdesk.surveys.rules.holding import by_column
from frontdesk_web.i18n import OWN_NAME, sentence, translations
from frontdesk_web.presenters.survey_items import words_of

SHORT, TESTS_SHOWN = 60, 3
_ITEM = re.compile(r"\$\.pages\[(\d+)\]\[(\d+)\]")
_PIECE = re.compile(r"\$\.(scales|alerts)\[(\d+)\]")
_LANGUAGE = re.compile(r"\.(de|sv|zh-Hans|en)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What keeps a questionnaire from being published, at one place of it."""

    place: Words
    url: str
    sentences: tuple[str, ...]


def type_in_words(kind: ItemType, language: Language) -> str:
    """What kind of question it is."""
    _ = translations(language).gettext
    return {
        ItemType.SINGLE: _("One answer of several"),
        ItemType.MULTI: _("Several answers"),
        ItemType.SCALE: _("Scale, side by side"),
        ItemType.NPS: _("0 to 10"),
        ItemType.STARS: _("Stars"),
        ItemType.MATRIX: _("Several lines with the same answers"),
        ItemType.NUMBER: _("A number"),
        ItemType.DATE: _("A date"),
        ItemType.TEXT: _("A short text"),
        ItemType.LONG_TEXT: _("A long text"),
        ItemType.RANKING: _("Put in order"),
        ItemType.INFO: _("Only a text, no question"),
        ItemType.CONSENT: _("Consent"),
    }[kind]


def compared_in_words(compared: Compared, language: Language) -> str:
    """How an answer is compared."""
    _ = translations(language).gettext
    return {
        Compared.IS: _("is"),
        Compared.IS_NOT: _("is something else than"),
        Compared.AT_LEAST: _("is at least"),
        Compared.AT_MOST: _("is at most"),
        Compared.HAS: _("has"),
        Compared.ANSWERED: _("was answered"),
    }[compared]


def method_in_words(method: Method, language: Language) -> str:
    """How a score is made of points."""
    _ = translations(language).gettext
    return {
        Method.SUM: _("Sum of the points"),
        Method.MEAN: _("Mean of the points"),
        Method.LINEAR: _("From 0 to 100"),
    }[method]


def column_in_words(column: str, item: Item, language: Language) -> str:
    """A column as one chooses it: its name, and the beginning of what is asked."""
    rows = {f"{item.id}.{row.id}": row.label for row in item.rows}
    asked = words_of(rows.get(column, item.text), language).text
    return f"{column}: {asked if len(asked) <= SHORT else asked[: SHORT - 1] + '…'}"


def condition_in_words(when: When, q: Questionnaire, language: Language) -> str:
    """When an item is asked."""
    _ = translations(language).gettext
    word = _("or") if when.any_of else _("and")
    between = f" {word} "
    shown = [test_in_words(test, q, language) for test in when.tests[:TESTS_SHOWN]]
    return between.join(shown) + (f"{between}…" if len(when.tests) > TESTS_SHOWN else "")


def test_in_words(test: Test, q: Questionnaire, language: Language) -> str:
    """One comparison: what is asked, how it is compared, and the answer by its words."""
    _ = translations(language).gettext
    item = by_column(q).get(test.of)
    asked = test.of if item is None else _("“%(words)s”") % {"words": _asked(test.of, item, language)}
    return " ".join(
        filter(None, (asked, compared_in_words(test.compared, language), _value(test, item, language)))
    )


def lacks_of(
    q: Questionnaire, faults: Sequence[FieldError], here: Callable[[str], str], language: Language
) -> tuple[Lack, ...]:
    """What is still wrong, by place; missing texts of a place in one sentence with their languages."""
    places: dict[str, tuple[Words, list[str], list[Language]]] = {}
    for fault in faults:
        url, place = _place(q, fault.pointer, here, language)
        _words, sentences, missing = places.setdefault(url, (place, [], []))
        tongue = _LANGUAGE.search(fault.pointer)
        if fault.code == "surveys.text_missing" and tongue:
            missing.append(Language(tongue[1]))
        elif (said := sentence(fault.code, language)) not in sentences:
            sentences.append(said)
    _ = translations(language).gettext
    return tuple(
        Lack(
            place=place,
            url=url,
            sentences=tuple(sentences)
            + (
                (
                    _("Texts are missing in: %(languages)s")
                    % {"languages": ", ".join(OWN_NAME[it] for it in Language if it in missing)},
                )
                if missing
                else ()
            ),
        )
        for url, (place, sentences, missing) in places.items()
    )


def _place(
    q: Questionnaire, pointer: str, here: Callable[[str], str], language: Language
) -> tuple[str, Words]:
    _ = translations(language).gettext
    if found := _ITEM.match(pointer):
        item = q.pages[int(found[1])][int(found[2])]
        text = words_of(item.text, language)
        return here(f"item?item={item.id}"), text if text.text else Words(item.id, language)
    if found := _PIECE.match(pointer):
        kind, n = found[1], int(found[2])
        piece = {"scales": _("Score"), "alerts": _("Warning")}[kind]
        return here(f"{kind[:-1]}?at={n}"), Words(f"{piece} {n + 1}", language)
    return here("front"), Words(_("Title and languages"), language)


def _asked(column: str, item: Item, language: Language) -> str:
    rows = {f"{item.id}.{row.id}": row.label for row in item.rows}
    return words_of(rows.get(column, item.text), language).text


def _value(test: Test, item: Item | None, language: Language) -> str:
    if test.value is None:
        return ""
    labels: Mapping[str, str] = {}
    if item is not None:
        labels = {str(it.code): words_of(it.label, language).text for it in item.options}
        if item.not_applicable:
            labels = {**labels, str(SAID_NOT_APPLICABLE): words_of(item.not_applicable, language).text}
    return labels.get(str(test.value)) or str(test.value)
