"""Tasks, corrective actions and those who work on them; all people are synthetic."""

from datetime import UTC, date, datetime

from frontdesk.followup.model import Level, State, Task
from frontdesk.followup.model.actions import ActionState, CorrectiveAction, Severity
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Channel, Policy, Population, Role

NORTH = "north"
MITTE, SURGERY, WARD = "mitte", "surgery", "ward"
MONDAY = date(2026, 11, 23)
MONDAY_NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""Nine o'clock in Berlin."""
POLICY = Policy(modes={})

NURSE = Member(id="1001", departments=frozenset({SURGERY}), rights=frozenset({Right.CALL}))
COLLEAGUE = Member(id="1002", departments=frozenset({SURGERY}), rights=frozenset({Right.CALL}))
ELSEWHERE = Member(id="1009", departments=frozenset({WARD}), rights=frozenset({Right.CALL}))
CENTRE = Member(id="1005", departments=frozenset(), rights=frozenset({Right.VERIFY}))
CENTRE_TOO = Member(id="1006", departments=frozenset(), rights=frozenset({Right.VERIFY}))
LEADER = Member(id="1003", departments=frozenset({WARD}), rights=frozenset({Right.LEAD}))
HEAD = Member(id="1007", departments=frozenset({SURGERY}), rights=frozenset({Right.LEAD}))
ADMINISTRATOR = Member(id="1004", departments=frozenset(), rights=frozenset({Right.EDIT}))
EVERYBODY = (NURSE, COLLEAGUE, ELSEWHERE, CENTRE, CENTRE_TOO, LEADER, HEAD, ADMINISTRATOR)


def task_id(number=1):
    return f"{number:032x}"


def a_task(**changes):
    """A telephone call after a discharge, ready today."""
    return Task(
        **{
            "id": task_id(),
            "organisation_id": NORTH,
            "plan_id": "f" * 32,
            "step": 0,
            "subject_id": "e" * 32,
            "encounter_id": "d" * 32,
            "population": Population.DISCHARGED,
            "location_id": MITTE,
            "department_id": SURGERY,
            "role": Role.DEPARTMENT,
            "owner": None,
            "state": State.READY,
            "level": Level.CARE,
            "channels": (Channel.PHONE,),
            "form": "",
            "opens_on": date(2026, 11, 22),
            "due_on": MONDAY,
            "closes_on": date(2026, 11, 26),
            "vip": 0,
            "risk": "low",
            "made_at": MONDAY_NINE,
        }
        | changes
    )


def an_action(**changes):
    return CorrectiveAction(
        **{
            "id": "c" * 32,
            "organisation_id": NORTH,
            "department_id": SURGERY,
            "title": "Wound cards",
            "text": "Three patients were given no wound card.",
            "severity": Severity.USUAL,
            "state": ActionState.OPEN,
            "raised_by": CENTRE.id,
            "raised_at": MONDAY_NINE,
            "plan_due_at": MONDAY_NINE + POLICY.plan_within,
        }
        | changes
    )
