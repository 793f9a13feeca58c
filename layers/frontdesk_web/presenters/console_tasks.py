"""The call screen of follow-up, and the form of who looks again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model import PATIENT, Agreement, Level, NoContact, State, Task, Verdict
from frontdesk.followup.model.feedback import FeedbackKind
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Risk
from frontdesk.followup.model.replies import ReplyShelf
from frontdesk.followup.rules.asking import ASKED, SCALE
from frontdesk.followup.rules.forms import cannot_be_sent, has_answered, is_with_patient
from frontdesk.followup.rules.keys import successor_key
from frontdesk.followup.rules.rights import OVERSEE, why_not_look_again, why_not_steer_it
from frontdesk.followup.rules.scripts import filled_in
from frontdesk.followup.rules.steps import level_of, why_not_review
from frontdesk.followup.usecases.show_task import Shown
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import StaffId, random_id
from frontdesk.kernel.language import Language, Words
from frontdesk.messaging.model.calls import Call, Way
from frontdesk_web.dates import date_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.clinic import dialled, said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_call_form import (
    LEVEL1_DEEDS,
    OVER,
    done_in_words,
    errors_of,
    grade_in_words,
    has_words,
    question_in_words,
    rows_of,
    topics_of,
    tries_of,
)
from frontdesk_web.presenters.console_calls import call_state, call_url
from frontdesk_web.presenters.console_encounter_words import disposition_in_words, emphasis_tag
from frontdesk_web.presenters.console_feedback_words import kind_tag
from frontdesk_web.presenters.console_followup_answers import answered_of, asking_of
from frontdesk_web.presenters.console_followup_words import population_in_words, risk_tag
from frontdesk_web.presenters.console_menu import ACTIONS, FOLLOWUP
from frontdesk_web.presenters.console_step_form import words_of
from frontdesk_web.presenters.console_task_words import (
    agreement_in_words,
    choice_in_words,
    due_tag,
    state_tag,
    steered_in_words,
    usual_script,
    verdict_in_words,
)
from frontdesk_web.presenters.console_words import Tag
from frontdesk_web.presenters.survey_items import words_of as survey_words
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
    done: str = "",
) -> Page:
    """The call screen: whose, why they were here, what happened, what to ask; or the form of who looks again."""
    language, task = who.session.language, shown.task
    zone = next(it.zone for it in catalogue.locations if it.id == task.location_id)
    return console_page(
        "console/followup_task.html",
        who,
        catalogue,
        here=None,
        back=f"{FOLLOWUP}/tasks/{task.id}",
        **errors_of(error, language),
        shown=shown,
        task=task,
        zone=zone,
        today=now.astimezone(zone).date(),
        tags=_tags(shown, language, today=now.astimezone(zone).date()),
        about=words_of(shown.step.what, language) if shown.step else "",
        population=population_in_words(task.population, language),
        notice=done_in_words(done, language),
        next_pile=_next_pile(member, done, shown),
        script=_script(who, catalogue, shown),
        url=f"{FOLLOWUP}/tasks/{task.id}",
        call_id=_call_id(typed, beside.call),
        call=_call(beside.call, catalogue, language, now=now),
        tel=dialled(shown.subject.phone or "") if shown.subject else "",
        hears=member.rights & OVERSEE,
        mine=who.staff.id,
        names={**beside.names, PATIENT: translations(language).gettext("Patient")},
        steered=[(it, steered_in_words(it.what, language)) for it in task.steered],
        may_steer=why_not_steer_it(member, task, only_edit=True) is None,
        action_url=f"{ACTIONS}/new?{urlencode({'task': task.id})}" if member.rights & OVERSEE else None,
        list_url=FOLLOWUP,
        **_of_record(shown, beside, typed, language),
        **_of_review(member, task, language),
        **_of_form(shown, language, form=form, error=error),
        **_of_others(member, shown, language),
    )


def _of_record(shown: Shown, beside: Beside, typed: Mapping[str, str], language: Language) -> dict[str, Any]:
    """What is asked and noted at the call: the fields with what stands in them, or what is on record."""
    record = shown.task.record
    known = {**record.answers, "summary": record.summary, "family_said": record.family_said} if record else {}
    is_call = "level" not in typed and typed.get("deed") in LEVEL1_DEEDS
    return {
        "questions": [(it, question_in_words(it, language)) for it in ASKED],
        "scale": [(it, grade_in_words(it, language)) for it in SCALE],
        "replies": [(it.id, it.title) for shelf in beside.shelves for it in shelf.replies],
        "reasons": [(it.value, choice_in_words(it, language)) for it in NoContact],
        "heard": [(it.value, kind_tag(it, language).text) for it in FeedbackKind],
        "typed": dict(typed) or {key: str(value) for key, value in known.items()},
        "kept": shown.may_do and is_call and has_words(typed),
        "said": rows_of(record, None, language) if record and not record.revision else [],
    }


def _of_review(member: Member, task: Task, language: Language) -> dict[str, Any]:
    """The form of who looks again, and what was found when somebody did."""
    level = level_of(task)
    return {
        "may_review": why_not_review(task, level) is None and why_not_look_again(member, task, level) is None,
        "level": level.value,
        "topics": topics_of((), language) if level is Level.CENTRE else [],
        "verdicts": [(it.value, verdict_in_words(it, language)) for it in Verdict],
        "agreements": [(it.value, agreement_in_words(it, language)) for it in Agreement],
        "reviews": [
            (
                it,
                verdict_in_words(it.verdict, language),
                agreement_in_words(it.agreement, language) if it.agreement else "",
                [(words, it.topics[name]) for name, words in topics_of(it.topics, language)]
                if it.topics
                else [],
            )
            for it in task.reviews
        ],
    }


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
        "cannot_send": cannot_be_sent(task),
        "by_patient": has_answered(task),
    }


def _of_others(member: Member, shown: Shown, language: Language) -> dict[str, Any]:
    """What happened before: the tries, those of the call that broke off first; and what else waits for the patient."""
    task, before, q = shown.task, shown.before, shown.questionnaire
    cut = before or (task if task.state is State.INTERRUPTED else None)
    broken = cut.attempts[-1].noted if cut and cut.attempts else None
    return {
        "attempts": tries_of(task, q, language),
        "before": before,
        "before_attempts": tries_of(before, q, language) if before else [],
        "until_then": rows_of(broken, q, language) if broken else [],
        "broken": broken,
        "after_id": successor_key(task.id) if cut is task and member.rights & OVERSEE else None,
        "chart": [
            (it, disposition_in_words(it.disposition, language) if it.disposition else "")
            for it in shown.chart[:3]
        ],
        "others": [(it, f"{FOLLOWUP}/tasks/{it.id}", state_tag(it, language)) for it in shown.others],
    }


def _next_pile(member: Member, done: str, shown: Shown) -> str | None:
    """The list that a button below what was done leads on in; None where there is none."""
    if done not in OVER or shown.in_hand:
        return None
    if done != "review":
        return "" if Right.LEAD not in member.rights else None
    return f"{(Pile.LEVEL3 if Right.LEAD in member.rights else Pile.LEVEL2).value}."


def _call_id(typed: Mapping[str, str], call: Call | None) -> str:
    """The number that the next call will have: the same form sent again is the same call."""
    wanted = typed.get("call", "")
    return wanted if wanted and (call is None or call.id != wanted) else random_id()


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
    return Words(filled_in(texts.get(language) or usual_script(language, task.population), values), language)


def _call(
    it: Call | None, catalogue: Catalogue, language: Language, *, now: datetime
) -> dict[str, Any] | None:
    """The call that is on, or was, under the lease."""
    if it is None:
        return None
    return {
        **call_state(it, catalogue, language, now=now),
        "id": it.id,
        "url": call_url(it),
        "is_by_hand": it.way is Way.HAND,
    }
