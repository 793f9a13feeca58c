"""Who works here: the list, what a table would change, and first passwords, which are shown once."""

from collections.abc import Sequence
from http import HTTPStatus

from frontdesk.access.model import Comparison, FirstPassword, Role, SignedIn, Staff, StaffReading
from frontdesk.access.rules.tables import COLUMNS, NEEDED, STAFF_AT_MOST
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk_web.i18n import OWN_NAME, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page, role_in_words
from frontdesk_web.presenters.console_menu import STAFF
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page
from frontdesk_web.sheets import Sheet

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
        possible=[(_called(name, language), words) for name, words in _possible(catalogue, language).items()],
        action=STAFF,
        table_url=f"{STAFF}/table",
    )


def staff_sheet(everybody: Sequence[Staff], language: Language) -> Sheet:
    """Everybody as a table in the reader's language has them; departments by their short names, which are clear."""
    lines = [_in_cells(it, language) | {"departments": " ".join(sorted(it.departments))} for it in everybody]
    return Sheet(
        name="staff",
        heads=[_called(name, language) for name in COLUMNS],
        rows=[[it[name] for name in COLUMNS] for it in lines],
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
            (_("Added"), _lines(found.new, catalogue, language)),
            (_("Not in the table: they stay as they are"), _lines(found.missing, catalogue, language)),
        ],
        changed=[
            (after, _differences(before, after, catalogue, language)) for before, after in found.changed
        ],
        changes=len(found.new) + len(found.changed),
        same=len(found.same),
        bad=[
            (
                it.number,
                it.cells.get("name", ""),
                [
                    (_called(one.pointer, language), it.cells.get(one.pointer, ""), one.code)
                    for one in it.errors
                ],
            )
            for it in reading.bad
        ],
        possible=[
            (_called(name, language), words)
            for name, words in _possible(catalogue, language).items()
            if name in {one.pointer for it in reading.bad for one in it.errors}
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


def _differences(
    before: Staff, after: Staff, catalogue: Catalogue, language: Language
) -> list[tuple[str, str, str]]:
    """What a line changes: the column, what was, what would be."""
    names = {it.id: said(it.name, catalogue.organisation, language).text for it in catalogue.departments}
    was, would = (
        _in_cells(it, language)
        | {"departments": ", ".join(sorted(names.get(one, one) for one in it.departments))}
        for it in (before, after)
    )
    return [(_called(name, language), was[name], would[name]) for name in COLUMNS if was[name] != would[name]]


def _in_cells(it: Staff, language: Language) -> dict[str, str]:
    """Somebody as a table in the reader's language has them, without the departments."""
    _ = translations(language).gettext
    return {
        "number": it.id,
        "name": it.name,
        "role": role_in_words(it.role, language),
        "email": it.email or "",
        "language": OWN_NAME[it.language],
        "active": _("Yes") if it.active else _("No"),
    }


def _possible(catalogue: Catalogue, language: Language) -> dict[str, list[str]]:
    """What may stand in the columns that take certain words only, as the pages of that language have it."""
    _ = translations(language).gettext
    names = [(it.id, said(it.name, catalogue.organisation, language).text) for it in catalogue.departments]
    return {
        "role": [role_in_words(it, language) for it in Role],
        "departments": [f"{name} ({it})" for it, name in names],
        "language": [OWN_NAME[it] for it in catalogue.organisation.languages],
        "active": [_("Yes"), _("No")],
    }


def _called(column: str, language: Language) -> str:
    return COLUMNS[column][LANGUAGES.index(language)]
