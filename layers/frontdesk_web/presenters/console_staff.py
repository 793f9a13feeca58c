"""Who works here: the list, what a table would change, and first passwords, which are shown once."""

from collections.abc import Sequence
from http import HTTPStatus

from frontdesk.access.model import Comparison, FirstPassword, SignedIn, Staff, StaffReading
from frontdesk.access.rules.tables import COLUMNS, NEEDED, STAFF_AT_MOST
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page, role_in_words
from frontdesk_web.presenters.console_menu import STAFF
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

LANGUAGES = (Language.ENGLISH, Language.GERMAN, Language.SWEDISH, Language.CHINESE)
"""In the order of the words for a column."""


def staff_page(
    who: SignedIn, catalogue: Catalogue, everybody: Sequence[Staff], *, error: FrontdeskError | None = None
) -> Page:
    """The list, and the form that takes a table."""
    language = who.session.language
    return console_page(
        "console/staff.html",
        who,
        catalogue,
        here=None,
        back=STAFF,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else refusal_in_words(error, language),
        lines=_lines(everybody, catalogue, language),
        me=who.staff.id,
        most=STAFF_AT_MOST,
        columns=[(_called(name, language), name in NEEDED) for name in COLUMNS],
        departments=[
            (it.id, said(it.name, catalogue.organisation, language)) for it in catalogue.departments
        ],
        action=STAFF,
    )


def staff_preview_page(
    who: SignedIn, catalogue: Catalogue, reading: StaffReading, found: Comparison, *, text: str
) -> Page:
    """What a table would change. Nothing is stored yet."""
    language = who.session.language
    _ = translations(language).gettext
    return console_page(
        "console/staff_preview.html",
        who,
        catalogue,
        here=None,
        back=STAFF,
        groups=[
            (_("New"), _lines(found.new, catalogue, language)),
            (_("Changed"), _lines(found.changed, catalogue, language)),
            (_("Not in the table: they stay as they are"), _lines(found.missing, catalogue, language)),
        ],
        changes=len(found.new) + len(found.changed),
        same=len(found.same),
        bad=[
            (it.number, [(_called(one.pointer, language), one.code) for one in it.errors])
            for it in reading.bad
        ],
        text=text,
        action=f"{STAFF}/import",
        staff_url=STAFF,
    )


def passwords_page(
    who: SignedIn, catalogue: Catalogue, made: Sequence[FirstPassword], *, taken: int | None
) -> Page:
    """The first passwords: nobody can show them again. `taken` counts the lines of a table."""
    return console_page(
        "console/staff_passwords.html",
        who,
        catalogue,
        here=None,
        back=STAFF,
        made=made,
        taken=taken,
        clinic_id=who.organisation_id,
        staff_url=STAFF,
    )


def _lines(
    staff: Sequence[Staff], catalogue: Catalogue, language: Language
) -> list[tuple[Staff, str, list[Words]]]:
    names = {it.id: said(it.name, catalogue.organisation, language) for it in catalogue.departments}
    return [
        (it, role_in_words(it.role, language), [names[one] for one in sorted(it.departments) if one in names])
        for it in staff
    ]


def _called(column: str, language: Language) -> str:
    return COLUMNS[column][LANGUAGES.index(language)]
