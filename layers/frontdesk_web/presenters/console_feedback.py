"""What patients say of the house: the list, one of them with its history, and the form to write one down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from http import HTTPStatus
from urllib.parse import urlencode

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model.feedback import (
    Feedback,
    FeedbackKind,
    FeedbackState,
    Happened,
    Note,
    Source,
    Way,
)
from frontdesk.followup.rules.feedback import is_overdue, open_until
from frontdesk.followup.usecases.list_feedback import Listed
from frontdesk.followup.usecases.show_feedback import Shown
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import DepartmentId
from frontdesk.kernel.language import Language, Words
from frontdesk_web.i18n import sentence, translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_actions import (
    Attempt,
    department_of,
    departments_of,
    errors_of,
    zone_of,
)
from frontdesk_web.presenters.console_feedback_words import (
    feedback_tag,
    kind_tag,
    note_in_words,
    said_by_in_words,
    source_in_words,
    way_in_words,
)
from frontdesk_web.presenters.console_menu import ACTIONS, FEEDBACK, FOLLOWUP, INBOX, MESSAGES
from frontdesk_web.presenters.console_words import Tag, refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

EXCERPT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One of them in the list."""

    id: str
    excerpt: str
    kind: Tag
    who: str
    department: Words
    at: datetime
    zone: tzinfo
    state: Tag
    overdue: bool
    again: bool
    joinable: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of its history, in words; `before`: what it was, of what was changed."""

    what: Tag
    who: str
    at: datetime
    text: str
    url: str
    before: tuple[tuple[str, str], ...]


def feedback_page(
    who: SignedIn, catalogue: Catalogue, listed: Listed, *, asked: Mapping[str, str], now: datetime
) -> Page:
    """The list as its address chooses it; some of them can be made one corrective action."""
    language = who.session.language
    _ = translations(language).gettext
    names = {str(it): one.name for it, one in listed.subjects.items()}
    return console_page(
        "console/feedback.html",
        who,
        catalogue,
        here=None,
        back=f"{FEEDBACK}?{urlencode(asked)}",
        asked=asked,
        kinds=[(it.value, kind_tag(it, language).text) for it in FeedbackKind],
        states=[(it.value, feedback_tag(it, language).text) for it in FeedbackState],
        departments=departments_of(catalogue, language),
        counts=[(kind_tag(it, language).text, listed.counts.get(it, 0)) for it in FeedbackKind],
        overdue=listed.overdue,
        lines=[
            _line(it, names.get(it.subject_id or ""), listed, catalogue, language, now=now)
            for it in listed.found
        ],
        new_url=f"{FEEDBACK}/new",
        action_url=f"{ACTIONS}/new",
        next_url=f"{FEEDBACK}?{urlencode({**asked, 'page': listed.page + 1})}"
        if listed.page < listed.pages
        else None,
    )


def feedback_item_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    shown: Shown,
    *,
    names: Mapping[str, str],
    forms: Mapping[str, str],
    done: str = "",
    attempt: Attempt | None = None,
) -> Page:
    """One of them: whose, what was said with them, what was done, and what can be done now."""
    language, it = who.session.language, shown.it
    error, typed = (attempt.error, attempt.typed) if attempt else (None, {})
    return console_page(
        "console/feedback_item.html",
        who,
        catalogue,
        here=None,
        back=f"{FEEDBACK}/{it.id}",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else refusal_in_words(error, language),
        errors=errors_of(error),
        typed=typed,
        forms=forms,
        it=it,
        shown=shown,
        zone=zone_of(it.department_id, catalogue),
        kind=kind_tag(it.kind, language),
        state=feedback_tag(it.state, language),
        said_by=said_by_in_words(it, shown.subject.name if shown.subject else None, language),
        source=source_in_words(it.source, language),
        heard_by=names.get(it.heard_by, it.heard_by),
        department=department_of(it.department_id, catalogue, language),
        links=_links(who, it, language),
        thread=[(one, names.get(one.by, one.by)) for one in shown.thread],
        entries=[_entry(one, names, catalogue, language) for one in it.notes],
        ways=[
            (one.value, way_in_words(one, language))
            for one in Way
            if one is not Way.MESSAGE or shown.may_send
        ],
        kinds=[(one.value, kind_tag(one, language).text) for one in FeedbackKind],
        departments=departments_of(catalogue, language),
        offered=[(one.id, one.title) for one in shown.offered],
        new_action_url=f"{ACTIONS}/new?{urlencode({'feedback': it.id})}" if _is_joinable(it) else None,
        why_not_finish=shown.why_not_finish and sentence(shown.why_not_finish.code, language),
        done=translations(language).gettext("Recorded.") if done else "",
        url=f"{FEEDBACK}/{it.id}",
        list_url=FEEDBACK,
    )


def new_feedback_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    *,
    typed: Mapping[str, str],
    may_list: bool,
    done: bool = False,
    error: FrontdeskError | None = None,
) -> Page:
    """The form to write down what somebody said."""
    language = who.session.language
    return console_page(
        "console/feedback_new.html",
        who,
        catalogue,
        here=None,
        back=f"{FEEDBACK}/new",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else refusal_in_words(error, language),
        errors=errors_of(error),
        typed=typed,
        kinds=[(it.value, kind_tag(it, language).text) for it in FeedbackKind],
        departments=departments_of(catalogue, language),
        done=translations(language).gettext("It is in the list now.") if done else "",
        url=f"{FEEDBACK}/new",
        list_url=FEEDBACK if may_list else None,
        today_url=FOLLOWUP,
    )


def joined_of(it: Feedback, language: Language, *, hidden: bool) -> Mapping[str, object]:
    """What an action joins, as its page names it: of what is anonymous the kind alone, not even the day."""
    return {
        "kind": kind_tag(it.kind, language),
        "url": "" if hidden else f"{FEEDBACK}/{it.id}",
        "state": "" if hidden else feedback_tag(it.state, language).text,
        "at": None if hidden else it.heard_at,
    }


def _line(  # noqa: PLR0913
    it: Feedback, name: str | None, listed: Listed, catalogue: Catalogue, language: Language, *, now: datetime
) -> Line:
    return Line(
        id=it.id,
        excerpt=it.text if len(it.text) <= EXCERPT else f"{it.text[:EXCERPT].rstrip()}…",
        kind=kind_tag(it.kind, language),
        who=said_by_in_words(it, name, language),
        department=department_of(it.department_id, catalogue, language),
        at=it.heard_at,
        zone=zone_of(it.department_id, catalogue),
        state=feedback_tag(it.state, language),
        overdue=is_overdue(open_until(it), now=now),
        again=it.id in listed.again,
        joinable=_is_joinable(it),
        url=f"{FEEDBACK}/{it.id}",
    )


def _is_joinable(it: Feedback) -> bool:
    return it.state not in {FeedbackState.IN_ACTION, FeedbackState.DONE}


def _entry(it: Note, names: Mapping[str, str], catalogue: Catalogue, language: Language) -> Entry:
    named = it.what in {Happened.JOINED, Happened.ACTION_CLOSED}
    return Entry(
        what=note_in_words(it, language),
        who="" if it.what is Happened.ACTION_CLOSED else names.get(it.by, it.by),
        at=it.at,
        text="" if named else it.text,
        url=f"{ACTIONS}/{it.text}" if named else "",
        before=tuple(_before(name, was, catalogue, language) for name, was in it.before.items()),
    )


def _before(name: str, was: str, catalogue: Catalogue, language: Language) -> tuple[str, str]:
    """What was changed, and what it was."""
    _ = translations(language).gettext
    if name == "kind":
        return _("Kind"), kind_tag(FeedbackKind(was), language).text
    if name == "department":
        return _("Department"), department_of(DepartmentId(was), catalogue, language).text
    return (_("Source"), _("not hidden")) if name == "anonymous" else (_("In their own words"), was)


def _links(who: SignedIn, it: Feedback, language: Language) -> list[tuple[str, str]]:
    """Where it was said, and where else one talks with them, as far as these are theirs to open."""
    _ = translations(language).gettext
    links = []
    if it.source is Source.RECORD and it.source_id:
        links.append((_("Follow-up call"), f"{FOLLOWUP}/tasks/{it.source_id}"))
    if it.source is Source.REQUEST and it.source_id and why_not(who.staff, Permission.REQUESTS_READ) is None:
        links.append((_("Request"), f"{INBOX.rpartition('/')[0]}/requests/{it.source_id}"))
    if it.subject_id and why_not(who.staff, Permission.MESSAGES_READ) is None:
        links.append((_("All messages with this patient"), f"{MESSAGES}/{it.subject_id}"))
    return links
