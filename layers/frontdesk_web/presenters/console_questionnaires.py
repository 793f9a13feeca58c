"""The clinic's questionnaires: the list with what one can begin with, and one with all that is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import Language, Words, parse_text
from frontdesk.surveys.model.drafts import Draft, Revision, Shelved
from frontdesk.surveys.model.questionnaires import Item, ItemType, Questionnaire
from frontdesk.surveys.rules.reading import faults_of, read_questionnaire
from frontdesk.surveys.rules.starting import instruments
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import QUESTIONNAIRES
from frontdesk_web.presenters.console_questionnaire_words import (
    condition_in_words,
    lacks_of,
    method_in_words,
    test_in_words,
    type_in_words,
)
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.presenters.survey_items import words_of
from frontdesk_web.presenters.survey_licence import licence_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """An item in the list of what is asked; `first` of its page, but for the first page."""

    id: str
    text: Words
    type: str
    condition: str | None
    required: bool
    first: bool
    url: str


def questionnaires_page(  # noqa: PLR0913  (what the page shows)
    who: SignedIn,
    catalogue: Catalogue,
    found: Sequence[Shelved],
    *,
    typed: Mapping[str, str],
    done: str | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """All of them, and what a new one can begin with."""
    language = who.session.language
    _ = translations(language).gettext
    labels = {
        "title": Words(_("Title"), language),
        "id": Words(_("Short name"), language),
        "file": Words(_("File"), language),
    }
    errors = _at_the_start(error)
    return console_page(
        "console/questionnaires.html",
        who,
        catalogue,
        here=None,
        back=QUESTIONNAIRES,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        problems=problems_of(errors, labels, language),
        errors=by_field(errors),
        typed=typed,
        lines=[
            (it, words_of(it.title, language), it.written != it.revision, f"{QUESTIONNAIRES}/{it.id}")
            for it in found
        ],
        instruments=[
            (name, words_of(parse_text(it["title"]), language), licence_in_words(it["licence"], language))
            for name, it in instruments().items()
        ],
        done=_("The questionnaire is gone.") if done == "discarded" else None,
        url=QUESTIONNAIRES,
    )


def questionnaire_page(  # noqa: PLR0913  (what the page shows)
    who: SignedIn,
    catalogue: Catalogue,
    draft: Draft,
    revisions: Sequence[Revision],
    *,
    done: str | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """One of them: what is asked on which page, what it comes to, what is still missing, and its revisions."""
    language, shelved = who.session.language, draft.shelved
    q = read_questionnaire(draft.document, organisation_id=shelved.organisation_id, number=shelved.number + 1)
    url = f"{QUESTIONNAIRES}/{shelved.id}"
    return console_page(
        "console/questionnaire.html",
        who,
        catalogue,
        here=None,
        back=url,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        # What a revision lacks stands on the page anyway, each at its place.
        problem=None if error is None or isinstance(error, BadInput) else refusal_in_words(error, language),
        title=words_of(q.title, language),
        q=q,
        licence=licence_in_words(q.licence, language),
        shelved=shelved,
        changed=shelved.written != shelved.revision,
        url=url,
        lines=[
            _line(item, q, url, language, first=bool(page) and not place)
            for page, items in enumerate(q.pages)
            for place, item in enumerate(items)
        ],
        types=[(it.value, type_in_words(it, language)) for it in ItemType],
        scales=[_scale(q, n, language) for n in range(len(q.scales))],
        alerts=[(words_of(it.reason, language), test_in_words(it.test, q, language)) for it in q.alerts],
        lacks=lacks_of(q, faults_of(draft.document), lambda rest: f"{url}/{rest}", language),
        revisions=revisions,
        done=_done(done, language),
    )


def _line(item: Item, q: Questionnaire, url: str, language: Language, *, first: bool) -> ItemLine:
    text = words_of(item.text, language)
    return ItemLine(
        id=item.id,
        text=text if text.text else Words(item.id, language),
        type=type_in_words(item.type, language),
        condition=condition_in_words(item.when, q, language) if item.when else None,
        required=item.required,
        first=first,
        url=f"{url}/item?item={item.id}",
    )


def _scale(q: Questionnaire, n: int, language: Language) -> dict[str, Any]:
    it = q.scales[n]
    return {
        "name": words_of(it.name, language),
        "method": method_in_words(it.method, language),
        "count": len(it.of),
        "bands": [(band.starts_at, words_of(band.name, language), band.alert) for band in it.bands],
    }


def _at_the_start(error: FrontdeskError | None) -> list[FieldError]:
    """What stands at a field: a file that is none of ours is the file's fault, wherever in it the fault is."""
    if not isinstance(error, BadInput):
        return []
    at_fields = [it for it in error.errors if not it.pointer.startswith("$")]
    return at_fields or [FieldError("file", "surveys.not_a_questionnaire")]


def _done(done: str | None, language: Language) -> str | None:
    _ = translations(language).gettext
    return {
        "saved": _("Saved. Patients see it when it is published."),
        "published": _("Published. A survey can ask by it from now on."),
        "taken": _("The draft is what the revision says."),
    }.get(done or "")
