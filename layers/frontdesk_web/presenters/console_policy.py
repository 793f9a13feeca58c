"""Policy and schemes of follow-up, for administrators: forms, and the whole as JSON."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model.book_written import write_book
from frontdesk.followup.model.plans import Anchor, Book, Mode, Population, Scheme
from frontdesk.followup.rules.laid_down import ANCHORS, range_of
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.surveys.model.drafts import Shelved
from frontdesk_web.i18n import OWN_NAME, sentence, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_followup_words import (
    anchor_in_words,
    mode_in_words,
    population_in_words,
)
from frontdesk_web.presenters.console_menu import FOLLOWUP_POLICY
from frontdesk_web.presenters.console_policy_form import (
    NUMBERS,
    SAID_OF_SCHEMA,
    at_fields,
    policy_groups,
    policy_labels,
    scheme_labels,
    typed_policy,
    typed_scheme,
)
from frontdesk_web.presenters.console_step_form import rows_of, step_options, words_of
from frontdesk_web.presenters.console_task_list import REPLIES
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

SCHEMES, IMPORT = f"{FOLLOWUP_POLICY}/schemes", f"{FOLLOWUP_POLICY}/import"
EXPORT = "/console/api/followup/book"
NEW = "new"


def policy_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    book: Book,
    *,
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
    done: str = "",
) -> Page:
    """The policy in a form, and the schemes in their order."""
    language, organisation = who.session.language, catalogue.organisation
    departments: dict[str, Words] = {
        it.id: said(it.name, organisation, language) for it in catalogue.departments
    }
    labels = policy_labels(departments, language)
    modes = [(it.value, mode_in_words(it, language)) for it in Mode]
    return console_page(
        "console/policy.html",
        who,
        catalogue,
        here=None,
        back=FOLLOWUP_POLICY,
        **_of_error(error, labels, organisation.languages, language),
        typed=typed or typed_policy(book.policy),
        version=typed.get("version", str(book.version)),
        labels={name: label.text for name, label in labels.items() if label},
        groups=policy_groups(language),
        ranges={name: range_of(name) for name in NUMBERS},
        modes=modes,
        departments=departments,
        schemes=[_scheme(it, catalogue, language) for it in book.schemes],
        new_url=f"{SCHEMES}/{NEW}",
        action=FOLLOWUP_POLICY,
        import_url=IMPORT,
        replies_url=REPLIES,
        export_url=EXPORT,
        done=_notice(done, language),
    )


def scheme_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    book: Book,
    scheme: Scheme | None,
    *,
    forms: Sequence[Shelved],
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
) -> Page:
    """A scheme in a form; None for a new one."""
    language, organisation = who.session.language, catalogue.organisation
    rows = rows_of(scheme.steps if scheme else ())
    name = scheme.id if scheme else NEW
    return console_page(
        "console/scheme.html",
        who,
        catalogue,
        here=None,
        back=f"{SCHEMES}/{name}",
        **_of_error(error, scheme_labels(rows, language), organisation.languages, language),
        typed=typed or (typed_scheme(scheme, language) if scheme else {}),
        version=typed.get("version", str(book.version)),
        scheme=scheme,
        heading=said(scheme.title, organisation, language) if scheme else None,
        tongues=[(it, OWN_NAME[it]) for it in organisation.languages],
        kept=[(it, typed_title(scheme, it)) for it in Language if it not in organisation.languages],
        whom=_whom(language),
        departments=[(it.id, said(it.name, organisation, language)) for it in catalogue.departments],
        rows=rows,
        options=step_options(language, forms, scheme.steps if scheme else ()),
        scripts=[
            (place, words_of(it.what, language), f"{SCHEMES}/{name}/steps/{place}", bool(it.script))
            for place, it in enumerate(scheme.steps if scheme else (), start=1)
        ],
        action=f"{SCHEMES}/{name}",
        policy_url=FOLLOWUP_POLICY,
    )


def import_page(
    who: SignedIn,
    catalogue: Catalogue,
    book: Book,
    *,
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
) -> Page:
    """The whole as JSON, to be replaced."""
    language = who.session.language
    errors = error.errors if isinstance(error, BadInput) else ()
    written = json.dumps(write_book(book), ensure_ascii=False, indent=1)
    faults = [(it.pointer, sentence(_code(it), language)) for it in errors]
    return console_page(
        "console/policy_import.html",
        who,
        catalogue,
        here=None,
        back=IMPORT,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else sentence(error.code, language),
        faults=faults,
        book=typed.get("book", written),
        version=typed.get("version", str(book.version)),
        action=IMPORT,
        policy_url=FOLLOWUP_POLICY,
    )


def typed_title(scheme: Scheme | None, language: Language) -> str:
    """The title in a language that the clinic does not use now: it is carried along."""
    return scheme.title.get(language, "") if scheme else ""


def _code(it: FieldError) -> str:
    return SAID_OF_SCHEMA.get(it.code, "schema" if it.code.startswith("schema_") else it.code)


def _of_error(
    error: FrontdeskError | None,
    labels: Mapping[str, Words | None],
    tongues: tuple[Language, ...],
    language: Language,
) -> dict[str, Any]:
    errors = at_or_as_they_are(error, tongues)
    return {
        "status": HTTPStatus.OK if error is None else status_of(error),
        "failed": error is not None,
        "problem": None if error is None or errors else sentence(error.code, language),
        "problems": problems_of(errors, labels, language),
        "errors": by_field(errors),
    }


def at_or_as_they_are(error: FrontdeskError | None, tongues: tuple[Language, ...]) -> list[FieldError]:
    """Faults of the book at the form's fields; those of the form are there already."""
    errors = error.errors if isinstance(error, BadInput) else ()
    return [at_fields([it], tongues)[0] if it.pointer.startswith("$") else it for it in errors]


def _scheme(it: Scheme, catalogue: Catalogue, language: Language) -> dict[str, Any]:
    ngettext = translations(language).ngettext
    steps = ngettext("%(num)s step", "%(num)s steps", len(it.steps)) % {"num": len(it.steps)}
    return {
        "title": said(it.title, catalogue.organisation, language),
        "whom": population_in_words(it.population, language),
        "diagnoses": ", ".join(it.diagnoses),
        "departments": [
            said(one.name, catalogue.organisation, language)
            for one in catalogue.departments
            if one.id in it.departments
        ],
        "steps": steps if it.steps else translations(language).gettext("steps by risk"),
        "url": f"{SCHEMES}/{it.id}",
    }


def _whom(language: Language) -> list[tuple[str, str]]:
    _ = translations(language).gettext

    def words(population: Population, anchor: Anchor) -> str:
        return _("%(whom)s, counted from %(anchor)s") % {
            "whom": population_in_words(population, language),
            "anchor": anchor_in_words(anchor, language),
        }

    return [
        (f"{population.value} {anchor.value}", words(population, anchor))
        for population, anchors in ANCHORS.items()
        for anchor in anchors
    ]


def _notice(done: str, language: Language) -> str | None:
    _ = translations(language).gettext
    return {
        "saved": _("It is laid down. Plans that run stay as they are."),
        "removed": _("The scheme is removed. Plans that run stay as they are."),
    }.get(done)
