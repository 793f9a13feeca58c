"""Reminder rules: when something is given, when it is due again, how somebody is reminded. Provet: regel."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.kernel.ids import TimeTypeId
from frontdesk.reminders.model.recalls import Care, Interval, Service, Step


class Trigger(StrEnum):
    """What sets a rule off: something was given, something was found, somebody is new."""

    SERVICE = "service"
    DIAGNOSIS = "diagnosis"
    REGISTERED = "registered"


class Topic(StrEnum):
    """What a condition asks about."""

    ITEM = "item"
    DIAGNOSIS = "diagnosis"
    AGE_MONTHS = "age_months"
    AGE_YEARS = "age_years"
    VISITS = "visits"


class Operator(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Logic(StrEnum):
    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Condition:
    """`value` is a name or code for items and diagnoses, a whole number for everything else."""

    topic: Topic
    operator: Operator
    value: str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`items`: names of services, or diagnosis codes, that set it off; none for every one of its kind `care`.

    `what` is due in `due_after`. `paused_by`: types of time that, booked, make reminding needless. `stop_after` so many
    rounds; 0 for never.
    """

    id: str
    name: str
    trigger: Trigger
    care: Care
    what: str
    due_after: Interval
    steps: tuple[Step, ...]
    items: tuple[str, ...] = ()
    logic: Logic = Logic.ALL
    conditions: tuple[Condition, ...] = ()
    internal: bool = False
    template: str = "recall"
    paused_by: tuple[TimeTypeId, ...] = ()
    stop_after: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All rules of an organisation; version 0 is an empty one that nobody has written yet."""

    rules: tuple[Rule, ...] = ()
    version: int = 0

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id, if there is one."""
        return next((it for it in self.rules if it.id == rule_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Something that may set rules off: a service, or that somebody is new (`service` is None), on a local day."""

    on: date
    service: Service | None = None


class Because(StrEnum):
    """Why a rule makes a reminder, or none."""

    TRIGGERED = "triggered"
    OTHER_TRIGGER = "other_trigger"
    OTHER_ITEM = "other_item"
    CONDITION_MET = "condition_met"
    CONDITION_NOT_MET = "condition_not_met"
    PAUSED_RULE = "paused_rule"


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason, of a condition with which one and what the patient has."""

    because: Because
    condition: Condition | None = None
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a rule says of a patient on an occasion."""

    applies: bool
    grounds: tuple[Ground, ...]
