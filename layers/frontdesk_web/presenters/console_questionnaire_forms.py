"""The forms of a questionnaire: its front, an item, a score, a warning; every text in all its languages."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.surveys.model.drafts import Draft
from frontdesk.surveys.model.questionnaires import Compared, Item, ItemType, Method, Questionnaire
from frontdesk.surveys.rules.holding import by_column, items, points
from frontdesk.surveys.rules.meaning import CHOSEN, HAS_ENDS, HAS_LEAST, HAS_MOST, MAY_NOT_APPLY
from frontdesk.surveys.rules.reading import read_questionnaire
from frontdesk_web.i18n import OWN_NAME, translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import QUESTIONNAIRES
from frontdesk_web.presenters.console_questionnaire_typed import TEST_ROWS, Typed, rows_of
from frontdesk_web.presenters.console_questionnaire_words import (
    column_in_words,
    compared_in_words,
    method_in_words,
    type_in_words,
)
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.presenters.survey_items import words_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


def written(draft: Draft) -> Questionnaire:
    """The draft as a questionnaire, whole or not."""
    shelved = draft.shelved
    return read_questionnaire(
        draft.document, organisation_id=shelved.organisation_id, number=shelved.number + 1
    )


def before(q: Questionnaire, item_id: str) -> Mapping[str, Item]:
    """The columns of what is asked before an item; all of them for a new one."""
    earlier = set()
    for item in items(q):
        if item.id == item_id:
            break
        earlier.add(item.id)
    return {column: item for column, item in by_column(q).items() if item.id in earlier}


def counting(q: Questionnaire) -> Mapping[str, Item]:
    """The columns that have points."""
    return {column: item for column, item in by_column(q).items() if points(item)}


def front_form(
    who: SignedIn, catalogue: Catalogue, draft: Draft, typed: Typed, error: FrontdeskError | None = None
) -> Page:
    """Title, intro, languages, licence."""
    _ = translations(who.session.language).gettext
    labels = {"languages": _("Languages"), "licence": _("Licence")}
    return _form(who, catalogue, draft, "front", typed, labels, error, tongues=tuple(Language))


def item_form(  # noqa: PLR0913, PLR0917  (what is shown of an item)
    who: SignedIn,
    catalogue: Catalogue,
    draft: Draft,
    item_id: str,
    kind: ItemType,
    typed: Typed,
    *,
    is_new: bool,
    more: bool = False,
    error: FrontdeskError | None = None,
) -> Page:
    """An item; for a new one `item_id` is the name that is proposed."""
    language = who.session.language
    earlier = before(written(draft), item_id)
    return _form(
        who,
        catalogue,
        draft,
        "item",
        typed,
        _item_labels(typed, language),
        error,
        address=f"?type={kind}" if is_new else f"?item={item_id}",
        is_new=is_new,
        item_id=item_id,
        type=kind,
        type_words=type_in_words(kind, language),
        has={
            "options": kind in CHOSEN,
            "points": kind in CHOSEN - {ItemType.MULTI, ItemType.RANKING},
            "rows": kind is ItemType.MATRIX,
            "not_applicable": kind in MAY_NOT_APPLY,
            "least": kind in HAS_LEAST,
            "most": kind in HAS_MOST,
            "ends": kind in HAS_ENDS,
            "required": kind is not ItemType.INFO,
        },
        option_rows=rows_of(typed, "options", more=more),
        row_rows=rows_of(typed, "rows", more=more),
        tests=[f"when.{n}" for n in _tests(typed)],
        **_comparing(earlier, language),
    )


def scale_form(  # noqa: PLR0913  (what is shown of a scale)
    who: SignedIn,
    catalogue: Catalogue,
    draft: Draft,
    at: int,
    typed: Typed,
    *,
    more: bool = False,
    error: FrontdeskError | None = None,
) -> Page:
    """A scale: of which questions, how it is counted, and in which bands a score lies."""
    language = who.session.language
    _ = translations(language).gettext
    labels = {
        "id": _("Short name"),
        "of": _("Which questions count?"),
        "at_least": _("How many must be answered"),
    }
    labels |= {f"bands.{n}.starts_at": _("From") for n in rows_of(typed, "bands", more=more)}
    return _form(
        who,
        catalogue,
        draft,
        "scale",
        typed,
        labels,
        error,
        address=f"?at={at}",
        is_new=at >= len(draft.document.get("scales", ())),
        columns=[(it, column_in_words(it, item, language)) for it, item in counting(written(draft)).items()],
        methods=[(it.value, method_in_words(it, language)) for it in Method],
        band_rows=rows_of(typed, "bands", more=more),
    )


def alert_form(  # noqa: PLR0913  (what is shown of a warning)
    who: SignedIn,
    catalogue: Catalogue,
    draft: Draft,
    at: int,
    typed: Typed,
    *,
    error: FrontdeskError | None = None,
) -> Page:
    """An answer that somebody must look at at once."""
    language = who.session.language
    _ = translations(language).gettext
    return _form(
        who,
        catalogue,
        draft,
        "alert",
        typed,
        {"test.of": _("Question"), "test.value": _("Value")},
        error,
        address=f"?at={at}",
        is_new=at >= len(draft.document.get("alerts", ())),
        **_comparing(by_column(written(draft)), language),
    )


def _form(  # noqa: PLR0913, PLR0917  (what every form of a questionnaire shows)
    who: SignedIn,
    catalogue: Catalogue,
    draft: Draft,
    part: str,
    typed: Typed,
    labels: Mapping[str, str],
    error: FrontdeskError | None,
    *,
    address: str = "",
    tongues: Sequence[Language] = (),
    **context: Any,  # noqa: ANN401  (what the template needs)
) -> Page:
    language, q = who.session.language, written(draft)
    errors: Sequence[FieldError] = error.errors if isinstance(error, BadInput) else ()
    url = f"{QUESTIONNAIRES}/{q.id}"
    return console_page(
        f"console/questionnaire_{part}.html",
        who,
        catalogue,
        here=None,
        back=f"{url}/{part}{address}",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        problems=problems_of(errors, {name: Words(it, language) for name, it in labels.items()}, language),
        errors=by_field(errors),
        typed=typed,
        title=words_of(q.title, language),
        overview=url,
        url=f"{url}/{part}{address}",
        version=typed.get("version", str(draft.shelved.version)),
        tongues=[(it.value, OWN_NAME[it]) for it in tongues or q.languages],
        **context,
    )


def _comparing(columns: Mapping[str, Item], language: Language) -> dict[str, Any]:
    """What a comparison is chosen from, and which number stands for which answer."""
    chosen = {item.id: item for item in columns.values() if item.options}
    return {
        "columns": [(it, column_in_words(it, item, language)) for it, item in columns.items()],
        "comparisons": [(it.value, compared_in_words(it, language)) for it in Compared],
        "codes": [
            (it.id, [(option.code, words_of(option.label, language)) for option in it.options])
            for it in chosen.values()
        ],
    }


def _tests(typed: Typed) -> range:
    """The lines of a condition: "when.any" is none of them."""
    return rows_of(typed, "when", fewest=TEST_ROWS)


def _item_labels(typed: Typed, language: Language) -> dict[str, str]:
    _ = translations(language).gettext
    labels = {"id": _("Short name"), "least": _("At least"), "most": _("At most")}
    for n in _tests(typed):
        labels |= {f"when.{n}.of": _("Question"), f"when.{n}.value": _("Value")}
    for n in range(100):
        labels |= {
            f"options.{n}.code": _("Number"),
            f"options.{n}.points": _("Points"),
            f"rows.{n}.id": _("Short name"),
        }
    return labels
