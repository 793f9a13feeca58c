"""What is new in a release, each change in one sentence as an administrator thinks of it.

Drafts are compared before they are right: what does not have the form it should have is shown as it stands there.
"""

import json
from itertools import takewhile
from typing import Any

from frontdesk.kernel.language import Language, in_language
from frontdesk.window.rules.difference import Change, Named
from frontdesk_web.i18n import OWN_NAME, locale_of, translations

AT_MOST = 120
BEFORE = 40
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def in_words(change: Change, language: Language) -> str:
    """`Concern “Termin”, step “insurance”: Text (Deutsch) changed from “…” to “…”`."""
    _ = translations(language).gettext
    subject = ", ".join(_named(it, language) for it in change.subject) or _("The release")
    return _("%(subject)s: %(what)s") % {"subject": subject, "what": _what(change, language)}


def _what(change: Change, language: Language) -> str:
    _ = translations(language).gettext
    whole = {
        "question_added": _("question added"),
        "question_removed": _("question removed"),
        "case_added": f"{_('added')}: {_shown(change, change.after, language)}",
        "case_removed": f"{_('removed')}: {_shown(change, change.before, language)}",
    }
    if change.kind in whole:
        return whole[change.kind]
    deed = change.kind.rpartition("_")[2]
    if deed in {"added", "removed"}:
        return _("added") if deed == "added" else _("removed")
    if deed == "moved":
        places = {"before": change.before, "after": change.after}
        return _("moved from place %(before)s to place %(after)s") % places
    values = _where_they_differ(change.before, change.after)
    before, after = (_shown(change, it, language) for it in values)
    said = {"about": _about(change, language), "before": before, "after": after}
    if change.before is None:
        return _("%(about)s is new: %(after)s") % said
    if change.after is None:
        return _("%(about)s was removed: %(before)s") % said
    return _("%(about)s changed from %(before)s to %(after)s") % said


def _about(change: Change, language: Language) -> str:
    _ = translations(language).gettext
    known = {
        "released_at": _("Released for"),
        "validity_changed": _("Validity"),
        "hours_changed": _("Hours"),
        "language_required": _("Required languages"),
        "language_default": _("Default language"),
        "file_changed": _("File"),
    }
    about = known.get(change.kind) or _attribute(change.attribute, language)
    return about if change.language is None else f"{about} ({_own_name(change.language)})"


def _attribute(attribute: str, language: Language) -> str:
    """What a text or a setting is called; its own name where it has no other."""
    _ = translations(language).gettext
    return {
        "": _("Setting"),
        "text": _("Text"),
        "label": _("Name"),
        "title": _("Title"),
        "description": _("Description"),
        "hint": _("Hint"),
        "closed": _("Text for closed times"),
        "condition": _("Condition"),
        "outcome": _("Outcome"),
        "greeting": _("Greeting"),
        "ask_location": _("Question for the location"),
        "intro": _("Introduction"),
        "consent.text": _("Text of the consent"),
        "consent.version": _("Version of the consent"),
        "icon": _("Picture"),
        "placement": _("Place in the menu"),
        "start": _("First step"),
        "url": _("Address"),
        "mode": _("Way of showing it"),
        "required": _("Must be filled in"),
        "most": _("Longest answer"),
        "answers": _("Answers"),
        "expect": _("Expected end"),
    }.get(attribute, attribute)


def _named(it: Named, language: Language) -> str:
    _ = translations(language).gettext
    kinds = {
        "flow": _("Concern"),
        "step": _("step"),
        "case": _("case"),
        "option": _("answer"),
        "field": _("field"),
        "service": _("Service"),
        "download": _("Download"),
        "file": _("file"),
        "location": _("Location"),
        "test": _("Test"),
        "embed_origin": _("Provider that may be embedded"),
    }
    label = {Language(tag): words for tag, words in it.label.items()}
    name = in_language(label, language, fallbacks=tuple(Language)).text if label else it.name
    kind = kinds.get(it.kind, it.kind)
    if it.kind == "case":
        return f"{kind} {name}"
    if it.kind == "file":
        return f"{kind} ({_own_name(name)})"
    return _("%(kind)s “%(name)s”") % {"kind": kind, "name": name}


def _shown(change: Change, said: Any, language: Language) -> str:  # noqa: ANN401  # whatever JSON can say
    """A value in words, where it has the form that it should have; else as it stands there."""
    ways = {
        "case_added": _case,
        "case_removed": _case,
        "hours_changed": _hours,
        "validity_changed": _validity,
        "file_changed": _file,
    }
    parts = {"condition": _condition, "outcome": _outcome}
    way = parts.get(change.attribute) if change.kind == "case_changed" else ways.get(change.kind)
    try:
        found = way and way(said, language)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        found = None
    return found or _plain(said, language)


def _plain(said: Any, language: Language) -> str:  # noqa: ANN401
    """A text in quotes, a list with commas, anything else as JSON; long ones end in dots."""
    _ = translations(language).gettext
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    if isinstance(said, int):
        return str(said)
    if isinstance(said, list) and all(isinstance(it, str) for it in said):
        return _shortened(", ".join(said)) or "-"
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    return _("“%(words)s”") % {"words": _shortened(text)}


def _case(said: Any, language: Language) -> str:  # noqa: ANN401
    return f"{_condition(said, language)} → {_outcome(said, language) or _plain(said, language)}"


def _condition(said: Any, language: Language) -> str:  # noqa: ANN401
    """`known = no, insurance = private; at nord`."""
    _ = translations(language).gettext
    answers = ", ".join(f"{name} = {value}" for name, value in said.get("when", {}).items())
    places = _("at %(locations)s") % {"locations": ", ".join(said["at"])} if "at" in said else ""
    return _shortened("; ".join(filter(None, [answers, places]))) or _("always")


def _outcome(said: Any, language: Language) -> str | None:  # noqa: ANN401
    """The step or flow it leads to, or what the action is called; None where it says something else."""
    _ = translations(language).gettext
    match said:
        case {"go": str(step)}:
            return _("%(kind)s “%(name)s”") % {"kind": _("step"), "name": step}
        case {"run": {"flow": str(flow), **more}}:
            concern = _("%(kind)s “%(name)s”") % {"kind": _("Concern"), "name": flow}
            return f"{concern}, {_('step')} {more['step']}" if more else concern
        case {"do": {**does}} if len(does) == 1:
            action = str(next(iter(does)))
            actions = {
                "message": _("a message"),
                "external": _("a service outside"),
                "book": _("times to book"),
                "file": _("files"),
                "request": _("a request form"),
                "survey": _("a survey"),
            }
            return actions.get(action, action)
    return None


def _hours(said: Any, language: Language) -> str | None:  # noqa: ANN401
    """`Mon 08:00-12:00, Wed 08:00-12:00 14:00-16:00`."""
    if said == "location":
        return translations(language).gettext("the location's opening hours")
    days = locale_of(language).days["format"]["abbreviated"]
    spans = {
        day: " ".join(f"{opens}-{closes}" for opens, closes in said[day])
        for day in sorted(said)
        if said[day] and all(isinstance(it, str) for span in said[day] for it in span)
    }
    if len(spans) != len(said):
        return None
    return _shortened(", ".join(f"{days[int(day)]} {times}" for day, times in spans.items()))


def _validity(said: Any, language: Language) -> str | None:  # noqa: ANN401
    """The dates as they were written, with dots on the side that is open."""
    del language  # a date in a release is written the same in every language
    if (
        not said
        or not said.keys() <= {"from", "until"}
        or not all(isinstance(it, str) for it in said.values())
    ):
        return None
    return f"{said.get('from', '...')} - {said.get('until', '...')}"


def _file(said: Any, language: Language) -> str:  # noqa: ANN401
    """Its name, and the beginning of its hash: a file that was replaced often keeps its name."""
    return f"{_plain(str(said['name']), language)} ({said['type']}, {said['size']}, {said['sha256'][:8]})"


def _where_they_differ(one: Any, other: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """Both values; of two long texts that begin alike, what stands shortly before the first difference and on."""
    if not (isinstance(one, str) and isinstance(other, str)):
        return one, other
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    begin = sum(1 for _ in alike) - BEFORE
    if begin <= 0 or max(len(one), len(other)) <= AT_MOST:
        return one, other
    return ELLIPSIS + one[begin:], ELLIPSIS + other[begin:]


def _own_name(tag: str) -> str:
    """What a language calls itself; the tag where it is none of ours."""
    return OWN_NAME[Language(tag)] if tag in {it.value for it in Language} else tag


def _shortened(text: str) -> str:
    return text if len(text) <= AT_MOST else text[: AT_MOST - 1] + ELLIPSIS
