"""A table of services on its way in: the form, what is in it, and how far it is."""

from collections.abc import Sequence
from http import HTTPStatus

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language
from frontdesk.reminders.model.uploads import BadRow, Progress, Reading
from frontdesk.reminders.rules.tables import COLUMNS, NEEDED, ROWS_AT_MOST
from frontdesk_web.i18n import sentence
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import REMINDERS
from frontdesk_web.presenters.console_reminder_words import care_in_words
from frontdesk_web.presenters.console_reminders import UPLOAD, tabs
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

SHOWN_AT_MOST = 100


def upload_page(who: SignedIn, catalogue: Catalogue, *, error: FrontdeskError | None = None) -> Page:
    """Asks for the file, and says what must be in it."""
    language = who.session.language
    return console_page(
        "console/reminder_upload.html",
        who,
        catalogue,
        here=None,
        back=UPLOAD,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else refusal_in_words(error, language),
        tabs=tabs(who, UPLOAD),
        most=ROWS_AT_MOST,
        columns=[(name, name in NEEDED) for name in COLUMNS],
        action=UPLOAD,
    )


def preview_page(who: SignedIn, catalogue: Catalogue, reading: Reading, *, text: str, upload_id: str) -> Page:
    """What is in a file: nothing is stored yet."""
    language = who.session.language
    return console_page(
        "console/reminder_preview.html",
        who,
        catalogue,
        here=None,
        back=UPLOAD,
        tabs=tabs(who, UPLOAD),
        rows=[(it, care_in_words(it.care, language)) for it in reading.rows[:SHOWN_AT_MOST]],
        count=len(reading.rows),
        bad=_bad(reading.bad[:SHOWN_AT_MOST], language),
        bad_count=len(reading.bad),
        twice=reading.twice,
        text=text,
        upload_id=upload_id,
        action=f"{UPLOAD}/confirm",
        upload_url=UPLOAD,
    )


def progress_page(who: SignedIn, catalogue: Catalogue, progress: Progress, upload_id: str) -> Page:
    """How far it is."""
    return console_page(
        "console/reminder_progress.html",
        who,
        catalogue,
        here=None,
        back=f"{REMINDERS}/uploads/{upload_id}",
        tabs=tabs(who, UPLOAD),
        progress=progress,
        again=f"{REMINDERS}/uploads/{upload_id}",
    )


def _bad(rows: Sequence[BadRow], language: Language) -> list[tuple[int, list[tuple[str, str]]]]:
    return [
        (it.number, [(error.pointer, sentence(error.code, language)) for error in it.errors]) for it in rows
    ]
