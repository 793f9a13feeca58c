"""Calls as staff see them: one in hand, with what is known of it by now, and those of the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model.calls import Call, CallEnd, CallState, Noted, Way
from frontdesk.messaging.rules.calls import is_open, outcome, why_not_withdraw
from frontdesk.patients.model import Subject
from frontdesk_web.dates import clock_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.clinic import dialled
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import CALLS, FOLLOWUP
from frontdesk_web.presenters.console_words import Tag, refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

ABOUT = {
    "appointments": "/console/calendar/appointments/",
    "requests": "/console/requests/",
    "followup": f"{FOLLOWUP}/tasks/",
}
"""Where that is which a call is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallButton:
    """What a form that asks for a call says: the call's own number, and what it is about."""

    id: str
    cause: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A call in the list."""

    url: str
    at: datetime
    name: str | None
    caller: str
    tag: Tag
    noted: Tag | None


def call_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    call: Call,
    *,
    subject: Subject | None,
    number: str | None,
    now: datetime,
    error: FrontdeskError | None = None,
) -> Page:
    """The call, with the number to dial by hand as long as there is one."""
    language, mine = who.session.language, call.caller == who.staff.id
    return console_page(
        "console/call.html",
        who,
        catalogue,
        here=None,
        back=call_url(call),
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=refusal_in_words(error, language) if error else None,
        call=call,
        subject=subject,
        number=number,
        tel=dialled(number or ""),
        url=call_url(call),
        about_url=ABOUT[call.cause] + call.about if call.cause in ABOUT else CALLS,
        is_by_hand=call.way is Way.HAND,
        may_withdraw=mine and is_open(call, now) and why_not_withdraw(call, now) is None,
        outcomes=[(it.value, noted_tag(it, language)) for it in Noted if it is not Noted.NONE]
        if mine
        else [],
        noted=noted_tag(call.noted, language) if call.noted is not Noted.NONE else None,
        **call_state(call, catalogue, language, now=now),
    )


def call_state(call: Call, catalogue: Catalogue, language: Language, *, now: datetime) -> dict[str, Any]:
    """How the call stands: a tag, its steps with their times, and whether more is to be expected."""
    _ = translations(language).gettext
    zone, locale = catalogue.locations[0].zone, locale_of(language)
    steps = (
        (_("Asked for"), call.asked_at),
        (_("Dialled"), call.taken_at),
        (_("It rings"), call.ringing_at),
        (_("Picked up"), call.answered_at),
        (_("Ended"), call.ended_at),
    )
    return {
        "tag": state_tag(call, language),
        "steps": [(words, clock_words(at, zone, locale=locale)) for words, at in steps if at],
        "spoken": _spoken(call, language),
        "over": not is_open(call, now),
    }


def call_state_in_json(
    call: Call, catalogue: Catalogue, language: Language, *, now: datetime
) -> dict[str, Any]:
    """The same for the page's own JavaScript, which writes it where it stands already."""
    state = call_state(call, catalogue, language, now=now)
    tag: Tag = state["tag"]
    return {**state, "tag": {"text": tag.text, "kind": tag.kind}}


def calls_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    calls: Sequence[Call],
    subjects: Mapping[SubjectId, Subject],
    names: Mapping[StaffId, str],
    *,
    sees_all: bool,
    error: FrontdeskError | None = None,
) -> Page:
    """The calls of today; after one that could not be asked for, with why, and the one that is in the way."""
    language = who.session.language
    in_the_way = error.details.get("call_id") if error else None
    return console_page(
        "console/calls.html",
        who,
        catalogue,
        here=None,
        back=CALLS,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=refusal_in_words(error, language) if error else None,
        in_the_way=f"{CALLS}/{in_the_way}" if in_the_way else None,
        lines=[_line(it, subjects, names, language) for it in calls],
        sees_all=sees_all,
        zone=catalogue.locations[0].zone,
    )


def call_url(call: Call) -> str:
    """Where the call is shown."""
    return f"{CALLS}/{call.id}"


def state_tag(call: Call, language: Language) -> Tag:
    """How a call stands, in words that need no colour."""
    _ = translations(language).gettext
    if call.state is CallState.ENDED:
        return _ends(language)[outcome(call)]
    if call.way is Way.HAND:
        return Tag(text=_("dialled by hand"), icon="phone")
    return {
        CallState.REQUESTED: Tag(text=_("waits for the telephone system"), icon="hourglass", kind="amber"),
        CallState.TAKEN: Tag(text=_("is being dialled"), icon="phone-call", kind="amber"),
        CallState.RINGING: Tag(text=_("rings"), icon="phone-call", kind="amber"),
        CallState.ANSWERED: Tag(text=_("on the phone"), icon="phone-call", kind="green"),
    }[call.state]


def noted_tag(noted: Noted, language: Language) -> Tag:
    """What whoever called says came of it."""
    _ = translations(language).gettext
    return {
        Noted.REACHED: Tag(text=_("Reached"), icon="circle-check", kind="green"),
        Noted.NOT_REACHED: Tag(text=_("Not reached"), icon="circle-x", kind="amber"),
        Noted.CALL_AGAIN: Tag(text=_("Call again"), icon="rotate-ccw", kind="amber"),
        Noted.WRONG_NUMBER: Tag(text=_("Wrong number"), icon="ban", kind="red"),
    }[noted]


def _ends(language: Language) -> Mapping[CallEnd, Tag]:
    _ = translations(language).gettext
    return {
        CallEnd.COMPLETED: Tag(text=_("spoken, and ended"), icon="circle-check", kind="green"),
        CallEnd.BUSY: Tag(text=_("engaged"), icon="ban", kind="amber"),
        CallEnd.NO_ANSWER: Tag(text=_("nobody answered"), icon="circle-x", kind="amber"),
        CallEnd.REJECTED: Tag(text=_("declined on the other side"), icon="circle-x", kind="amber"),
        CallEnd.VOICEMAIL: Tag(text=_("answering machine"), icon="message-square", kind="amber"),
        CallEnd.FAILED: Tag(text=_("could not be dialled"), icon="triangle-alert", kind="red"),
        CallEnd.LAPSED: Tag(text=_("the telephone system did not answer"), icon="triangle-alert", kind="red"),
        CallEnd.WITHDRAWN: Tag(text=_("withdrawn"), icon="undo-2"),
        CallEnd.OTHER: Tag(text=_("ended"), icon="circle-check"),
    }


def _spoken(call: Call, language: Language) -> str:
    if not call.seconds:
        return ""
    minutes, seconds = divmod(call.seconds, 60)
    return translations(language).gettext("%(time)s minutes spoken") % {"time": f"{minutes}:{seconds:02}"}


def _line(
    call: Call, subjects: Mapping[SubjectId, Subject], names: Mapping[StaffId, str], language: Language
) -> Line:
    subject = subjects.get(SubjectId(call.recipient.id))
    return Line(
        url=call_url(call),
        at=call.asked_at,
        name=subject.name if subject else None,
        caller=names.get(call.caller, call.caller),
        tag=state_tag(call, language),
        noted=noted_tag(call.noted, language) if call.noted is not Noted.NONE else None,
    )
