"""A table of encounters on its way in: the form, what is in it, and how far it is."""

from collections.abc import Sequence
from http import HTTPStatus

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.hospital.model import BadRow, Progress, Reading
from frontdesk.hospital.rules.tables import COLUMNS, NEEDED, OF_A_LANGUAGE, ROWS_AT_MOST
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import sentence, translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_encounter_words import class_in_words
from frontdesk_web.presenters.console_encounters import UPLOAD, tabs
from frontdesk_web.presenters.console_menu import ENCOUNTERS
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page
from frontdesk_web.sheets import Sheet

SHOWN_AT_MOST = 50


def upload_page(who: SignedIn, catalogue: Catalogue, *, error: FrontdeskError | None = None) -> Page:
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
        action=UPLOAD,
        sample_url=f"{ENCOUNTERS}/sample",
    )


def preview_page(who: SignedIn, catalogue: Catalogue, reading: Reading, *, text: str, upload_id: str) -> Page:
    """What is in a file: nothing is stored yet. The lines that are not shown are in a file to take."""
    language = who.session.language
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
        bad=[
            (it.number, [(_called(one.pointer, language), one.code) for one in it.errors])
            for it in reading.bad[:SHOWN_AT_MOST]
        ],
        bad_count=len(reading.bad),
        most=SHOWN_AT_MOST,
        twice=reading.twice,
        text=text,
        upload_id=upload_id,
        action=f"{UPLOAD}/confirm",
        faults=f"{UPLOAD}/faults",
        upload_url=UPLOAD,
    )


def progress_page(who: SignedIn, catalogue: Catalogue, progress: Progress, upload_id: str) -> Page:
    """How far it is."""
    return console_page(
        "console/encounter_progress.html",
        who,
        catalogue,
        here=None,
        back=f"{ENCOUNTERS}/uploads/{upload_id}",
        tabs=tabs(who, UPLOAD),
        progress=progress,
        again=f"{ENCOUNTERS}/uploads/{upload_id}",
        lists=ENCOUNTERS,
    )


def bad_lines(rows: Sequence[BadRow], language: Language) -> Sheet:
    """Lines that cannot be taken in, a row for each thing that is wrong with one."""
    _ = translations(language).gettext
    return Sheet(
        name=_("Lines with errors"),
        heads=[_("Line"), _("Column"), _("What is wrong")],
        rows=[
            [it.number, _called(one.pointer, language), sentence(one.code, language)]
            for it in rows
            for one in it.errors
        ],
    )


def _called(column: str, language: Language) -> str:
    return COLUMNS[column][OF_A_LANGUAGE.index(language.value)]
