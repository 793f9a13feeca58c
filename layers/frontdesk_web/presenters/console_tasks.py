"""Follow-up tasks: today's list, and the call screen."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model import Attempt, Level, NoContact, State, Task, Verdict
from frontdesk.followup.model.feedback import FeedbackKind
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Channel, Population
from frontdesk.followup.rules.asking import ASKED, SCALE
from frontdesk.followup.rules.forms import has_answered, is_with_patient
from frontdesk.followup.rules.rights import OVERSEE, why_not_look_again
from frontdesk.followup.rules.steps import why_not_review
from frontdesk.followup.usecases.list_tasks import Listed
from frontdesk.followup.usecases.show_task import Shown
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.ids import random_id
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_feedback_words import kind_tag
from frontdesk_web.presenters.console_followup_answers import answered_of, asking_of
from frontdesk_web.presenters.console_followup_words import population_in_words
from frontdesk_web.presenters.console_menu import ACTIONS, FOLLOWUP
from frontdesk_web.presenters.console_words import Tag, refusal_in_words
from frontdesk_web.presenters.survey_items import words_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


def piles_of(member: Member) -> list[tuple[Pile, str]]:
    """The lists that are theirs, the one they look at first at the head."""
    if Right.VERIFY in member.rights:
        return [(Pile.CENTRE, ""), (Pile.LEVEL2, ""), (Pile.OWN, member.id)]
    if Right.LEAD in member.rights:
        return [(Pile.LEVEL3, ""), (Pile.LEVEL2, ""), (Pile.CENTRE, "")]
    return [(Pile.OWN, member.id), *((Pile.DEPARTMENT, it) for it in sorted(member.departments))]


def tasks_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    listed: Listed,
    *,
    pile: tuple[Pile, str],
    piles: Sequence[tuple[Pile, str]],
    asked: Mapping[str, str],
) -> Page:
    """What is due today and what is overdue, with counts."""
    language = who.session.language
    _ = translations(language).gettext
    kept = {it: "1" for it in ("overdue", "emphasis") if it in asked}
    here = {"pile": f"{pile[0].value}.{pile[1]}"} | kept
    return console_page(
        "console/followup.html",
        who,
        catalogue,
        here=None,
        back=FOLLOWUP,
        listed=listed,
        counts=[(population_in_words(it, language), listed.counts.get(it, 0)) for it in Population],
        tabs=[
            {
                "label": _pile_in_words(it, catalogue, language),
                "url": f"{FOLLOWUP}?{urlencode({'pile': f'{it[0].value}.{it[1]}'} | kept)}",
                "current": it == pile,
            }
            for it in piles
        ],
        lines=[
            (
                it,
                listed.subjects.get(it.subject_id),
                population_in_words(it.population, language),
                state_tag(it, language),
            )
            for it in listed.tasks
        ],
        none=asked.get("done") == "none",
        chosen=here,
        next_url=f"{FOLLOWUP}?{urlencode(here | {'page': str(listed.page + 1)})}"
        if listed.page < listed.pages
        else None,
    )


def task_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    shown: Shown,
    *,
    member: Member,
    typed: Mapping[str, str],
    error: FrontdeskError | None,
    now: datetime,
    form: Mapping[str, Sequence[str]] | None = None,
) -> Page:
    """The call screen: whose, why they were here, what happened, what to ask; or the form of who looks again."""
    language, task = who.session.language, shown.task
    zone = next(it.zone for it in catalogue.locations if it.id == task.location_id)
    level = Level.LEADERS if task.state is State.LEVEL3_OPEN else Level.CENTRE
    record = task.record
    known = (
        {}
        if record is None
        else {**record.answers, "summary": record.summary, "family_said": record.family_said}
    )
    return console_page(
        "console/followup_task.html",
        who,
        catalogue,
        here=None,
        back=f"{FOLLOWUP}/tasks/{task.id}",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else refusal_in_words(error, language),
        errors={it.pointer: it.code for it in error.errors} if isinstance(error, BadInput) else {},
        shown=shown,
        task=task,
        zone=zone,
        today=now.astimezone(zone).date(),
        state=state_tag(task, language),
        url=f"{FOLLOWUP}/tasks/{task.id}",
        call_id=typed.get("call") or random_id(),
        questions=[(it, _question(it, language)) for it in ASKED],
        scale=[(it, _grade(it, language)) for it in SCALE],
        reasons=[(it.value, reason_in_words(it, language)) for it in NoContact],
        attempts=[(it, _came_of(it, language)) for it in task.attempts],
        may_review=why_not_review(task, level) is None and why_not_look_again(member, task, level) is None,
        level=level.value,
        verdicts=[(it.value, _verdict(it, language)) for it in Verdict],
        typed=dict(typed) or {key: str(value) for key, value in known.items()},
        heard=[(it.value, kind_tag(it, language).text) for it in FeedbackKind],
        action_url=f"{ACTIONS}/new?{urlencode({'task': task.id})}" if member.rights & OVERSEE else None,
        list_url=FOLLOWUP,
        **_of_form(shown, language, form=form, error=error),
    )


def _of_form(
    shown: Shown,
    language: Language,
    *,
    form: Mapping[str, Sequence[str]] | None,
    error: FrontdeskError | None,
) -> dict[str, Any]:
    """The questionnaire of a task: to be asked, and as it was answered."""
    task, q = shown.task, shown.questionnaire
    return {
        "asking": asking_of(q, task.record, language, form=form, error=error) if q else None,
        "answered": answered_of(q, task.record, language) if q and task.record else None,
        "because": [words_of(it, language) for it in task.because],
        "with_patient": is_with_patient(task),
    }


def state_tag(task: Task, language: Language) -> Tag:
    """How a task stands, in words."""
    _ = translations(language).gettext
    if task.because and task.state is State.READY:
        return Tag(text=_("a worrying answer"), icon="siren", kind="red")
    if is_with_patient(task):
        return Tag(text=_("form sent to the patient"), icon="hourglass")
    if task.state is State.COMPLETED and has_answered(task):
        return Tag(text=_("form filled in"), icon="circle-check", kind="green")
    return {
        State.DRAFT: Tag(text=_("planned"), icon="calendar"),
        State.READY: Tag(text=_("to call"), icon="phone", kind="amber"),
        State.IN_PROGRESS: Tag(text=_("in hand"), icon="clock", kind="amber"),
        State.RETRY_WAIT: Tag(text=_("next try later"), icon="hourglass"),
        State.COMPLETED: Tag(text=_("spoken to"), icon="circle-check", kind="green"),
        State.LEVEL2_OPEN: Tag(text=_("to verify"), icon="circle-help", kind="amber"),
        State.LEVEL2_CONFIRMED: Tag(text=_("verified"), icon="circle-check", kind="green"),
        State.LEVEL3_OPEN: Tag(text=_("spot check"), icon="circle-help", kind="amber"),
        State.CLOSED: Tag(text=_("closed"), icon="check"),
        State.UNREACHABLE: Tag(text=_("not reachable"), icon="circle-x", kind="red"),
        State.INTERRUPTED: Tag(text=_("interrupted, with the centre"), icon="undo-2"),
        State.MISSED: Tag(text=_("missed"), icon="triangle-alert", kind="red"),
        State.CANCELLED: Tag(text=_("cancelled"), icon="circle-x"),
    }[task.state]


def _came_of(it: Attempt, language: Language) -> str:
    if it.channel is Channel.FORM:
        return translations(language).gettext("form filled in")
    return reason_in_words(it.reason, language)


def reason_in_words(it: NoContact | None, language: Language) -> str:
    """What came of a try."""
    _ = translations(language).gettext
    return {
        None: _("spoken to"),
        NoContact.NO_ANSWER: _("nobody answered"),
        NoContact.BUSY: _("line busy"),
        NoContact.SWITCHED_OFF: _("switched off"),
        NoContact.NOT_NOW: _("not a good time"),
        NoContact.NOT_THE_PATIENT: _("somebody else answered"),
        NoContact.WRONG_NUMBER: _("wrong number (ends it)"),
        NoContact.REFUSED: _("wants no call (ends it)"),
        NoContact.DIED: _("has died (ends it)"),
    }[it]


def days_over(due_on: date, today: date) -> int:
    """How many days it is overdue."""
    return max((today - due_on).days, 0)


def _pile_in_words(it: tuple[Pile, str], catalogue: Catalogue, language: Language) -> str:
    _ = translations(language).gettext
    if it[0] is Pile.DEPARTMENT:
        found = next((one.name for one in catalogue.departments if one.id == it[1]), None)
        return (found.get(language) or next(iter(found.values()))) if found else it[1]
    return {
        Pile.OWN: _("My calls"),
        Pile.CENTRE: _("Follow-up centre"),
        Pile.LEVEL2: _("To verify (level 2)"),
        Pile.LEVEL3: _("Spot check (level 3)"),
    }[it[0]]


def _question(it: str, language: Language) -> str:
    _ = translations(language).gettext
    return {
        "effect": _("Does the treatment help?"),
        "condition": _("How is the patient?"),
        "recovery": _("How does recovery go?"),
        "medication": _("Are medicines taken as agreed?"),
        "self_check": _("Does the patient check themselves as advised?"),
        "mental_state": _("How is the mood?"),
    }[it]


def _grade(it: str, language: Language) -> str:
    _ = translations(language).gettext
    ends = {"1": _("1, very badly"), "3": _("3, so-so"), "5": _("5, very well")}
    return ends.get(it, it)


def _verdict(it: Verdict, language: Language) -> str:
    _ = translations(language).gettext
    return {Verdict.CONFIRMED: _("It holds"), Verdict.REWORK: _("Give it back to be done again")}[it]
