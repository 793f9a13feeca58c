"""What went wrong in a form, so that the summary at the top leads to the field."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language, Words

BIRTH_DATE = "birth_date"
NOWHERE = "now"

_DAY_FIRST = ("day", "month", "year")
_YEAR_FIRST = ("year", "month", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A line of the error summary: `target` is the id of the first input to look at."""

    target: str
    label: Words | None
    code: str


def date_parts(language: Language) -> tuple[str, ...]:
    """The three fields of a date in the order people write them in."""
    return _YEAR_FIRST if language in (Language.SWEDISH, Language.CHINESE) else _DAY_FIRST


def problems_of(
    errors: Sequence[FieldError],
    labels: Mapping[str, Words | None],
    language: Language,
    *,
    dates: Collection[str] = (),
) -> tuple[Problem, ...]:
    """The summary in the order of `labels`, the form's fields; what belongs to no field comes first.

    `dates` are the fields besides the date of birth that are written in three parts.
    """
    order = list(labels)
    known = sorted(errors, key=lambda error: order.index(error.pointer) if error.pointer in labels else -1)
    return tuple(
        Problem(
            target=_target(error.pointer, labels, language, dates),
            label=labels.get(error.pointer),
            code=error.code,
        )
        for error in known
    )


def by_field(errors: Sequence[FieldError]) -> dict[str, str]:
    """The first error code of every field."""
    return {error.pointer: error.code for error in reversed(errors)}


def _target(
    pointer: str, labels: Mapping[str, Words | None], language: Language, dates: Collection[str]
) -> str:
    if pointer == BIRTH_DATE:
        return f"birth_{date_parts(language)[0]}"
    if pointer in dates:
        return f"{pointer}_{date_parts(language)[0]}"
    return pointer if pointer in labels else NOWHERE
