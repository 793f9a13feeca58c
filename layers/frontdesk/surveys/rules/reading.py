"""A questionnaire as it is written (`questionnaire.schema.json`) becomes nouns; its bytes are its name. Pure."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language, Text, parse_text
from frontdesk.surveys.model.questionnaires import (
    Alert,
    Band,
    Compared,
    Item,
    ItemId,
    ItemType,
    Method,
    Option,
    Questionnaire,
    QuestionnaireId,
    RevisionId,
    Row,
    Scale,
    Test,
    When,
)
from frontdesk.surveys.rules.meaning import faults_of_meaning

LARGEST = 200_000
"""Bytes of a document: half of what a record of the table holds."""


def read_questionnaire(
    document: Mapping[str, Any], *, organisation_id: OrganisationId, number: int
) -> Questionnaire:
    """The questionnaire of a document that fits the schema; a draft may lack texts that a revision must have."""
    return Questionnaire(
        id=QuestionnaireId(document["id"]),
        organisation_id=organisation_id,
        revision=revision_of(document),
        number=number,
        title=parse_text(document["title"]),
        intro=_text(document.get("intro")),
        languages=tuple(Language(it) for it in document["languages"]),
        pages=tuple(tuple(_item(it) for it in page) for page in document["pages"]),
        scales=tuple(_scale(it) for it in document.get("scales", ())),
        alerts=tuple(
            Alert(test=_test(it["test"]), reason=parse_text(it["reason"]))
            for it in document.get("alerts", ())
        ),
        licence=document.get("licence", ""),
    )


def faults_of(document: object) -> tuple[FieldError, ...]:
    """Everything that keeps a document from being published, each at its path (`$.pages[0][2].text`)."""
    if faults := faults_of_shape(document):
        return faults
    assert isinstance(document, Mapping), "the schema asks for an object"
    return faults_of_meaning(read_questionnaire(document, organisation_id=OrganisationId(""), number=0))


def faults_of_shape(document: object) -> tuple[FieldError, ...]:
    """What does not fit the schema: such a document cannot even be a draft."""
    try:
        if len(canonical(document)) > LARGEST:
            return (FieldError("$", "surveys.questionnaire_too_large"),)
    except BadInput as error:
        return error.errors
    misfits = sorted(_validator().iter_errors(document), key=lambda it: it.json_path)
    return tuple(FieldError(it.json_path, f"schema_{it.validator}") for it in misfits)


def canonical(document: object) -> bytes:
    """UTF-8 JSON without spaces, keys in order, a whole number without a point. BadInput for what has no such bytes."""
    try:
        return json.dumps(
            _plain(document), ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
        ).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise BadInput([FieldError("$", "not_json")]) from error


def revision_of(document: object) -> RevisionId:
    """SHA-256 of the canonical bytes: whoever writes the same has the same revision."""
    return RevisionId(hashlib.sha256(canonical(document)).hexdigest())


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema of a questionnaire."""
    said: dict[str, Any] = json.loads(
        (files("frontdesk.surveys") / "questionnaire.schema.json").read_text("utf-8")
    )
    return said


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(it) for key, it in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(it) for it in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _item(said: Mapping[str, Any]) -> Item:
    return Item(
        id=ItemId(said["id"]),
        type=ItemType(said["type"]),
        text=parse_text(said["text"]),
        help=_text(said.get("help")),
        options=tuple(
            Option(code=int(it["code"]), label=parse_text(it["label"]), points=_number(it.get("points")))
            for it in said.get("options", ())
        ),
        rows=tuple(Row(id=it["id"], label=parse_text(it["label"])) for it in said.get("rows", ())),
        not_applicable=_text(said.get("not_applicable")),
        required=said.get("required", False),
        least=_number(said.get("least")),
        most=_number(said.get("most")),
        low_end=_text(said.get("low_end")),
        high_end=_text(said.get("high_end")),
        when=_when(said["when"]) if "when" in said else None,
    )


def _when(said: Mapping[str, Any]) -> When:
    return When(tests=tuple(_test(it) for it in said["tests"]), any_of=said.get("any_of", False))


def _test(said: Mapping[str, Any]) -> Test:
    value = said.get("value")
    return Test(
        of=said["of"],
        compared=Compared(said["compared"]),
        value=value if isinstance(value, str) else _number(value),
    )


def _scale(said: Mapping[str, Any]) -> Scale:
    return Scale(
        id=said["id"],
        name=parse_text(said["name"]),
        of=tuple(said["of"]),
        method=Method(said["method"]),
        reversed_of=frozenset(said.get("reversed_of", ())),
        at_least=int(said["at_least"]),
        bands=tuple(
            Band(
                starts_at=Decimal(str(it["starts_at"])),
                name=parse_text(it["name"]),
                alert=it.get("alert", False),
            )
            for it in said.get("bands", ())
        ),
    )


def _text(said: Mapping[str, str] | None) -> Text | None:
    return parse_text(said) if said else None


def _number(said: float | None) -> Decimal | None:
    return None if said is None else Decimal(str(said))
