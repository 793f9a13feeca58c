"""What stands in a package's messages: variables from a list, and no more than a channel takes. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind
from frontdesk.messaging.model.settings import Segments
from frontdesk.messaging.rules.segments import segments
from frontdesk.messaging.rules.templates import SEGMENTS_AT_MOST, TEXT_AT_MOST, filled
from frontdesk.outreach.model import Content, Occasion, Topic

VARIABLES = ("name", "clinic", "day", "department")
"""What may stand in a text. None of them says anything of an illness: a telephone lies on tables."""
OF_EVERYBODY = ("name", "clinic")
"""What may stand in a greeting and in a push, which follow no encounter."""
KINDS = (Kind.SMS, Kind.EMAIL)
ITEMS_AT_MOST, DAYS_AT_MOST, NAME_AT_MOST, GROUP_AT_MOST = 6, 365, 80, 50
_CODE = re.compile(r"[A-Z][0-9][0-9A-Z.]{0,6}")
_BRACES = re.compile(r"{([^{}]*)}|[{}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a message is, filled in with a sample: characters, and what it takes as text messages."""

    characters: int
    segments: Segments


def said(text: str, values: Mapping[str, str]) -> str:
    """The text as somebody reads it, behind the clinic's name; KeyError and ValueError for what should not be there."""
    return filled(text, values)


def sample_values(language: Language, clinic: str) -> Mapping[str, str]:
    """Somebody who is nobody, and as long as most."""
    name, day, department = {
        Language.GERMAN: ("Anna-Katharina Beispiel", "24. November 2026", "Innere Medizin"),
        Language.SWEDISH: ("Anna-Karin Exempelsson", "24 november 2026", "Medicinkliniken"),
        Language.CHINESE: ("张三示例", "2026年11月24日", "心血管内科"),
        Language.ENGLISH: ("Anna Catherine Sample", "24 November 2026", "Internal medicine"),
    }[language]
    return {"name": name, "clinic": clinic, "day": day, "department": department}


def sample_of(text: str, language: Language, clinic: str) -> str:
    """A message of that text to somebody who is nobody, with the clinic's name in front as messaging puts it there;
    KeyError and ValueError like `said`."""
    after = "：" if language is Language.CHINESE else ": "
    return f"{clinic}{after}{said(text, sample_values(language, clinic))}"


def length_of(text: str, language: Language, clinic: str) -> Length:
    """How long such a message is."""
    whole = sample_of(text, language, clinic)
    return Length(characters=len(whole), segments=segments(whole))


def faults_of(content: Content, *, languages: Sequence[Language], clinic: str) -> list[FieldError]:
    """What keeps a draft from being published, at the fields of its form.

    It is written in the first language of the clinic at least: whoever speaks one that it is not written in reads that.
    """
    variables = VARIABLES if content.occasion is Occasion.ENCOUNTER else OF_EVERYBODY
    return [*_of_frame(content), *_of_name(content.name), *_of_items(content, languages, clinic, variables)]


def faults_of_push(content: Content, *, languages: Sequence[Language], clinic: str) -> list[FieldError]:
    """The same of what a push says, which has no occasion and no days."""
    return [*_of_name(content.name), *_of_items(content, languages, clinic, OF_EVERYBODY)]


def _of_text(
    text: str, language: Language, kinds: Collection[Kind], clinic: str, variables: Collection[str]
) -> str:
    """What is wrong with one text; empty for nothing."""
    if not text.strip():
        return "required"
    for found in _BRACES.finditer(text):
        if found[1] is None:
            return "placeholder_broken"
        if found[1] not in variables:
            return "placeholder_unknown"
    length = length_of(text, language, clinic)
    if any(length.characters > TEXT_AT_MOST[kind] for kind in kinds):
        return "too_long"
    return "too_many_segments" if Kind.SMS in kinds and length.segments.count > SEGMENTS_AT_MOST else ""


def _of_name(name: str) -> Iterator[FieldError]:
    if not name.strip():
        yield FieldError("name", "required")
    elif len(name) > NAME_AT_MOST:
        yield FieldError("name", "too_long")


def _of_frame(it: Content) -> Iterator[FieldError]:
    if (it.topic is Topic.GREETING) is (it.occasion is Occasion.ENCOUNTER):
        yield FieldError("occasion", "greeting_needs_its_day")
    if len(it.group.diagnoses) > GROUP_AT_MOST:
        yield FieldError("diagnoses", "too_long")
    elif any(_CODE.fullmatch(one.upper()) is None for one in it.group.diagnoses):
        yield FieldError("diagnoses", "not_icd10")
    if it.occasion is Occasion.FESTIVAL:
        if not it.festivals:
            yield FieldError("festivals", "required")
        elif len({one.year for one in it.festivals}) < len(it.festivals):
            yield FieldError("festivals", "one_day_a_year")


def _of_items(
    content: Content, languages: Sequence[Language], clinic: str, variables: Collection[str]
) -> Iterator[FieldError]:
    for number, it in enumerate(content.items):
        if not 0 <= it.after_days <= DAYS_AT_MOST:
            yield FieldError(f"items.{number}.after_days", "not_between")
        for tongue in languages:
            if tongue not in it.texts and tongue != languages[0]:
                continue
            text = it.texts.get(tongue, "")
            if code := _of_text(text, tongue, content.kinds or KINDS, clinic, variables):
                yield FieldError(f"items.{number}.text.{tongue.value}", code)
