"""Parts of a questionnaire as somebody types them, and what was typed as a part of the document.

Only what cannot be written down at all is refused here (BadInput at its field); a draft may be wrong for a while, and
the questionnaire's page says what it lacks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import is_slug
from frontdesk.kernel.language import Language
from frontdesk.surveys.model.drafts import Document
from frontdesk.surveys.model.questionnaires import Compared, Item, ItemType
from frontdesk.surveys.rules.meaning import CHOSEN, HAS_ENDS, HAS_LEAST, HAS_MOST, MAY_NOT_APPLY

TEST_ROWS, FEWEST_ROWS, MORE_ROWS = 3, 4, 4
NUMBER = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,4})?")

Typed = Mapping[str, str]
Faults = list[FieldError]


def front_typed(typed: Typed) -> Document:
    """Title, intro, languages and licence; at least one language must stay."""
    languages = [it for it in Language if f"languages.{it}" in typed]
    if not languages:
        raise BadInput([FieldError("languages", "surveys.no_language")])
    return {
        "title": _texts(typed, "title", languages),
        "intro": _texts(typed, "intro", languages),
        "languages": [it.value for it in languages],
        "licence": typed.get("licence", "").strip(),
    }


def front_as_typed(document: Document) -> dict[str, str]:
    """The same the other way round."""
    languages = {f"languages.{it}": "1" for it in document["languages"]}
    said = {"licence": document.get("licence", "")} | languages
    return said | _typed_texts("title", document["title"]) | _typed_texts("intro", document.get("intro"))


def item_typed(
    typed: Typed, item_id: str, kind: ItemType, columns: Mapping[str, Item], languages: Sequence[Language]
) -> Document:
    """An item; `columns` are those of the items before it, which its condition may speak of."""
    faults: Faults = []
    item: dict[str, Any] = {"id": item_id, "type": kind.value, "text": _texts(typed, "text", languages)}
    if kind in CHOSEN:
        item["options"] = list(_options(typed, languages, faults))
    if kind is ItemType.MATRIX:
        item["rows"] = list(_rows(typed, languages, faults))
    for name, there in (
        ("help", True),
        ("not_applicable", kind in MAY_NOT_APPLY),
        ("low_end", kind in HAS_ENDS),
        ("high_end", kind in HAS_ENDS),
    ):
        if there and (texts := _texts(typed, name, languages)):
            item[name] = texts
    for name, kinds in (("least", HAS_LEAST), ("most", HAS_MOST)):
        if kind in kinds and (number := _number(typed, name, faults)) is not None:
            item[name] = number
    if kind is not ItemType.INFO and "required" in typed:
        item["required"] = True
    tests = [_test(typed, f"when.{n}", columns, faults) for n in _numbered(typed, "when")]
    if said := [it for it in tests if it is not None]:
        item["when"] = {"any_of": typed.get("when.any") == "any", "tests": said}
    return _unless(faults, item)


def item_as_typed(item: Document) -> dict[str, str]:
    """The same the other way round."""
    typed: dict[str, str] = {"required": "1"} if item.get("required") else {}
    for name in ("text", "help", "not_applicable", "low_end", "high_end"):
        typed |= _typed_texts(name, item.get(name))
    for name in ("least", "most"):
        typed[name] = _shown(item.get(name))
    for n, it in enumerate(item.get("options", ())):
        typed |= {f"options.{n}.code": str(it["code"]), f"options.{n}.points": _shown(it.get("points"))}
        typed |= _typed_texts(f"options.{n}.label", it["label"])
    for n, it in enumerate(item.get("rows", ())):
        typed |= {f"rows.{n}.id": it["id"]} | _typed_texts(f"rows.{n}.label", it["label"])
    when = item.get("when", {})
    typed["when.any"] = "any" if when.get("any_of") else "all"
    for n, it in enumerate(when.get("tests", ())):
        typed |= _typed_test(f"when.{n}", it)
    return typed


def scale_typed(typed: Typed, columns: Sequence[str], languages: Sequence[Language]) -> Document:
    """A scale of the columns that were chosen; without a number all of them must be answered."""
    faults: Faults = []
    of = [it for it in columns if f"of.{it}" in typed]
    if not of:
        faults.append(FieldError("of", "surveys.choose_questions"))
    name = _name(typed, "id", faults)
    at_least = _number(typed, "at_least", faults)
    if isinstance(at_least, float) or (at_least is not None and at_least < 1):
        faults.append(FieldError("at_least", "surveys.wrong_limit"))
    made = {
        "id": name,
        "name": _texts(typed, "name", languages),
        "of": of,
        "method": typed.get("method", "sum"),
        "reversed_of": [it for it in of if f"rev.{it}" in typed],
        "at_least": at_least or len(of),
        "bands": list(_bands(typed, languages, faults)),
    }
    return _unless(faults, made)


def scale_as_typed(scale: Document) -> dict[str, str]:
    """The same the other way round."""
    typed = {"id": scale["id"], "method": scale["method"], "at_least": str(scale["at_least"])}
    typed |= {f"of.{it}": "1" for it in scale["of"]} | {
        f"rev.{it}": "1" for it in scale.get("reversed_of", ())
    }
    for n, it in enumerate(scale.get("bands", ())):
        typed |= {f"bands.{n}.starts_at": _shown(it["starts_at"])} | _typed_texts(
            f"bands.{n}.name", it["name"]
        )
        typed |= {f"bands.{n}.alert": "1"} if it.get("alert") else {}
    return typed | _typed_texts("name", scale["name"])


def alert_typed(typed: Typed, columns: Mapping[str, Item], languages: Sequence[Language]) -> Document:
    """A warning: an answer, and why somebody must look at it."""
    faults: Faults = []
    test = _test(typed, "test", columns, faults)
    if test is None:
        faults.append(FieldError("test.of", "surveys.choose_questions"))
    return _unless(faults, {"test": test, "reason": _texts(typed, "reason", languages)})


def alert_as_typed(alert: Document) -> dict[str, str]:
    """The same the other way round."""
    return _typed_test("test", alert["test"]) | _typed_texts("reason", alert["reason"])


def rows_of(typed: Typed, name: str, *, more: bool = False, fewest: int = FEWEST_ROWS) -> range:
    """How many lines of options, rows, bands or tests the form shows: those there are, and one or more to write in."""
    taken = {
        int(it.split(".")[1]) for it, said in typed.items() if said and re.match(rf"{name}\.\d{{1,2}}\.", it)
    }
    there = max(taken, default=-1) + 1
    return range(max(fewest, there + (MORE_ROWS if more else 1)))


def name_typed(typed: Typed, taken: Sequence[str]) -> str:
    """The short name of something new; BadInput where it cannot be one, or is taken."""
    faults: Faults = []
    name = _name(typed, "id", faults)
    if name in taken:
        faults.append(FieldError("id", "surveys.not_unique"))
    return str(_unless(faults, {"id": name})["id"])


def _options(typed: Typed, languages: Sequence[Language], faults: Faults) -> Iterator[Document]:
    code = 0
    for n in _numbered(typed, "options"):
        if not (label := _texts(typed, f"options.{n}.label", languages)):
            continue
        said = _number(typed, f"options.{n}.code", faults)
        code = said if isinstance(said, int) else code + 1
        if isinstance(said, float) or not 0 <= code <= 9999:  # noqa: PLR2004  (the schema's)
            faults.append(FieldError(f"options.{n}.code", "surveys.wrong_limit"))
        points = _number(typed, f"options.{n}.points", faults)
        yield {"code": code, "label": label} | ({} if points is None else {"points": points})


def _rows(typed: Typed, languages: Sequence[Language], faults: Faults) -> Iterator[Document]:
    for n in _numbered(typed, "rows"):
        if label := _texts(typed, f"rows.{n}.label", languages):
            name = typed.get(f"rows.{n}.id", "").strip() or f"r{n + 1}"
            yield {"id": _name({"id": name}, "id", faults, at=f"rows.{n}.id"), "label": label}


def _bands(typed: Typed, languages: Sequence[Language], faults: Faults) -> Iterator[Document]:
    for n in _numbered(typed, "bands"):
        name, starts_at = (
            _texts(typed, f"bands.{n}.name", languages),
            _number(typed, f"bands.{n}.starts_at", faults),
        )
        if name or starts_at is not None:
            alert = {"alert": True} if f"bands.{n}.alert" in typed else {}
            yield {"starts_at": starts_at or 0, "name": name} | alert


def _test(typed: Typed, at: str, columns: Mapping[str, Item], faults: Faults) -> Document | None:
    """A comparison; None where no question is chosen."""
    of = typed.get(f"{at}.of", "")
    if not of:
        return None
    compared = typed.get(f"{at}.compared", "")
    if of not in columns or compared not in set(Compared):
        raise BadInput([FieldError(f"{at}.of", "surveys.not_asked_before")])
    made: dict[str, Any] = {"of": of, "compared": compared}
    if compared != Compared.ANSWERED:
        is_date = columns[of].type is ItemType.DATE
        value = typed.get(f"{at}.value", "").strip() if is_date else _number(typed, f"{at}.value", faults)
        if value in (None, "") and not any(it.pointer == f"{at}.value" for it in faults):
            faults.append(FieldError(f"{at}.value", "required"))
        made["value"] = value
    return made


def _typed_test(at: str, test: Document) -> dict[str, str]:
    return {
        f"{at}.of": test["of"],
        f"{at}.compared": test["compared"],
        f"{at}.value": _shown(test.get("value")),
    }


def _numbered(typed: Typed, name: str) -> list[int]:
    return sorted({int(it.split(".")[1]) for it in typed if re.match(rf"{name}\.\d{{1,2}}\.", it)})


def _texts(typed: Typed, name: str, languages: Sequence[Language]) -> dict[str, str]:
    said = {it.value: typed.get(f"{name}.{it}", "").replace("\r\n", "\n").strip() for it in languages}
    return {language: text for language, text in said.items() if text}


def _typed_texts(name: str, text: Mapping[str, str] | None) -> dict[str, str]:
    return {f"{name}.{language}": said for language, said in (text or {}).items()}


def _number(typed: Typed, name: str, faults: Faults) -> int | float | None:
    said = typed.get(name, "").strip().replace(",", ".")
    if not said:
        return None
    if not NUMBER.fullmatch(said):
        faults.append(FieldError(name, "surveys.not_a_number"))
        return None
    return float(said) if "." in said else int(said)


def _name(typed: Typed, name: str, faults: Faults, *, at: str = "") -> str:
    said = typed.get(name, "").strip().lower()
    if not is_slug(said):
        faults.append(FieldError(at or name, "surveys.no_name"))
    return said


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _unless(faults: Faults, made: Document) -> Document:
    if faults:
        raise BadInput(faults)
    return made
