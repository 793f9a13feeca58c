"""What surrounds every page of the console: whose it is, where one is, and where else one can go."""

from dataclasses import dataclass
from typing import Any

from frontdesk.access.model import Permission, Role, SignedIn, Staff
from frontdesk.access.rules import why_not
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.language import Language, Words
from frontdesk.requests.model import View
from frontdesk_web.i18n import sentence, translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.clinic import initials, said
from frontdesk_web.presenters.console_menu import (
    API,
    Door,
    calendar_doors,
    clinic_doors,
    hospital_doors,
    pile_doors,
    reminder_doors,
)
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page, page
from frontdesk_web.session import HOME


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`back` is where a change of language leads to: the page itself."""

    clinic: str
    initials: str
    window: str
    name: str
    role: str
    departments: tuple[Words, ...]
    doors: tuple[Door, ...]
    calendar: tuple[Door, ...]
    reminders: tuple[Door, ...]
    hospital: tuple[Door, ...]
    figures: tuple[Door, ...]
    api: str | None
    csrf: str
    back: str


def console_page(  # noqa: PLR0913  # what surrounds every page
    template: str,
    who: SignedIn,
    catalogue: Catalogue,
    *,
    here: View | None,
    back: str,
    status: int = 200,
    **context: Any,  # noqa: ANN401  # what the template needs
) -> Page:
    """The template with the console around it, in the language of the session; `here` is the pile one is at."""
    organisation, language = catalogue.organisation, who.session.language
    frame = Frame(
        clinic=organisation.name,
        initials=initials(organisation.name),
        window=addresses.window(organisation.id),
        name=who.staff.name,
        role=role_in_words(who.staff.role, language),
        departments=_departments(who, catalogue),
        doors=pile_doors(here, who, back),
        calendar=calendar_doors(who, back),
        reminders=reminder_doors(who, back),
        hospital=hospital_doors(who, back),
        figures=clinic_doors(who, back),
        api=None if why_not(who.staff, Permission.RELEASES_EDIT) else API,
        csrf=who.session.csrf,
        back=back,
    )
    return page(
        template,
        language=language,
        brand_colour=organisation.brand_colour,
        status=status,
        frame=frame,
        **context,
    )


def console_error_page(error: FrontdeskError, who: SignedIn, catalogue: Catalogue) -> Page:
    """What to tell staff about an error: one page for all that is not there or not theirs to see."""
    heading, words = _refusal(error, who.session.language)
    return console_page(
        "console/problem.html",
        who,
        catalogue,
        here=None,
        back=HOME,
        status=status_of(error),
        heading=heading,
        sentence=words,
    )


def outside_error_page(error: FrontdeskError, language: Language) -> Page:
    """The same for somebody who is not signed in."""
    heading, words = _refusal(error, language)
    return page(
        "layout/neutral.html", language=language, status=status_of(error), heading=heading, sentence=words
    )


def stale_form(language: Language) -> str:
    """What to tell somebody whose form was not ours, or not of this session."""
    _ = translations(language).gettext
    return _("This form is not valid any more. Please go back, reload the page and try again.")


def role_in_words(role: Role, language: Language) -> str:
    """What somebody is here."""
    _ = translations(language).gettext
    return {
        Role.RECEPTION: _("Reception"),
        Role.CLINICIAN: _("Clinician"),
        Role.LEAD: _("Lead"),
        Role.ADMINISTRATOR: _("Administrator"),
        Role.FOLLOWUP_CENTRE: _("Follow-up centre"),
    }[role]


def in_full(staff: Staff, catalogue: Catalogue, language: Language) -> str:
    """Somebody so that nobody takes them for a namesake: the name, what they are here, where, and their number."""
    where = [
        said(it.name, catalogue.organisation, language).text
        for it in catalogue.departments
        if it.id in staff.departments
    ]
    return " · ".join((staff.name, role_in_words(staff.role, language), *where, staff.id))


def _departments(who: SignedIn, catalogue: Catalogue) -> tuple[Words, ...]:
    return tuple(
        said(it.name, catalogue.organisation, who.session.language)
        for it in catalogue.departments
        if it.id in who.staff.departments
    )


def _refusal(error: FrontdeskError, language: Language) -> tuple[str, str]:
    _ = translations(language).gettext
    if isinstance(error, NotFound):
        return _("Not found"), _("This does not exist, or it belongs to a department that is not yours.")
    if isinstance(error, NotAllowed):
        return _("Not sent"), stale_form(language)
    return _("Error"), sentence(error.code, language)
