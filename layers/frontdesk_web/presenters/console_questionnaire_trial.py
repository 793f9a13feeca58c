"""A questionnaire as patients see it, in each of its languages, to be tried out: what is shown, what it comes to."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from markupsafe import Markup

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.language import Language
from frontdesk.surveys.model.questionnaires import (
    HIDDEN,
    MISSING,
    SAID_NOT_APPLICABLE,
    Alert,
    Answer,
    Questionnaire,
)
from frontdesk.surveys.usecases.try_questionnaire import Trial
from frontdesk_web.i18n import OWN_NAME, sentence, translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import QUESTIONNAIRES
from frontdesk_web.presenters.console_questionnaire_words import condition_in_words
from frontdesk_web.presenters.survey_items import item_shown, words_of
from frontdesk_web.presenters.survey_licence import attribution
from frontdesk_web.render import Page, environment


def preview_page(  # noqa: PLR0913  (what is tried, in which language, with what)
    who: SignedIn,
    catalogue: Catalogue,
    q: Questionnaire,
    *,
    spoken: Language,
    number: int,
    form: Mapping[str, Sequence[str]] | None = None,
    trial: Trial | None = None,
) -> Page:
    """One page of the questionnaire in that language; with a trial, what the answers of all pages come to.

    What was answered on the other pages is carried along.
    """
    language = who.session.language
    url = f"{QUESTIONNAIRES}/{q.id}"
    return console_page(
        "console/questionnaire_preview.html",
        who,
        catalogue,
        here=None,
        back=f"{url}/preview?in={spoken}",
        status=HTTPStatus.OK,
        title=words_of(q.title, spoken),
        intro=words_of(q.intro, spoken) if q.intro and number == 1 else None,
        licence=attribution(q.licence, spoken),
        overview=url,
        url=f"{url}/preview",
        spoken=spoken.value,
        tongues=[(it.value, OWN_NAME[it], f"{url}/preview?in={it}") for it in q.languages],
        number=number,
        pages=range(1, len(q.pages) + 1),
        carried=_carried(q, number, form or {}),
        shown=_items(q, number, spoken, form, trial),
        conditions=[
            (item.id, condition_in_words(item.when, q, language)) for item in q.pages[number - 1] if item.when
        ],
        trial=_told(q, trial, language) if trial else None,
    )


def _items(
    q: Questionnaire,
    number: int,
    spoken: Language,
    form: Mapping[str, Sequence[str]] | None,
    trial: Trial | None,
) -> Markup:
    """The items by the macro that patients see, in the language they see it in."""
    faults = trial.faults if trial else ()
    shown = [item_shown(it, {}, spoken, faults, typed=form) for it in q.pages[number - 1]]
    made = environment(spoken).get_template("surveys/items.html").render(items=shown)
    return Markup(made)  # noqa: S704  # nosec B704  # a template that escapes made it


def _carried(q: Questionnaire, number: int, form: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The fields of the other pages."""
    here = {item.id for item in q.pages[number - 1]}
    return [
        (name, value)
        for name, values in form.items()
        if name.startswith("q.") and name[2:].partition(".")[0].partition("_")[0] not in here
        for value in values
    ]


def _told(q: Questionnaire, trial: Trial, language: Language) -> dict[str, Any]:
    _ = translations(language).gettext
    shown = {it.id for it in trial.shown}
    return {
        "row": [(column, _answer(it, language)) for column, it in trial.row.items()],
        "hidden": [words_of(it.text, language) for page in q.pages for it in page if it.id not in shown],
        "scores": [
            (
                words_of(scale.name, language),
                _("too little answered") if trial.scores[scale.id] is None else f"{trial.scores[scale.id]:g}",
                words_of(band.name, language) if (band := trial.bands[scale.id]) else None,
            )
            for scale in q.scales
            if scale.id in trial.scores
        ],
        "alerts": [
            words_of(it.reason if isinstance(it, Alert) else it.name, language) for it in trial.alerts
        ],
        "faults": [(it.pointer, sentence(it.code, language)) for it in trial.faults],
    }


def _answer(answer: Answer, language: Language) -> str:
    _ = translations(language).gettext
    if isinstance(answer, tuple):
        return ", ".join(map(str, answer))
    meanings = {SAID_NOT_APPLICABLE: _("does not apply"), HIDDEN: _("not asked"), MISSING: _("not answered")}
    said = meanings.get(int(answer)) if not isinstance(answer, str) else None
    return f"{answer} ({said})" if said else str(answer)
