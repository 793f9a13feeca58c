"""What is said at the call of a step: a form with a field for each of the clinic's languages."""

from collections.abc import Mapping
from http import HTTPStatus

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model.plans import Book, Scheme
from frontdesk.followup.rules.scripts import PLACEHOLDERS
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk_web.i18n import OWN_NAME, sentence, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_policy import SCHEMES
from frontdesk_web.presenters.console_policy_form import SAID_OF_SCHEMA
from frontdesk_web.presenters.console_step_form import words_of
from frontdesk_web.presenters.console_task_words import usual_script
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


def script_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    book: Book,
    scheme: Scheme,
    row: int,
    *,
    typed: Mapping[str, str],
    error: FrontdeskError | None,
) -> Page:
    """The words of the step at `row` in the clinic's languages, its own first; those of others are carried along.

    Where there are none, the usual ones are shown as they would be said.
    """
    language, organisation, step = who.session.language, catalogue.organisation, scheme.steps[row]
    errors = _at_fields(error)
    labels = {f"script.{it.value}": Words(OWN_NAME[it], it) for it in Language}
    url = f"{SCHEMES}/{scheme.id}"
    return console_page(
        "console/script.html",
        who,
        catalogue,
        here=None,
        back=url,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else sentence(error.code, language),
        problems=problems_of(errors, labels, language),
        errors=by_field(errors),
        heading=said(scheme.title, organisation, language),
        number=row + 1,
        what=words_of(step.what, language),
        tongues=[(it.value, OWN_NAME[it], usual_script(it)) for it in organisation.languages],
        kept=[(it.value, words) for it, words in step.script.items() if it not in organisation.languages],
        placeholders=_placeholders(language),
        typed=typed or {f"script.{it.value}": words for it, words in step.script.items()},
        version=typed.get("version", str(book.version)),
        action=f"{url}/steps/{row + 1}",
        scheme_url=url,
    )


def read_script(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by language; an empty field is none."""
    found = {it.value: typed.get(f"script.{it.value}", "").strip().replace("\r\n", "\n") for it in Language}
    return {language: words for language, words in found.items() if words}


def _at_fields(error: FrontdeskError | None) -> list[FieldError]:
    """Faults of the book at the form's fields: `$.schemes[1].steps[0].script.de` is the field `script.de`."""
    errors = error.errors if isinstance(error, BadInput) else ()
    return [
        FieldError(f"script{it.pointer.partition('.script')[2]}", SAID_OF_SCHEMA.get(it.code, it.code))
        for it in errors
    ]


def _placeholders(language: Language) -> list[tuple[str, str]]:
    _ = translations(language).gettext
    said_of = {
        "patient": _("the patient's name"),
        "clinic": _("the clinic"),
        "department": _("the department"),
        "caller": _("the name of whoever calls"),
        "date": _("the day of the visit or the discharge"),
    }
    return [("{" + it + "}", said_of[it]) for it in PLACEHOLDERS]
