"""The surveys that a definition leads to, wherever it is right enough to say so."""

from collections.abc import Iterator


def surveys_of(said: object, pointer: str = "$") -> Iterator[tuple[str, str]]:
    """(pointer, survey) of every mention, in the order of the definition: a case may stand in a step or a service."""
    match said:
        case {"do": {"survey": {"survey": str(survey)}}}:
            yield f"{pointer}.do.survey.survey", survey
        case dict():
            for name, it in said.items():
                yield from surveys_of(it, f"{pointer}.{name}")
        case list():
            for index, it in enumerate(said):
                yield from surveys_of(it, f"{pointer}[{index}]")
