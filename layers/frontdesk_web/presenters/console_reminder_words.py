"""How staff read patient reminders: what is due, how near, what is sent, in words that do not need a colour."""

from datetime import date
from zoneinfo import ZoneInfo

from frontdesk.kernel.language import Language
from frontdesk.reminders.model.recalls import (
    CallOutcome,
    Care,
    DueState,
    Reminder,
    Sending,
    Step,
    Unit,
    Way,
)
from frontdesk.reminders.model.rulebook import Because, Ground, Logic, Operator, Topic, Trigger
from frontdesk.reminders.rules.dues import due_state
from frontdesk_web.dates import datetime_words, time_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.console_words import Tag


def due_tag(due_on: date, today: date, language: Language) -> Tag:
    """Black, yellow or red, and in words: days over, today, days ahead."""
    words = translations(language)
    _, ngettext = words.gettext, words.ngettext
    days = (due_on - today).days
    match due_state(due_on, today):
        case DueState.OVERDUE:
            over = ngettext("%(num)s day overdue", "%(num)s days overdue", -days) % {"num": -days}
            return Tag(text=over, icon="triangle-alert", kind="red")
        case DueState.SOON:
            ahead = ngettext("in %(num)s day", "in %(num)s days", days) % {"num": days}
            return Tag(text=ahead if days else _("due today"), icon="clock", kind="amber")
    return Tag(text=_("valid"), icon="calendar", kind="")


def state_in_words(state: DueState, language: Language) -> str:
    """A choice of the list."""
    _ = translations(language).gettext
    return {
        DueState.OVERDUE: _("Overdue (red)"),
        DueState.SOON: _("Due within 30 days (yellow)"),
        DueState.AHEAD: _("Due later (black)"),
    }[state]


def care_in_words(care: Care, language: Language) -> str:
    """What kind of service it is."""
    _ = translations(language).gettext
    return {
        Care.VACCINATION: _("Vaccination"),
        Care.LABORATORY: _("Laboratory test"),
        Care.EXAMINATION: _("Examination or check-up"),
        Care.DIAGNOSTICS: _("Diagnostics"),
        Care.INJECTION: _("Routine injection"),
        Care.PRODUCT: _("Preventive product"),
        Care.AFTERCARE: _("Call after treatment"),
        Care.OTHER: _("Something else"),
    }[care]


def way_in_words(way: Way, language: Language) -> str:
    """How a step reminds."""
    _ = translations(language).gettext
    return {
        Way.SMS: _("Text message"),
        Way.EMAIL: _("E-mail"),
        Way.POST: _("Letter"),
        Way.CALL: _("We call (call list)"),
    }[way]


def unit_in_words(unit: Unit, language: Language) -> str:
    """The unit of an interval."""
    _ = translations(language).gettext
    return {Unit.DAYS: _("days"), Unit.MONTHS: _("months"), Unit.YEARS: _("years")}[unit]


def template_in_words(template: str, language: Language) -> str:
    """What a template says, as far as somebody needs to know who chooses it."""
    _ = translations(language).gettext
    return {
        "recall": _("Time for your next visit (does not say what for)"),
        "recall_named": _("Names what is due and when"),
        "recall_overdue": _("Your visit is overdue (does not say what for)"),
    }.get(template, template)


def step_in_words(step: Step, language: Language) -> str:
    """When and how a step reminds: `30 days before, 09:00, text message`."""
    words = translations(language)
    _, ngettext = words.gettext, words.ngettext
    days = abs(step.days_before)
    if step.days_before > 0:
        when = ngettext("%(num)s day before", "%(num)s days before", days) % {"num": days}
    elif step.days_before < 0:
        when = ngettext("%(num)s day after", "%(num)s days after", days) % {"num": days}
    else:
        when = _("on the day")
    at = time_words(step.at, locale=locale_of(language))
    return _("%(when)s at %(time)s: %(way)s") % {
        "when": when,
        "time": at,
        "way": way_in_words(step.way, language),
    }


def sending_tag(it: Reminder, zone: ZoneInfo, language: Language) -> Tag:
    """How far the reminding is; it is no due state, and has no colour of one."""
    _ = translations(language).gettext
    match it.sending:
        case Sending.WAITING if it.next_at:
            at = datetime_words(it.next_at, zone, "medium", locale=locale_of(language))
            way = way_in_words(it.steps[it.step].way, language) if it.step < len(it.steps) else ""
            return Tag(text=_("%(way)s on %(when)s") % {"way": way, "when": at}, icon="send")
        case Sending.PAUSED:
            return Tag(text=_("paused: next visit is booked"), icon="calendar-clock")
        case Sending.STOPPED:
            return Tag(text=_("stopped"), icon="ban")
        case Sending.GIVEN:
            return Tag(text=_("done"), icon="circle-check", kind="green")
    return Tag(text=_("all reminders sent"), icon="check")


def outcome_in_words(outcome: CallOutcome, language: Language) -> str:
    """What came of a call."""
    _ = translations(language).gettext
    return {
        CallOutcome.REACHED: _("Reached"),
        CallOutcome.BOOKED: _("Reached, time booked"),
        CallOutcome.DECLINED: _("Does not want to come"),
        CallOutcome.NOT_REACHED: _("Not reached: again tomorrow"),
        CallOutcome.CALL_AGAIN: _("Call again on the day below"),
        CallOutcome.WRONG_NUMBER: _("Wrong number"),
    }[outcome]


def trigger_in_words(trigger: Trigger, language: Language) -> str:
    """What sets a rule off."""
    _ = translations(language).gettext
    return {
        Trigger.SERVICE: _("A service was given"),
        Trigger.DIAGNOSIS: _("A diagnosis was noted"),
        Trigger.REGISTERED: _("A patient is new"),
    }[trigger]


def topic_in_words(topic: Topic, language: Language) -> str:
    """What a condition asks about."""
    _ = translations(language).gettext
    return {
        Topic.ITEM: _("the service"),
        Topic.DIAGNOSIS: _("the diagnoses"),
        Topic.AGE_MONTHS: _("age in months"),
        Topic.AGE_YEARS: _("age in years"),
        Topic.VISITS: _("number of visits"),
    }[topic]


def operator_in_words(operator: Operator, language: Language) -> str:
    """How it compares."""
    _ = translations(language).gettext
    return {
        Operator.IS: _("is"),
        Operator.IS_NOT: _("is not"),
        Operator.AT_LEAST: _("is at least"),
        Operator.AT_MOST: _("is at most"),
    }[operator]


def logic_in_words(logic: Logic, language: Language) -> str:
    """How conditions go together."""
    _ = translations(language).gettext
    return {Logic.ALL: _("All conditions are met"), Logic.ANY: _("At least one condition is met")}[logic]


def ground_in_words(ground: Ground, language: Language) -> str:
    """One reason why a rule makes a reminder, or none."""
    _ = translations(language).gettext
    if ground.condition is None:
        return {
            Because.TRIGGERED: _("What sets the rule off has happened."),
            Because.OTHER_TRIGGER: _("The rule waits for something else."),
            Because.OTHER_ITEM: _("The rule is about another service or diagnosis."),
            Because.PAUSED_RULE: _("The rule is switched off."),
        }.get(ground.because, ground.because.value)
    it = ground.condition
    said = {
        "condition": " ".join(
            (topic_in_words(it.topic, language), operator_in_words(it.operator, language), str(it.value))
        ),
        "found": ground.found or "-",
    }
    if ground.because is Because.CONDITION_MET:
        return _("Met: %(condition)s (here: %(found)s).") % said
    return _("Not met: %(condition)s (here: %(found)s).") % said
