"""The call list, and what a call looks like in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Subject
from frontdesk.reminders.model.recalls import Call, CallOutcome
from frontdesk.reminders.usecases.work_call_list import CallList
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_reminder_words import care_in_words, due_tag, outcome_in_words
from frontdesk_web.presenters.console_reminders import CALLS, PATIENTS, may_change, places_of, tabs
from frontdesk_web.presenters.console_words import Tag, refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """A line of the call list."""

    call: Call
    subject: Subject | None
    care: str
    due: Tag
    notes: tuple[tuple[datetime, str], ...]
    url: str
    action: str


def calls_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    found: CallList,
    *,
    location: Location,
    locations: Sequence[Location],
    done: str | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """Whom to call at a location, and what came of it so far."""
    language, after = who.session.language, found.leaf.after
    asked = {"location": location.id}
    return console_page(
        "console/call_list.html",
        who,
        catalogue,
        here=None,
        back=f"{CALLS}?{urlencode(asked)}",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else refusal_in_words(error, language),
        done=done == "recorded",
        tabs=tabs(who, CALLS),
        today=found.today,
        zone=location.zone,
        lines=[call_line(it, found.subjects, found.today, language) for it in found.leaf.calls],
        outcomes=[(it.value, outcome_in_words(it, language)) for it in CallOutcome],
        may_change=may_change(who),
        next_url=after and f"{CALLS}?{urlencode(asked | {'after': after})}",
        choices=[places_of(location, locations, catalogue, language)],
        action=CALLS,
    )


def call_line(call: Call, subjects: Mapping[SubjectId, Subject], today: date, language: Language) -> CallLine:
    """A call as a line of the list."""
    return CallLine(
        call=call,
        subject=subjects.get(call.subject_id),
        care=care_in_words(call.care, language),
        due=due_tag(call.due_on, today, language),
        notes=tuple((it.at, outcome_in_words(it.outcome, language)) for it in call.notes),
        url=f"{PATIENTS}/{call.subject_id}",
        action=f"{CALLS}/{call.subject_id}/{call.key}",
    )
