"""Answers as JSON, to be carried in a form or kept in a record."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from frontdesk.surveys.model.questionnaires import Answer, Answers

NUMBER = "n"


def write_answers(answers: Answers) -> dict[str, Any]:
    """Codes as numbers, lists of codes as lists, texts as texts; a number that was written as `{"n": "2.5"}`."""
    return {column: _written(answer) for column, answer in answers.items()}


def read_answers(said: Mapping[str, Any]) -> Answers:
    """The answers of what `write_answers` wrote."""
    return {column: _read(it) for column, it in said.items()}


def _written(answer: Answer) -> object:
    if isinstance(answer, Decimal):
        return {NUMBER: str(answer)}
    return list(answer) if isinstance(answer, tuple) else answer


def _read(said: Any) -> Answer:  # noqa: ANN401  (whatever JSON has)
    if isinstance(said, Mapping):
        return Decimal(said[NUMBER])
    if isinstance(said, list):
        return tuple(int(it) for it in said)
    return said if isinstance(said, str) else int(said)
