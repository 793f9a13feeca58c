"""A table of encounters on its way in: the form, what is in it, and how far it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.hospital.model import BadRow, Progress, Reading
from frontdesk.hospital.rules.reading import CLASS_WORDS, DISPOSITION_WORDS
from frontdesk.hospital.rules.samples import sample
from frontdesk.hospital.rules.tables import COLUMNS, NEEDED, OF_A_LANGUAGE, ROWS_AT_MOST
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language
from frontdesk.kernel.tables import NO, YES, cells_of
from frontdesk_web.i18n import OWN_NAME, sentence, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_encounter_words import class_in_words
from frontdesk_web.presenters.console_encounters import UPLOAD, tabs
from frontdesk_web.presenters.console_menu import ENCOUNTERS
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page
from frontdesk_web.sheets import Sheet

SHOWN_AT_MOST = 50
Faults = tuple[int, str, list[tuple[str, str, str]]]
"""A line: its number, whose it is, and of each column with an error what it says and why it cannot."""


def upload_page(
    who: SignedIn,
    catalogue: Catalogue,
    *,
    locations: Sequence[Location],
    error: FrontdeskError | None = None,
) -> Page:
    """Asks for the file, and says what must be in it."""
    language = who.session.language
    return console_page(
        "console/encounter_upload.html",
        who,
        catalogue,
        here=None,
        back=UPLOAD,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else refusal_in_words(error, language),
        tabs=tabs(who, UPLOAD),
        most=ROWS_AT_MOST,
        columns=[(_called(name, language), name in NEEDED) for name in COLUMNS],
        possible=[
            (_called(name, language), words)
            for name, words in _possible(catalogue, locations, language).items()
        ],
        action=UPLOAD,
        sample_url=f"{ENCOUNTERS}/sample",
    )


def preview_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    reading: Reading,
    *,
    text: str,
    upload_id: str,
    locations: Sequence[Location],
) -> Page:
    """What is in a file: nothing is stored yet. The lines that are not shown are in a file to take."""
    language, shown = who.session.language, reading.bad[:SHOWN_AT_MOST]
    wrong = {one.pointer for it in shown for one in it.errors}
    return console_page(
        "console/encounter_preview.html",
        who,
        catalogue,
        here=None,
        back=UPLOAD,
        tabs=tabs(who, UPLOAD),
        rows=[(it, class_in_words(it.encounter.kind, language)) for it in reading.rows[:SHOWN_AT_MOST]],
        zones={it.id: it.zone for it in catalogue.locations},
        count=len(reading.rows),
        bad=[_faults(it, language) for it in shown],
        possible=[
            (_called(name, language), words)
            for name, words in _possible(catalogue, locations, language).items()
            if name in wrong
        ],
        bad_count=len(reading.bad),
        most=SHOWN_AT_MOST,
        twice=reading.twice,
        text=text,
        upload_id=upload_id,
        action=f"{UPLOAD}/confirm",
        faults_url=f"{UPLOAD}/faults",
        upload_url=UPLOAD,
    )


def progress_page(
    who: SignedIn, catalogue: Catalogue, progress: Progress, upload_id: str, *, asked: Mapping[str, str]
) -> Page:
    """How far it is. `asked` says on which list most of it will be."""
    most = {name: asked[name] for name in ("location", "list", "day") if name in asked}
    here = f"{ENCOUNTERS}/uploads/{upload_id}?{urlencode(most)}"
    return console_page(
        "console/encounter_progress.html",
        who,
        catalogue,
        here=None,
        back=here,
        tabs=tabs(who, UPLOAD),
        progress=progress,
        again=here,
        lists=f"{ENCOUNTERS}?{urlencode(most)}" if most else ENCOUNTERS,
    )


def sample_sheet(catalogue: Catalogue, location: Location, language: Language, day: date) -> Sheet:
    """A table to begin from, at a place of the clinic."""
    organisation = catalogue.organisation
    heads, rows = sample(
        language,
        day,
        location=said(location.name, organisation, language).text,
        department=said(catalogue.department(location.desk).name, organisation, language).text,
        region=organisation.phone_region,
    )
    return Sheet(name="encounters", heads=heads, rows=rows)


def faulty_lines(text: str, bad: Sequence[BadRow], language: Language) -> Sheet:
    """The lines of a file that cannot be taken in, as they are written, and beside each what is wrong with it.

    It can be put right and taken in: columns that are not known say nothing, and those of an earlier such file go.
    """
    _ = translations(language).gettext
    ours = [_("Line"), _("What is wrong")]
    lines = cells_of(text)
    heads = next(lines)[1]
    theirs = [at for at, head in enumerate(heads) if head not in ours]
    wrong = {it.number: _in_words(it, language) for it in bad}
    return Sheet(
        name=_("Lines with errors"),
        heads=[*(heads[at] for at in theirs), *ours],
        rows=[
            [*(cells[at] if at < len(cells) else "" for at in theirs), number, wrong[number]]
            for number, cells in lines
            if number in wrong
        ],
    )


def _in_words(it: BadRow, language: Language) -> str:
    return " · ".join(
        f"{_called(one.pointer, language)}: {sentence(one.code, language)}" for one in it.errors
    )


def _faults(it: BadRow, language: Language) -> Faults:
    whose = " · ".join(filter(None, (it.cells.get("name"), it.cells.get("visit_number"))))
    return (
        it.number,
        whose,
        [(_called(one.pointer, language), it.cells.get(one.pointer, ""), one.code) for one in it.errors],
    )


def _possible(
    catalogue: Catalogue, locations: Sequence[Location], language: Language
) -> dict[str, list[str]]:
    """What may stand in the columns that take certain words only, as a reader of that language would write it."""
    at, organisation = OF_A_LANGUAGE.index(language.value), catalogue.organisation
    theirs = {it.id for it in locations}
    return {
        "class": [words[at] for words in CLASS_WORDS.values()],
        "location": [f"{said(it.name, organisation, language).text} ({it.id})" for it in locations],
        "department": [
            f"{said(it.name, organisation, language).text} ({it.id})"
            for it in catalogue.departments
            if it.location_id in theirs
        ],
        "language": [OWN_NAME[it] for it in organisation.languages],
        "disposition": [words[at] for words in DISPOSITION_WORDS.values()],
        "emergent": [YES[at], NO[at]],
        "cancelled": [YES[at], NO[at]],
    }


def _called(column: str, language: Language) -> str:
    return COLUMNS[column][OF_A_LANGUAGE.index(language.value)]
