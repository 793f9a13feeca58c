"""What is new in a release, each change in one sentence as an administrator thinks of it."""

import json
from typing import Any

from frontdesk.kernel.language import Language, in_language
from frontdesk.window.rules.difference import Change, Named
from frontdesk_web.i18n import OWN_NAME, translations

AT_MOST = 120


def in_words(change: Change, language: Language) -> str:
    """`Concern “Termin”, step “insurance”: Text (Deutsch) changed from “…” to “…”`."""
    _ = translations(language).gettext
    subject = ", ".join(_named(it, language) for it in change.subject) or _("The release")
    return _("%(subject)s: %(what)s") % {"subject": subject, "what": _what(change, language)}


def _what(change: Change, language: Language) -> str:
    _ = translations(language).gettext
    deed = change.kind.rpartition("_")[2]
    if change.kind.endswith(("_added", "_removed")):
        return _("added") if deed == "added" else _("removed")
    values = {"before": _shown(change.before, language), "after": _shown(change.after, language)}
    if deed == "moved":
        return _("moved from place %(before)s to place %(after)s") % values
    about = {"about": _about(change, language)}
    if change.before is None:
        return _("%(about)s is new: %(after)s") % (values | about)
    if change.after is None:
        return _("%(about)s was removed: %(before)s") % (values | about)
    return _("%(about)s changed from %(before)s to %(after)s") % (values | about)


def _about(change: Change, language: Language) -> str:
    _ = translations(language).gettext
    known = {
        "released_at": _("Released for"),
        "validity_changed": _("Validity"),
        "hours_changed": _("Hours"),
        "language_required": _("Required languages"),
        "language_default": _("Default language"),
    }
    if change.kind in known:
        return known[change.kind]
    attributes = {
        "": _("Setting"),
        "text": _("Text"),
        "label": _("Name"),
        "title": _("Title"),
        "hint": _("Hint"),
        "closed": _("Text for closed times"),
        "condition": _("Condition"),
        "outcome": _("Outcome"),
        "greeting": _("Greeting"),
    }
    about = attributes.get(change.attribute, change.attribute)
    return about if change.language is None else f"{about} ({OWN_NAME[Language(change.language)]})"


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
    return _("%(kind)s “%(name)s”") % {"kind": kind, "name": name}


def _shown(said: Any, language: Language) -> str:  # noqa: ANN401  # whatever JSON can say
    """A text in quotes, a list with commas, anything else as JSON; long ones end in dots."""
    if isinstance(said, int):
        return str(said)
    if isinstance(said, list) and all(isinstance(it, str) for it in said):
        return ", ".join(said) or "-"
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    text = text if len(text) <= AT_MOST else text[: AT_MOST - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return translations(language).gettext("“%(words)s”") % {"words": text}
