"""The console's menu: which pages there are, where they are, and for whom."""

from collections.abc import Callable
from dataclasses import dataclass

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.kernel.language import Language
from frontdesk.requests.model import View
from frontdesk_web.i18n import translations

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
PUSH = "/console/followup/push"
ACTIONS = "/console/followup/actions"
FEEDBACK = "/console/followup/feedback"
FOLLOWUP_STATISTICS = "/console/followup/statistics"
ME = "/console/me"
SURVEYS = "/console/surveys"
SURVEY_RESULTS = "/console/surveys/results"
QUESTIONNAIRES = "/console/questionnaires"
_BELOW_FOLLOWUP = (FOLLOWUP_PLANS, FOLLOWUP_POLICY, FOLLOWUP_STATISTICS, ACTIONS, FEEDBACK, PUSH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A line of the navigation."""

    label: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A page of the menu: who comes in, what it is called, and which pages below it are lines of their own."""

    needs: Permission
    label: str
    url: str
    icon: str
    but: tuple[str, ...] = ()

    def door(self, back: str) -> Door:
        current = back.startswith(self.url) and not back.startswith(self.but)
        return Door(label=self.label, url=self.url, icon=self.icon, current=current)


def first_place(who: SignedIn) -> str:
    """Where somebody's work begins: at the requests, else at the calls of today, else at who works here."""
    begins = (
        (Permission.REQUESTS_READ, INBOX),
        (Permission.FOLLOWUP_CALL, FOLLOWUP),
        (Permission.STAFF_EDIT, STAFF),
    )
    return next((place for needs, place in begins if why_not(who.staff, needs) is None), ME)


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


def pile_doors(here: View | None, who: SignedIn, back: str) -> tuple[Door, ...]:
    """Requests by how they stand, and messages."""
    if why_not(who.staff, Permission.REQUESTS_READ):
        return ()
    language = who.session.language
    icons = {View.OPEN: "inbox", View.ASKED: "hourglass", View.CLOSED: "circle-check"}
    piles = (
        Door(label=view_in_words(view, language), url=inbox_address(view), icon=icon, current=view is here)
        for view, icon in icons.items()
    )
    return (*piles, *_open(_beside_the_piles, who, back))


def calendar_doors(who: SignedIn, back: str) -> tuple[Door, ...]:
    """What has to do with times."""
    return _open(_of_the_calendar, who, back)


def reminder_doors(who: SignedIn, back: str) -> tuple[Door, ...]:
    """Reminders."""
    return _open(_of_reminders, who, back)


def hospital_doors(who: SignedIn, back: str) -> tuple[Door, ...]:
    """Visits, stays and what follows them."""
    return _open(_of_the_hospital, who, back)


def clinic_doors(who: SignedIn, back: str) -> tuple[Door, ...]:
    """What leads and administrators see and lay down."""
    return _open(_of_the_clinic, who, back)


def _open(
    places: Callable[[Callable[[str], str]], tuple[_Place, ...]], who: SignedIn, back: str
) -> tuple[Door, ...]:
    known = places(translations(who.session.language).gettext)
    return tuple(it.door(back) for it in known if why_not(who.staff, it.needs) is None)


def _beside_the_piles(_: Callable[[str], str]) -> tuple[_Place, ...]:
    return (_Place(Permission.MESSAGES_READ, _("Messages"), MESSAGES, "message-circle"),)


def _of_the_calendar(_: Callable[[str], str]) -> tuple[_Place, ...]:
    may = Permission.APPOINTMENTS_READ
    return (
        _Place(may, _("Calendar"), CALENDAR, "calendar-days", (FREE_TIMES, WAITING, INVITE)),
        _Place(may, _("Free times"), FREE_TIMES, "calendar-plus"),
        _Place(may, _("Waiting list"), WAITING, "hourglass"),
        _Place(may, _("Calls"), CALLS, "phone-call"),
        _Place(Permission.APPOINTMENTS_CHANGE, _("Out of plan"), OUTSIDE, "calendar-clock"),
    )


def _of_reminders(_: Callable[[str], str]) -> tuple[_Place, ...]:
    return (_Place(Permission.REMINDERS_READ, _("Reminders"), REMINDERS, "bell"),)


def _of_the_hospital(_: Callable[[str], str]) -> tuple[_Place, ...]:
    may = Permission.FOLLOWUP_CALL
    return (
        _Place(Permission.ENCOUNTERS_READ, _("Visits and stays"), ENCOUNTERS, "hospital"),
        _Place(may, _("Follow-up today"), FOLLOWUP, "phone-call", _BELOW_FOLLOWUP),
        _Place(may, _("Follow-up plans"), FOLLOWUP_PLANS, "calendar-clock"),
        _Place(Permission.OUTREACH_EDIT, _("Push centre"), PUSH, "send"),
        _Place(Permission.FOLLOWUP_OVERSEE, _("Praise and complaints"), FEEDBACK, "message-square-heart"),
        _Place(may, _("Corrective actions"), ACTIONS, "siren"),
    )


def _of_the_clinic(_: Callable[[str], str]) -> tuple[_Place, ...]:
    return (
        _Place(Permission.STATISTICS_READ, _("Statistics"), STATISTICS, "chart-column"),
        _Place(
            Permission.FOLLOWUP_STATISTICS, _("Statistics of follow-up"), FOLLOWUP_STATISTICS, "chart-column"
        ),
        _Place(Permission.TIMETABLE_READ, _("Timetable"), TIMETABLE, "layers", (OUTSIDE,)),
        _Place(Permission.MESSAGING_EDIT, _("Messages"), MESSAGING, "message-square"),
        _Place(Permission.TIMETABLE_READ, _("Reminders of appointments"), PLANS, "bell"),
        _Place(Permission.FOLLOWUP_EDIT, _("Follow-up"), FOLLOWUP_POLICY, "phone-call"),
        _Place(Permission.STAFF_EDIT, _("Staff"), STAFF, "users"),
        _Place(Permission.SURVEYS_EDIT, _("Surveys"), SURVEYS, "smile", (SURVEY_RESULTS,)),
        _Place(Permission.SURVEYS_READ, _("Survey results"), SURVEY_RESULTS, "chart-column"),
        _Place(Permission.QUESTIONNAIRES_EDIT, _("Questionnaires"), QUESTIONNAIRES, "list-checks"),
    )
