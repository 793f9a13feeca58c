"""A clinic's own words for its messages: what may stand in them, how they are filled in, and how they look. Pure.

A placeholder is a name in braces; what is to be read as a brace is written twice. Nothing else is understood: no
attribute, no index, no format, so that words that somebody wrote can reach nothing but what they are told.
"""

import re
from collections.abc import Iterator, Mapping

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Purpose, Wording
from frontdesk.messaging.model.settings import Template
from frontdesk.messaging.rules.segments import segments
from frontdesk.messaging.rules.wordings import WORDINGS
from frontdesk.messaging.rules.wordings_of_outreach import OF_OUTREACH

OWN = re.compile(r"own-[a-z0-9](?:[a-z0-9-]{0,26}[a-z0-9])?")
"""What a template is called that a clinic thought of itself: for reminders of a patient's next examination."""
OF_OWN = frozenset({"clinic", "link", "due"})
"""What such a one may say: the day it is due, and where to book. Never what for: telephones lie about."""
NEEDED = frozenset({"link", "code"})
"""What must stand in the text wherever the built-in words have it: without it a message leads nowhere."""
SECRET = frozenset({"code"})
"""What is in no subject: it is seen where nobody has opened anything."""
SUBJECT_AT_MOST = 120
SEGMENTS_AT_MOST = 6
TEXT_AT_MOST: Mapping[Kind | None, int] = {
    None: 5000,
    Kind.SMS: 918,
    Kind.EMAIL: 5000,
    Kind.VOICE: 600,
    Kind.POST: 3000,
}
"""Characters; a text message besides takes six segments at most, a call is read aloud within a minute."""
_TOKEN = re.compile(r"{{|}}|{([a-z_]*)}|[{}]")


def placeholders(template: str) -> frozenset[str]:
    """What may stand in a template; KeyError for one that there is not."""
    if OWN.fullmatch(template):
        return OF_OWN
    said = WORDINGS[template].values()
    return frozenset(it for one in said for it in _names(one.subject + one.text)) | {"clinic"}


def needed(template: str) -> frozenset[str]:
    """What must stand in its text."""
    if OWN.fullmatch(template):
        return frozenset()
    every = [frozenset(_names(it.text)) for it in WORDINGS[template].values()]
    return frozenset.intersection(*every) & NEEDED


def purpose_of(template: str) -> Purpose:
    """What a template is used for."""
    if OWN.fullmatch(template) or template.startswith("followup_"):
        return Purpose.RECALL
    if template.startswith("appointment_reminder"):
        return Purpose.APPOINTMENT
    if template in OF_OUTREACH:
        return Purpose.RECALL
    if template.startswith("survey_"):
        return Purpose.SURVEY
    return Purpose.STAFF if template.startswith("staff_") else Purpose.SERVICE


def is_template(name: str) -> bool:
    """Whether there is a template of that name, or a clinic may make one."""
    return name in WORDINGS or OWN.fullmatch(name) is not None


def faults_of(
    template: str, kind: Kind | None, wording: Wording, *, sample: Mapping[str, str]
) -> list[FieldError]:
    """What is wrong with the words, at `subject` and `text`; `sample` is what they are measured with."""
    faults = [
        *_of_braces("subject", wording.subject, placeholders(template) - SECRET),
        *_of_braces("text", wording.text, placeholders(template)),
    ]
    if not wording.text.strip():
        faults.append(FieldError("text", "required"))
    if len(wording.subject) > SUBJECT_AT_MOST or len(wording.subject.splitlines()) > 1:
        faults.append(FieldError("subject", "subject_too_long"))
    if len(wording.text) > TEXT_AT_MOST[kind]:
        faults.append(FieldError("text", "too_long"))
    if faults:
        return faults
    if missing := needed(template) - set(_names(wording.text)):
        return [FieldError("text", f"placeholder_missing_{min(missing)}")]
    if kind is Kind.SMS and segments(filled(wording.text, sample)).count > SEGMENTS_AT_MOST:
        return [FieldError("text", "too_many_segments")]
    return []


def filled(words: str, values: Mapping[str, str]) -> str:
    """The words with what they stand for; KeyError for a placeholder without, ValueError for a brace that is none."""

    def told(found: re.Match[str]) -> str:
        if found[0] in ("{{", "}}"):
            return found[0][0]
        if found[1] is None:
            raise ValueError(found[0])
        return values[found[1]]

    return _TOKEN.sub(told, words)


def own_wording(
    templates: Mapping[tuple[str, Language], Template], name: str, language: Language, kind: Kind
) -> Wording | None:
    """The clinic's own words for a kind of contact, else for all; None where the built-in ones are used.

    One that a clinic thought of itself and did not write in the language is said in another: better than nothing.
    """
    languages = [language, *Language] if OWN.fullmatch(name) else [language]
    for one in languages:
        if (stored := templates.get((name, one))) and (
            said := stored.wordings.get(kind) or stored.wordings.get(None)
        ):
            return said
    return None


def _names(words: str) -> Iterator[str]:
    return (it[1] for it in _TOKEN.finditer(words) if it[1] is not None)


def _of_braces(field: str, words: str, known: frozenset[str]) -> Iterator[FieldError]:
    found = list(_TOKEN.finditer(words))
    if any(it[1] is None and it[0] in ("{", "}") for it in found):
        yield FieldError(field, "placeholder_broken")
    elif any(it[1] is not None and it[1] not in known for it in found):
        yield FieldError(field, "placeholder_unknown")
