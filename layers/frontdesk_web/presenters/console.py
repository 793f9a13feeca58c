"""What surrounds every page of the console: whose it is, where one is, and where else one can go."""

from dataclasses import dataclass
from typing import Any

from frontdesk.access.model import Permission, Role, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.language import Language, Words
from frontdesk.requests.model import View
from frontdesk_web.i18n import sentence, translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.clinic import initials, said
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page, page
from frontdesk_web.session import HOME

INBOX = "/console/inbox"
MESSAGES = "/console/messages"
API = "/console/api"
CALENDAR = "/console/calendar"
FREE_TIMES = f"{CALENDAR}/free"
STATISTICS = "/console/statistics"
TIMETABLE = "/console/timetable"
OUTSIDE = f"{TIMETABLE}/outside"
MESSAGING = "/console/messaging"
WAITING = f"{CALENDAR}/waiting"
PLANS = "/console/reminders/appointments"
INVITE = f"{CALENDAR}/invite"
CALLS = "/console/calls"
REMINDERS = "/console/reminders"
ENCOUNTERS = "/console/encounters"
STAFF = "/console/staff"
FOLLOWUP = "/console/followup"
FOLLOWUP_PLANS = "/console/followup/plans"
FOLLOWUP_POLICY = "/console/followup/policy"
ME = "/console/me"
SURVEYS = "/console/surveys"
SURVEY_RESULTS = "/console/surveys/results"
QUESTIONNAIRES = "/console/questionnaires"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A line of the navigation."""

    label: str
    url: str
    icon: str
    current: bool


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
        doors=() if why_not(who.staff, Permission.REQUESTS_READ) else _doors(here, who, back),
        calendar=() if why_not(who.staff, Permission.APPOINTMENTS_READ) else _calendar_doors(who, back),
        reminders=() if why_not(who.staff, Permission.REMINDERS_READ) else _reminder_doors(who, back),
        hospital=() if why_not(who.staff, Permission.ENCOUNTERS_READ) else _hospital_doors(who, back),
        figures=_clinic_doors(who, back),
        api=None if why_not(who.staff, Permission.RELEASES_READ) else API,
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


def view_in_words(view: View, language: Language) -> str:
    """What the pile is called."""
    _ = translations(language).gettext
    return {
        View.OPEN: _("To do"),
        View.ASKED: _("With the patient"),
        View.CLOSED: _("Done"),
    }[view]


def inbox_address(view: View) -> str:
    """Where the pile is."""
    return f"{INBOX}?view={view.value}"


def _doors(here: View | None, who: SignedIn, back: str) -> tuple[Door, ...]:
    language = who.session.language
    icons = {View.OPEN: "inbox", View.ASKED: "hourglass", View.CLOSED: "circle-check"}
    piles = tuple(
        Door(label=view_in_words(view, language), url=inbox_address(view), icon=icon, current=view is here)
        for view, icon in icons.items()
    )
    if why_not(who.staff, Permission.MESSAGES_READ):
        return piles
    label = translations(language).gettext("Messages")
    return (
        *piles,
        Door(label=label, url=MESSAGES, icon="message-circle", current=back.startswith(MESSAGES)),
    )


def _calendar_doors(who: SignedIn, back: str) -> tuple[Door, ...]:
    _ = translations(who.session.language).gettext
    at_free_times, at_waiting = back.startswith(FREE_TIMES), back.startswith((WAITING, INVITE))
    at_calendar = back.startswith(CALENDAR) and not at_free_times and not at_waiting
    doors = (
        Door(label=_("Calendar"), url=CALENDAR, icon="calendar-days", current=at_calendar),
        Door(label=_("Free times"), url=FREE_TIMES, icon="calendar-plus", current=at_free_times),
        Door(label=_("Waiting list"), url=WAITING, icon="hourglass", current=at_waiting),
        Door(label=_("Calls"), url=CALLS, icon="phone-call", current=back.startswith(CALLS)),
    )
    if why_not(who.staff, Permission.APPOINTMENTS_CHANGE):
        return doors
    at_outside = back.startswith(OUTSIDE)
    return (*doors, Door(label=_("Out of plan"), url=OUTSIDE, icon="calendar-clock", current=at_outside))


def _reminder_doors(who: SignedIn, back: str) -> tuple[Door, ...]:
    _ = translations(who.session.language).gettext
    return (Door(label=_("Reminders"), url=REMINDERS, icon="bell", current=back.startswith(REMINDERS)),)


def _hospital_doors(who: SignedIn, back: str) -> tuple[Door, ...]:
    _ = translations(who.session.language).gettext
    current = back.startswith(ENCOUNTERS)
    visits = Door(label=_("Visits and stays"), url=ENCOUNTERS, icon="hospital", current=current)
    if why_not(who.staff, Permission.FOLLOWUP_CALL):
        return (visits,)
    at_plans = back.startswith(FOLLOWUP_PLANS)
    today = Door(
        label=_("Follow-up today"),
        url=FOLLOWUP,
        icon="phone-call",
        current=back == FOLLOWUP or back.startswith(f"{FOLLOWUP}/tasks"),
    )
    plans = Door(label=_("Follow-up plans"), url=FOLLOWUP_PLANS, icon="calendar-clock", current=at_plans)
    return visits, today, plans


def _clinic_doors(who: SignedIn, back: str) -> tuple[Door, ...]:
    _ = translations(who.session.language).gettext
    at_times = back.startswith(TIMETABLE) and not back.startswith(OUTSIDE)
    doors = (
        (
            Permission.STATISTICS_READ,
            _("Statistics"),
            STATISTICS,
            "chart-column",
            back.startswith(STATISTICS),
        ),
        (Permission.TIMETABLE_READ, _("Timetable"), TIMETABLE, "layers", at_times),
        (
            Permission.MESSAGING_EDIT,
            _("Messages"),
            MESSAGING,
            "message-square",
            back.startswith(MESSAGING),
        ),
        (
            Permission.TIMETABLE_READ,
            _("Reminders of appointments"),
            PLANS,
            "bell",
            back.startswith(PLANS),
        ),
        (
            Permission.FOLLOWUP_EDIT,
            _("Follow-up"),
            FOLLOWUP_POLICY,
            "phone-call",
            back.startswith(FOLLOWUP_POLICY),
        ),
        (Permission.STAFF_EDIT, _("Staff"), STAFF, "users", back.startswith(STAFF)),
        (
            Permission.SURVEYS_EDIT,
            _("Surveys"),
            SURVEYS,
            "smile",
            back.startswith(SURVEYS) and not back.startswith(SURVEY_RESULTS),
        ),
        (
            Permission.SURVEYS_READ,
            _("Survey results"),
            SURVEY_RESULTS,
            "chart-column",
            back.startswith(SURVEY_RESULTS),
        ),
        (
            Permission.QUESTIONNAIRES_EDIT,
            _("Questionnaires"),
            QUESTIONNAIRES,
            "list-checks",
            back.startswith(QUESTIONNAIRES),
        ),
    )
    return tuple(
        Door(label=label, url=url, icon=icon, current=current)
        for permission, label, url, icon, current in doors
        if why_not(who.staff, permission) is None
    )


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
