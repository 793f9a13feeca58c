"""How patients are reminded of appointments, for administrators: the plans, one of them in a form, and an example."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.booking.model.timetable import Timetable
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.messaging.model.settings import Quiet
from frontdesk.reminders.model import Offset
from frontdesk.reminders.model.plans import WINDOW, Plan, Plans, Scope
from frontdesk.reminders.rules.plans import plan_for, sends_of
from frontdesk.reminders.rules.timing import schedule
from frontdesk_web.dates import datetime_words, time_words
from frontdesk_web.i18n import OWN_NAME, locale_of, sentence, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_fields import Option
from frontdesk_web.presenters.console_menu import PLANS
from frontdesk_web.presenters.console_reminder_form import ROWS, labels_of
from frontdesk_web.presenters.console_times import kind_of, kinds
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

EXAMPLE_AHEAD, EXAMPLE_AT = timedelta(days=8), time(10)
FORM = f"{PLANS}/plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who looks at the plans of which clinic, and when."""

    who: SignedIn
    catalogue: Catalogue
    timetable: Timetable | None
    plans: Plans
    quiet: Quiet | None
    now: datetime

    @property
    def language(self) -> Language:
        return self.who.session.language

    def in_words(self, scope: Scope) -> str:
        """What a plan is for."""
        _ = translations(self.language).gettext
        parts = []
        if scope.time_type_id is not None:
            organisation = self.catalogue.organisation
            known = kinds(self.timetable, organisation, self.language) if self.timetable else []
            parts.append(kind_of(known, scope.time_type_id, self.language).name.text)
        if scope.location_id is not None:
            parts.append(self.place(scope).text)
        return ", ".join(parts) or _("All appointments")

    def place(self, scope: Scope) -> Words:
        here = next((it for it in self.catalogue.locations if it.id == scope.location_id), None)
        if here is None:
            return Words(scope.location_id or "", self.language)
        return said(here.name, self.catalogue.organisation, self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """When an appointment would be reminded of, and when each reminder would go out."""

    when: str
    sent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A plan in the list."""

    name: str
    lines: tuple[str, ...]
    example: Example
    url: str


def plans_page(office: Office, *, done: str = "") -> Page:
    """Every plan with an example; where another may be added, for whoever may change them."""
    language = office.language
    return console_page(
        "console/reminder_plans.html",
        office.who,
        office.catalogue,
        here=None,
        back=PLANS,
        rows=[_row(office, scope, plan) for scope, plan in _in_order(office.plans)],
        may_edit=why_not(office.who.staff, Permission.TIMETABLE_EDIT) is None,
        done=_notice(done, language),
        locations=_locations(office),
        time_types=_time_types(office),
        form_url=FORM,
    )


def plan_page(
    office: Office,
    scope: Scope,
    typed: Mapping[str, str],
    *,
    plan: Plan | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """A plan in its form, as it is or was `typed`; with what would go out by the `plan` that was typed."""
    language = office.language
    errors = error.errors if isinstance(error, BadInput) else ()
    shown = plan or plan_for_scope(office.plans, scope)
    return console_page(
        "console/reminder_plan.html",
        office.who,
        office.catalogue,
        here=None,
        back=plan_url(scope),
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else _problem(error, language),
        problems=problems_of(errors, labels_of(office.catalogue, language), language),
        errors=by_field(errors),
        typed=typed,
        rows=range(ROWS),
        scope=scope,
        name=office.in_words(scope),
        example=None if errors else _example(office, scope, shown),
        kinds=_kinds(language),
        languages=[(it, OWN_NAME[it]) for it in office.catalogue.organisation.languages],
        is_particular=scope != Scope(),
        is_there=scope in office.plans.by_scope,
        action=FORM,
    )


def plan_for_scope(plans: Plans, scope: Scope) -> Plan:
    """The plan of the scope; where it has none, the one that would count there."""
    if scope in plans.by_scope:
        return plans.by_scope[scope]
    if scope.time_type_id and scope.location_id:
        return plan_for(plans, scope.location_id, scope.time_type_id)
    return plans.by_scope.get(Scope(), Plan())


def plan_url(scope: Scope) -> str:
    """Where the plan of the scope is changed."""
    said = {"location": scope.location_id, "type": scope.time_type_id}
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{FORM}?{query}" if query else FORM


def _in_order(plans: Plans) -> Sequence[tuple[Scope, Plan]]:
    return sorted(plans.by_scope.items(), key=lambda it: (it[0].location_id or "", it[0].time_type_id or ""))


def _row(office: Office, scope: Scope, plan: Plan) -> Row:
    _ = translations(office.language).gettext
    named = {it.value: it.label.text for it in _kinds(office.language)}
    lines = [
        ", ".join(_offset(it, office.language) for it in plan.offsets)
        or _("No reminder, but where a patient wishes one."),
        named[" ".join(plan.kinds)],
    ]
    lines += [_("Patients are asked to confirm.")] if plan.asks else []
    lines += [_("New patients are told more.")] if plan.for_new else []
    if plan.form:
        where = _("the patient window") if plan.form == WINDOW else plan.form
        lines.append(_("To fill in before: %(where)s") % {"where": where})
    return Row(
        name=office.in_words(scope),
        lines=tuple(lines),
        example=_example(office, scope, plan),
        url=plan_url(scope),
    )


def _offset(it: Offset, language: Language) -> str:
    ngettext = translations(language).ngettext
    if it.at is None:
        return ngettext("%(count)s hour before", "%(count)s hours before", it.count) % {"count": it.count}
    words = ngettext("%(count)s day before at %(time)s", "%(count)s days before at %(time)s", it.count)
    return words % {"count": it.count, "time": time_words(it.at, locale=locale_of(language))}


def _example(office: Office, scope: Scope, plan: Plan) -> Example:
    """Of an appointment at ten, a week from tomorrow."""
    location = _location(office, scope)
    day = office.now.astimezone(location.zone).date() + EXAMPLE_AHEAD
    starts_at = datetime.combine(day, EXAMPLE_AT, tzinfo=location.zone).astimezone(office.now.tzinfo)
    planned = schedule(sends_of(plan, wished=False), starts_at, location.zone, office.quiet)

    def told(at: datetime) -> str:
        return datetime_words(at, location.zone, "full", locale=locale_of(office.language))

    return Example(when=told(starts_at), sent=tuple(told(it.at) for it in planned))


def _location(office: Office, scope: Scope) -> Location:
    there = (it for it in office.catalogue.locations if it.id == scope.location_id)
    return next(there, office.catalogue.locations[0])


def _locations(office: Office) -> list[Option]:
    organisation = office.catalogue.organisation
    return [
        Option(value=it.id, label=said(it.name, organisation, office.language))
        for it in office.catalogue.locations
    ]


def _time_types(office: Office) -> list[Option]:
    known = (
        kinds(office.timetable, office.catalogue.organisation, office.language) if office.timetable else []
    )
    return [Option(value=it.id, label=it.name) for it in known]


def _kinds(language: Language) -> tuple[Option, ...]:
    _ = translations(language).gettext
    named: dict[str, Any] = {
        "": _("As the clinic's messages usually go"),
        "sms email": _("By text message, else by e-mail"),
        "email sms": _("By e-mail, else by text message"),
        "sms": _("By text message only"),
        "email": _("By e-mail only"),
    }
    return tuple(Option(value=value, label=Words(label, language)) for value, label in named.items())


def _notice(done: str, language: Language) -> str | None:
    _ = translations(language).gettext
    return {
        "all": _("The plan is laid down. What is booked for the next 14 days is planned anew."),
        "some": _("The plan is laid down. What is booked is planned anew by tomorrow morning."),
    }.get(done)


def _problem(error: FrontdeskError, language: Language) -> str:
    _ = translations(language).gettext
    if error.code == "conflict":
        return _("Somebody else has changed the plans since. What you typed is still here; look at it again.")
    return sentence(error.code, language)
