"""What each clinic of the street has of follow-up, and what is asked at its doors."""

import json
from datetime import UTC, datetime, timedelta

from frontdesk.followup.model import TaskId
from frontdesk.followup.model.actions import ActionId, ActionState, FeedbackId
from frontdesk.followup.model.plans import Anchor, Book, Plan, PlanId, PlanState, Policy, Population, SchemeId
from frontdesk.followup.storage import DynamoActions, DynamoFeedback
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.wiring import planning_ports
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId
from tests.followup.builders import a_recommendation, a_scheme, a_step
from tests.followup.feedback_desk import a_word
from tests.followup.task_builders import a_task, an_action

NOW = datetime.now(UTC)
PLANS, POLICY = "/console/followup/plans", "/console/followup/policy"
TASKS, STATISTICS = "/console/followup/tasks", "/console/followup/statistics"
ACTIONS, FEEDBACK = "/console/followup/actions", "/console/followup/feedback"
OF_A_DEPARTMENT = {"query": {"department": "{department}"}}
SAID = {"csrf": "form-token", "because": "Tests"}
A_BOOK = {"policy": {}, "schemes": []}

ASKED = {
    f"GET {PLANS}": {"query": {"location": "{location}"}},
    f"GET {PLANS}/patients": {"query": {"location": "{location}"}},
    f"POST {PLANS}/start/{{encounter_id}}": {"form": SAID | {"form": "7" * 32}},
    f"POST {PLANS}/{{plan_id}}": {"form": SAID | {"version": "1", "deed": "refuse"}},
    "POST /console/followup/next": {"form": SAID},
    f"POST {TASKS}/{{task_id}}": {"form": SAID | {"deed": "open"}},
    f"POST {ACTIONS}/new": {
        "form": SAID | {"id": "6" * 32, "department": "hausarzt", "title": "Noise", "text": "At night."}
    },
    f"POST {ACTIONS}/{{action_id}}": {
        "form": SAID | {"deed": "return", "text": "Please add dates.", "seen": "0"}
    },
    f"POST {FEEDBACK}/new": {
        "form": SAID | {"form": "5" * 32, "kind": "praise", "department": "hausarzt", "text": "Kind."}
    },
    f"POST {FEEDBACK}/{{feedback_id}}": {
        "form": SAID
        | {"form": "4" * 32, "seen": "0", "deed": "answer", "way": "phone", "answer": "Thank you."}
    },
    f"POST {POLICY}": {
        "form": SAID
        | {"version": "1", "mode": "classic", "call_hours": "08:00-12:00"}
        | dict.fromkeys(
            (
                "attempts",
                "gap_hours",
                "lease_minutes",
                "remind_after",
                "tell_head_after",
                "to_centre_after",
                "missed_after",
                "level2_share",
                "level2_least",
                "level3_share",
                "level3_share_of_level1",
                "level3_least",
                "form_remind_after",
                "form_call_after",
                "fatigue_days",
                "plan_within_days",
                "effect_within_days",
                "serious_plan_within_days",
                "serious_effect_within_days",
                "answer_within_days",
            ),
            "5",
        )
    },
    f"POST {POLICY}/import": {"form": SAID | {"version": "1", "book": json.dumps(A_BOOK)}},
    f"POST {POLICY}/schemes/{{scheme_id}}": {"form": SAID | {"version": "1", "deed": "remove"}},
    f"GET {STATISTICS}": OF_A_DEPARTMENT,
    f"GET {STATISTICS}/tables/{{figures}}/{{form}}": OF_A_DEPARTMENT,
    f"GET {STATISTICS}/report": OF_A_DEPARTMENT,
    f"GET {STATISTICS}/report/pdf": OF_A_DEPARTMENT,
    "GET /console/api/followup/statistics": {"query": {"month": "2026-11", "department": "{department}"}},
    "PUT /console/api/followup/book": {"json": {"version": 1, **A_BOOK}},
}


def keep_plans(clinic):
    """A scheme, and a plan that waits for somebody."""
    ports, here = planning_ports(), OrganisationId(clinic.organisation_id)
    scheme = a_scheme(
        clinic.scheme_id, population=Population.INPATIENT, anchor=Anchor.ADMITTED, steps=(a_step(60),)
    )
    ports.books.put(Book(organisation_id=here, policy=Policy(modes={}), schemes=(scheme,), version=0), at=NOW)
    plan = Plan(
        id=PlanId(clinic.plan_id),
        organisation_id=here,
        subject_id=SubjectId(clinic.subject_id),
        encounter_id=clinic.encounter_id,
        population=Population.INPATIENT,
        location_id=LocationId("mitte"),
        department_id=DepartmentId("hausarzt"),
        recommendation=a_recommendation(),
        scheme_id=SchemeId(clinic.scheme_id),
        steps=(a_step(60),),
        anchored_on=NOW.date(),
        state=PlanState.PROPOSED,
        made_at=NOW,
    )
    ports.plans.add(plan, next_on=NOW.date())


def keep_task(clinic):
    """A call that is due today, of the department that has the requests; its form was sent to the patient before."""
    task = a_task(
        id=TaskId(clinic.task_id),
        organisation_id=OrganisationId(clinic.organisation_id),
        subject_id=SubjectId(clinic.subject_id),
        department_id=DepartmentId("hausarzt"),
        form=clinic.questionnaire_id,
        asked=(NOW,),
        opens_on=NOW.date(),
        due_on=NOW.date(),
        closes_on=NOW.date() + timedelta(days=5),
    )
    add_task(task, ports=task_ports())


def keep_words(clinic):
    """A complaint that nobody answered, and a plan of the department that waits to be judged."""
    here = OrganisationId(clinic.organisation_id)
    DynamoFeedback().add(
        a_word(
            id=FeedbackId(clinic.feedback_id),
            organisation_id=here,
            subject_id=SubjectId(clinic.subject_id),
            department_id=DepartmentId("hausarzt"),
            heard_at=NOW,
        )
    )
    DynamoActions().add(
        an_action(
            id=ActionId(clinic.action_id),
            organisation_id=here,
            department_id=DepartmentId("hausarzt"),
            state=ActionState.PLAN_SUBMITTED,
            raised_by=StaffId(clinic.staff_id),
        )
    )
