"""The call screen of follow-up, and the form of who looks again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.errors import AnswersMissing, OutsideWindow
from frontdesk.followup.model import Agreement, Level, NoContact, State, Verdict
from frontdesk.followup.model.feedback import FeedbackKind
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Risk
from frontdesk.followup.model.replies import ReplyShelf
from frontdesk.followup.rules.asking import ASKED, SCALE
from frontdesk.followup.rules.forms import has_answered, is_with_patient
from frontdesk.followup.rules.rights import OVERSEE, why_not_look_again, why_not_steer_it
from frontdesk.followup.rules.scripts import filled_in
from frontdesk.followup.rules.steps import why_not_review
from frontdesk.followup.usecases.show_task import Shown
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.ids import StaffId, random_id
from frontdesk.kernel.language import Language, Words
from frontdesk.messaging.model.calls import Call, Way
from frontdesk_web.dates import date_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.clinic import dialled, said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_calls import call_state, call_url
from frontdesk_web.presenters.console_encounter_words import disposition_in_words, emphasis_tag
from frontdesk_web.presenters.console_feedback_words import kind_tag
from frontdesk_web.presenters.console_followup_answers import answered_of, asking_of
from frontdesk_web.presenters.console_followup_words import population_in_words, risk_tag
from frontdesk_web.presenters.console_menu import ACTIONS, CALLS, FOLLOWUP
from frontdesk_web.presenters.console_step_form import words_of
from frontdesk_web.presenters.console_task_words import (
    agreement_in_words,
    came_of,
    due_tag,
    reason_in_words,
    state_tag,
    steered_in_words,
    usual_script,
    verdict_in_words,
)
from frontdesk_web.presenters.console_words import Tag, refusal_in_words
from frontdesk_web.presenters.survey_items import words_of as survey_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a task's page shows of others: names of staff, the call that is on, reply templates to insert."""

    names: Mapping[StaffId, str]
    call: Call | None
    shelves: Sequence[ReplyShelf]


def task_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    shown: Shown,
    beside: Beside,
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
        **_of_error(error, language),
        shown=shown,
        task=task,
        zone=zone,
        today=now.astimezone(zone).date(),
        tags=_tags(shown, language, today=now.astimezone(zone).date()),
        about=words_of(shown.step.what, language) if shown.step else "",
        population=population_in_words(task.population, language),
        script=_script(who, catalogue, shown),
        url=f"{FOLLOWUP}/tasks/{task.id}",
        call_id=typed.get("call") or random_id(),
        call=_call(beside.call, catalogue, language, now=now),
        tel=dialled(shown.subject.phone or "") if shown.subject else "",
        questions=[(it, _question(it, language)) for it in ASKED],
        scale=[(it, _grade(it, language)) for it in SCALE],
        replies=[(it.id, it.title) for shelf in beside.shelves for it in shelf.replies],
        reasons=[(it.value, reason_in_words(it, language)) for it in NoContact],
        attempts=[(it, came_of(it, language)) for it in task.attempts],
        hears=member.rights & OVERSEE,
        mine=who.staff.id,
        names=beside.names,
        chart=[
            (it, disposition_in_words(it.disposition, language) if it.disposition else "")
            for it in shown.chart[:3]
        ],
        steered=[(it, steered_in_words(it.what, language)) for it in task.steered],
        may_steer=why_not_steer_it(member, task, only_edit=True) is None,
        may_review=why_not_review(task, level) is None and why_not_look_again(member, task, level) is None,
        level=level.value,
        verdicts=[(it.value, verdict_in_words(it, language)) for it in Verdict],
        agreements=[(it.value, agreement_in_words(it, language)) for it in Agreement],
        reviews=[
            (
                it,
                verdict_in_words(it.verdict, language),
                agreement_in_words(it.agreement, language) if it.agreement else "",
            )
            for it in task.reviews
        ],
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
        "because": [survey_words(it, language) for it in task.because],
        "with_patient": is_with_patient(task),
        "by_patient": has_answered(task),
    }


def _of_error(error: FrontdeskError | None, language: Language) -> dict[str, Any]:
    """What went wrong, at the top, at its field, and where the call is that is in the way."""
    errors = {it.pointer: it.code for it in error.errors} if isinstance(error, BadInput) else {}
    if isinstance(error, AnswersMissing):
        errors = {"summary": error.code}
    if isinstance(error, OutsideWindow):
        errors = {"again_on": error.code}
    in_the_way = error.details.get("call_id") if error else None
    return {
        "status": HTTPStatus.OK if error is None else status_of(error),
        "failed": error is not None,
        "problem": None if error is None else refusal_in_words(error, language),
        "errors": errors,
        "in_the_way": f"{CALLS}/{in_the_way}" if in_the_way else None,
    }


def _tags(shown: Shown, language: Language, *, today: date) -> list[Tag]:
    """How it stands, whether it is late, how much emphasis there is, and that somebody has died."""
    task, _ = shown.task, translations(language).gettext
    died = any(it.reason is NoContact.DIED for it in task.attempts)
    is_open = task.state in {State.READY, State.IN_PROGRESS, State.RETRY_WAIT}
    found = (
        Tag(text=_("has died"), icon="info", kind="red") if died else None,
        emphasis_tag(task.vip, language) if task.vip else None,
        due_tag(task.due_on, today, language) if is_open else None,
        risk_tag(Risk(task.risk), language) if task.risk in set(Risk) else None,
        state_tag(task, language),
    )
    return [it for it in found if it]


def _script(who: SignedIn, catalogue: Catalogue, shown: Shown) -> Words | None:
    """What is said at the call, in the patient's language where there are words in it."""
    subject, task = shown.subject, shown.task
    if subject is None or not shown.in_hand:
        return None
    texts = shown.step.script if shown.step else {}
    language = subject.language
    if texts and language not in texts:
        language = who.session.language if who.session.language in texts else next(iter(texts))
    here = next((it for it in shown.chart if it.id == task.encounter_id), None)
    zone = catalogue.location(task.location_id).zone
    values = {
        "patient": subject.name,
        "clinic": catalogue.organisation.name,
        "department": said(
            catalogue.department(task.department_id).name, catalogue.organisation, language
        ).text,
        "caller": who.staff.name,
        "date": "…",
    }
    if here is not None:
        came = (here.ended_at or here.began_at).astimezone(zone).date()
        values["date"] = date_words(came, form="long", locale=locale_of(language))
    return Words(filled_in(texts.get(language) or usual_script(language), values), language)


def _call(
    it: Call | None, catalogue: Catalogue, language: Language, *, now: datetime
) -> dict[str, Any] | None:
    """The call that is on, or was, under the lease."""
    if it is None:
        return None
    return {
        **call_state(it, catalogue, language, now=now),
        "url": call_url(it),
        "is_by_hand": it.way is Way.HAND,
    }


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
