"""Follow-up plans in the console: those that wait for somebody, one with its reasons, and starting one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.followup.model.plans import Book, Plan, PlanState, Recommendation
from frontdesk.followup.rules.scheduling import Window
from frontdesk.followup.usecases.list_plans import Listed, Opened
from frontdesk.hospital.model import Encounter
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.patients.model import Subject
from frontdesk.surveys.model.drafts import Shelved
from frontdesk_web.i18n import sentence, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_encounters import VISITS
from frontdesk_web.presenters.console_followup_words import (
    channels_in_words,
    missing_in_words,
    reason_in_words,
    risk_tag,
    role_in_words,
)
from frontdesk_web.presenters.console_menu import FOLLOWUP_PLANS
from frontdesk_web.presenters.console_reminders import Tab, places_of
from frontdesk_web.presenters.console_step_form import (
    rows_of,
    step_labels,
    step_options,
    typed_steps,
    words_of,
)
from frontdesk_web.presenters.console_words import Tag
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

RUNNING = "running"
RUN = f"{FOLLOWUP_PLANS}?state={RUNNING}"
EXTRACT = f"{FOLLOWUP_PLANS}/patients"
START = f"{FOLLOWUP_PLANS}/start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A plan, or somebody who may get one, in a list."""

    subject: Subject | None
    on: date
    risk: Tag | None
    lace: int | None
    why: tuple[str, ...]
    steps: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a plan, in words."""

    window: Window
    what: str
    how: str
    by: str
    is_made: bool


def plans_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    listed: Listed,
    *,
    location: Location,
    locations: Sequence[Location],
    running: bool,
    done: str,
) -> Page:
    """Those that wait for a person, or those that run, with their reasons."""
    language, here = who.session.language, RUN if running else FOLLOWUP_PLANS
    return console_page(
        "console/plans.html",
        who,
        catalogue,
        here=None,
        back=here,
        tabs=tabs_of(here, language),
        running=running,
        lines=[_line(it, listed, catalogue, language) for it in listed.plans],
        more=listed.more,
        choices=[places_of(location, locations, catalogue, language)],
        done=_notice(done, language),
    )


def plan_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    opened: Opened,
    *,
    forms: Sequence[Shelved],
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
    done: str = "",
) -> Page:
    """One plan: whose, why, when; a form to accept, change, refuse or end it."""
    plan, language = opened.plan, who.session.language
    rows = rows_of(plan.steps, made=plan.made)
    return console_page(
        "console/plan.html",
        who,
        catalogue,
        here=None,
        back=f"{FOLLOWUP_PLANS}/{plan.id}",
        **of_error(error, labels_of(rows, language), language),
        plan=plan,
        subject=opened.subject,
        department=_department(catalogue, plan, language),
        visit_url=f"{VISITS}/{plan.encounter_id}",
        why=_why(
            plan.recommendation, _scheme(plan.recommendation, opened.book, catalogue, language), language
        ),
        steps=[
            Step(
                window=window,
                what=words_of(it.what, language),
                how=channels_in_words(it.channels, language),
                by=role_in_words(it.role, language),
                is_made=number < plan.made,
            )
            for number, (it, window) in enumerate(zip(plan.steps, opened.windows, strict=True))
        ],
        rows=rows,
        options=step_options(language, forms, plan.steps),
        typed=typed or typed_steps(plan.steps, language),
        version=plan.version,
        is_proposed=plan.state is PlanState.PROPOSED,
        is_active=plan.state is PlanState.ACTIVE,
        state=_state(plan, language),
        done=_notice(done, language),
        list_url=_list_url(plan),
    )


def start_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    encounter: Encounter,
    advised: Recommendation,
    book: Book,
    *,
    form_id: str,
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
) -> Page:
    """What is recommended after an encounter, and the schemes among which somebody may choose."""
    language = who.session.language
    _ = translations(language).gettext
    labels = {
        "scheme": Words(_("Scheme"), language),
        "because": Words(_("Reason"), language),
        "steps": Words(_("Steps"), language),
    }
    schemes = [(it.id, said(it.title, catalogue.organisation, language)) for it in book.schemes if it.steps]
    return console_page(
        "console/plan_start.html",
        who,
        catalogue,
        here=None,
        back=f"{START}/{encounter.id}",
        **of_error(error, labels, language),
        why=_why(advised, _scheme(advised, book, catalogue, language), language),
        advised=[(it.after, words_of(it.what, language)) for it in advised.steps],
        schemes=schemes,
        form_id=form_id,
        typed=typed,
        action=f"{START}/{encounter.id}",
        visit_url=f"{VISITS}/{encounter.id}",
    )


def labels_of(rows: range, language: Language) -> dict[str, Words | None]:
    """What the fields of a plan's form are called."""
    _ = translations(language).gettext
    return step_labels(rows, language) | {"because": Words(_("Reason"), language)}


def of_error(
    error: FrontdeskError | None, labels: Mapping[str, Words | None], language: Language
) -> dict[str, Any]:
    """What a page shows of an error: its status, the summary, and each fault at its field."""
    errors = error.errors if isinstance(error, BadInput) else ()
    return {
        "status": HTTPStatus.OK if error is None else status_of(error),
        "failed": error is not None,
        "problem": None if error is None or errors else sentence(error.code, language),
        "problems": problems_of(errors, labels, language),
        "errors": by_field(errors),
    }


def _why(it: Recommendation, scheme: str, language: Language) -> dict[str, Any]:
    return {
        "risk": risk_tag(it.risk, language) if it.weights else None,
        "lace": it.lace,
        "reasons": [reason_in_words(one, language, scheme=scheme) for one in it.reasons],
        "missing": [missing_in_words(one, language) for one in it.missing],
        "version": it.rules_version[:8],
        "excluded": _excluded(it.excluded, language),
    }


def _scheme(it: Recommendation, book: Book, catalogue: Catalogue, language: Language) -> str:
    """What the scheme of a recommendation is called; "" for none, and for one that is removed."""
    found = next((one for one in book.schemes if one.id == it.scheme_id), None)
    return said(found.title, catalogue.organisation, language).text if found else ""


def _line(it: Plan, listed: Listed, catalogue: Catalogue, language: Language) -> Line:
    advised = it.recommendation
    scheme = _scheme(advised, listed.book, catalogue, language)
    telling = [one for one in advised.reasons if not one.code.startswith("lace.")]
    return Line(
        subject=listed.subjects.get(it.subject_id),
        on=it.anchored_on,
        risk=risk_tag(advised.risk, language) if advised.weights else None,
        lace=advised.lace,
        why=tuple(reason_in_words(one, language, scheme=scheme) for one in telling),
        steps=len(it.steps),
        url=f"{FOLLOWUP_PLANS}/{it.id}",
    )


def _list_url(it: Plan) -> str:
    """The list that a plan is on, or was."""
    query = f"location={it.location_id}"
    return f"{RUN}&{query}" if it.state is PlanState.ACTIVE else f"{FOLLOWUP_PLANS}?{query}"


def _department(catalogue: Catalogue, plan: Plan, language: Language) -> Words:
    there = next((it for it in catalogue.departments if it.id == plan.department_id), None)
    return (
        said(there.name, catalogue.organisation, language) if there else Words(plan.department_id, language)
    )


def tabs_of(current: str, language: Language) -> list[Tab]:
    """The pages of plans."""
    _ = translations(language).gettext
    pages = (
        (_("Proposed plans"), FOLLOWUP_PLANS),
        (_("Running plans"), RUN),
        (_("Pick patients"), EXTRACT),
    )
    return [Tab(label=label, url=url, current=url == current) for label, url in pages]


def _state(plan: Plan, language: Language) -> Tag:
    _ = translations(language).gettext
    return {
        PlanState.PROPOSED: Tag(text=_("waits for a decision"), icon="hourglass", kind="amber"),
        PlanState.ACTIVE: Tag(text=_("running"), icon="circle-check", kind="green"),
        PlanState.ENDED: Tag(text=_("ended"), icon="ban"),
        PlanState.REFUSED: Tag(text=_("refused"), icon="circle-x"),
    }[plan.state]


def _excluded(why: str, language: Language) -> str:
    _ = translations(language).gettext
    return {
        "died": _("The patient has died."),
        "discharge_cancelled": _("The discharge was taken back."),
        "transferred": _("The patient went to another hospital."),
        "opted_out": _("The patient wants no follow-up."),
    }.get(why, "")


def _notice(done: str, language: Language) -> str | None:
    _ = translations(language).gettext
    return {
        "started": _("The plan runs. Its next steps are tasks now."),
        "changed": _("The plan is changed."),
        "refused": _("The plan is refused. Nobody is called."),
        "ended": _("The plan is over. Nothing more is made of it."),
    }.get(done)
