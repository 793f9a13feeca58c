"""A package of messages in the console: its form, and how each message reads."""

from collections.abc import Mapping, Sequence
from typing import Any

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model.plans import Scheme
from frontdesk.kernel.errors import Conflict, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.messaging.model import Kind
from frontdesk.messaging.rules.templates import SEGMENTS_AT_MOST, TEXT_AT_MOST
from frontdesk.outreach.model import Content, Package
from frontdesk.outreach.rules.texts import KINDS, VARIABLES, faults_of, length_of, sample_of
from frontdesk_web.i18n import OWN_NAME, translations
from frontdesk_web.presenters.clinic import said as in_words
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_encounter_words import population_in_words
from frontdesk_web.presenters.console_menu import PUSH
from frontdesk_web.presenters.console_plans import of_error
from frontdesk_web.presenters.console_push_form import (
    POPULATIONS,
    Typed,
    departments_of,
    package_labels,
    rows_of,
    typed_content,
)
from frontdesk_web.presenters.console_push_words import (
    ORDERS,
    SORTS,
    kinds_in_words,
    length_in_words,
    package_tag,
    sort_in_words,
)
from frontdesk_web.render import Page

PACKAGES = f"{PUSH}/packages"
NEW = "new"


def package_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    package: Package | None,
    schemes: Sequence[Scheme],
    *,
    form_id: str,
    typed: Typed,
    error: FrontdeskError | None = None,
    done: str = "",
) -> Page:
    """A package in a form; None for a new one. Without an error its stored draft, with what is still missing in it."""
    language, organisation = who.session.language, catalogue.organisation
    draft = package.draft if package else None
    rows = rows_of(draft) if draft else range(1)
    labels = package_labels(rows, catalogue, language)
    stored = typed_content(draft) if draft else {}
    url = f"{PACKAGES}/{package.id if package else NEW}"
    return console_page(
        "console/push_package.html",
        who,
        catalogue,
        here=None,
        back=url,
        **of_error(error, labels, language),
        typed=typed or stored,
        version=str(package.version) if package else "",
        form_id=form_id,
        package=package,
        state=package_tag(package, language) if package else None,
        missing=_missing(draft, catalogue) if draft and not typed else 0,
        changed=_changed(typed, stored, labels) if isinstance(error, Conflict) else [],
        rows=rows,
        lengths=_lengths(draft, catalogue, language) if draft and not typed else {},
        variables=["{" + it + "}" for it in VARIABLES],
        **_choices(catalogue, schemes, language),
        tongues=[(it, OWN_NAME[it]) for it in organisation.languages],
        action=url,
        preview_url=f"{url}/preview",
        centre_url=PUSH,
        done=_notice(done, language),
    )


def preview_page(who: SignedIn, catalogue: Catalogue, package: Package, tongue: Language) -> Page:
    """How the messages of the draft read in one language, with somebody who is nobody."""
    language, clinic = who.session.language, catalogue.organisation
    url = f"{PACKAGES}/{package.id}"
    messages = [
        {
            "after_days": it.after_days,
            "at": it.at,
            **_read(it.texts.get(tongue, ""), tongue, package.draft.kinds or KINDS, catalogue, language),
        }
        for it in package.draft.items
    ]
    return console_page(
        "console/push_preview.html",
        who,
        catalogue,
        here=None,
        back=f"{url}/preview?tongue={tongue.value}",
        package=package,
        tongue=tongue,
        first_tongue=clinic.languages[0],
        first=OWN_NAME[clinic.languages[0]],
        tabs=[
            (OWN_NAME[it], it, f"{url}/preview?tongue={it.value}", it is tongue) for it in clinic.languages
        ],
        messages=messages,
        url=url,
    )


def _read(
    text: str, tongue: Language, kinds: Sequence[Kind], catalogue: Catalogue, language: Language
) -> dict[str, Any]:
    """A message as it reads, and what it is too long for; nothing where a brace stands for nothing."""
    clinic = catalogue.organisation.name
    try:
        length = length_of(text, tongue, clinic)
        words = sample_of(text, tongue, clinic)
    except (KeyError, ValueError):
        return {"text": text, "length": "", "too_long": False}
    too_long = any(length.characters > TEXT_AT_MOST[kind] for kind in kinds)
    too_many = Kind.SMS in kinds and length.segments.count > SEGMENTS_AT_MOST
    return {
        "text": words if text else "",
        "length": length_in_words(length, language),
        "too_long": too_long or too_many,
    }


def _lengths(draft: Content, catalogue: Catalogue, language: Language) -> Mapping[str, str]:
    """How long each message is, by its field."""
    return {
        f"items.{row}.text.{tongue.value}": _read(text, tongue, (), catalogue, language)["length"]
        for row, it in enumerate(draft.items)
        for tongue, text in it.texts.items()
    }


def _missing(draft: Content, catalogue: Catalogue) -> int:
    """How many faults keep the draft from being published."""
    clinic = catalogue.organisation
    return len(faults_of(draft, languages=clinic.languages, clinic=clinic.name))


def _changed(typed: Typed, stored: Typed, labels: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What somebody else wrote meanwhile, where it is not what was typed."""
    named = [(name, label) for name, label in labels.items() if label]
    return [
        (label.text, stored.get(name, ""))
        for name, label in named
        if stored.get(name, "") != typed.get(name, "").replace("\r\n", "\n")
    ]


def _choices(catalogue: Catalogue, schemes: Sequence[Scheme], language: Language) -> dict[str, Any]:
    return {
        "sorts": [
            (f"{topic.value} {occasion.value}", sort_in_words(topic, occasion, language))
            for topic, occasion in SORTS
        ],
        "populations": [(it.value, Words(population_in_words(it, language), language)) for it in POPULATIONS],
        "departments": departments_of(catalogue, language),
        "schemes": [(it.id, in_words(it.title, catalogue.organisation, language)) for it in schemes],
        "orders": [(" ".join(it), kinds_in_words(it, language)) for it in ORDERS],
    }


def _notice(done: str, language: Language) -> str | None:
    _ = translations(language).gettext
    return {
        "saved": _("The draft is saved. Nothing of it is sent before it is published."),
        "published": _("It is published. Whoever leaves or comes from now on, and fits, is sent it."),
        "stopped": _("It is stopped. Nothing more of it is sent to anybody."),
        "resumed": _("It goes on. What was due meanwhile is not made up for."),
    }.get(done)
