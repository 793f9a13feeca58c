"""Follow-up behind the bus and the clock: plans are proposed, steps become tasks, samples drawn, packages sent."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger

from frontdesk.followup.model import Cancelled, TaskId
from frontdesk.followup.model.actions import ActionId
from frontdesk.followup.model.figures import Figure, Kind
from frontdesk.followup.model.plans import PlanId
from frontdesk.followup.rules.scheduling import night_of
from frontdesk.followup.usecases.await_people import await_people
from frontdesk.followup.usecases.begin_plan import begin_plan
from frontdesk.followup.usecases.cancel_task import cancel_tasks_of
from frontdesk.followup.usecases.count_figures import count_figures, mark_anew, mark_forgotten
from frontdesk.followup.usecases.draw_samples import draw_samples
from frontdesk.followup.usecases.end_for_the_dead import end_for_the_dead
from frontdesk.followup.usecases.file_answers import file_answers
from frontdesk.followup.usecases.find_unheard import find_unheard
from frontdesk.followup.usecases.find_unproposed import find_unproposed
from frontdesk.followup.usecases.hear_call import hear_call
from frontdesk.followup.usecases.hear_record import hear_record
from frontdesk.followup.usecases.hear_request import hear_request
from frontdesk.followup.usecases.join_feedback import settle_feedback
from frontdesk.followup.usecases.materialise_steps import materialise_steps
from frontdesk.followup.usecases.notify_action import notify_action
from frontdesk.followup.usecases.pass_instant import pass_instant
from frontdesk.followup.usecases.propose_plan import propose_plan
from frontdesk.followup.usecases.reconcile_waits import reconcile_waits
from frontdesk.followup.usecases.tend_machine import tend_machine
from frontdesk.followup.wiring import planning_ports
from frontdesk.followup.wiring.feedback import feedback_ports
from frontdesk.followup.wiring.figures import figure_ports
from frontdesk.followup.wiring.forms import filing
from frontdesk.followup.wiring.tasks import action_ports, action_waits, task_ports, task_waits
from frontdesk.kernel.ids import LocationId, OrganisationId, RequestId, SubjectId
from frontdesk.outreach.usecases.greet_patients import greet_patients
from frontdesk.outreach.usecases.tend_pushes import tend_pushes
from frontdesk.outreach.wiring import outreach_ports
from frontdesk_web.push_listener import hear
from frontdesk_web.rounds import a_round
from frontdesk_web.tasks import Heard, Tasks, heard

A_ROUND = timedelta(minutes=4)
"""How long is counted: the next round comes after five."""
A_NIGHT = timedelta(minutes=13)
"""How long a nightly round works, of the fifteen minutes that a function may run."""

app = Tasks("frontdesk-followup")
logger = Logger()
planning = planning_ports()
pushing = outreach_ports()
tasks = task_ports()
actions, feedback, figures = action_ports(), feedback_ports(), figure_ports()
waits = {"task": task_waits(tasks), "action": action_waits(actions)}
file = filing(tasks.subjects, tasks.zone)
DONE = "done"
"""Why a plan ended whose last step is over: what is open of it goes on."""


@app.lambda_function(name="listener")
def listener(event: Mapping[str, Any], _context: object) -> None:
    """Facts of the hospital: plans that are over end, and one that is due is proposed. One that started has tasks."""
    fact = heard(event)
    if fact.name == "PlanStarted":
        begin_plan(organisation_id=fact.organisation_id, plan_id=PlanId(fact.data["plan_id"]), ports=planning)
        return
    propose_plan(
        organisation_id=fact.organisation_id,
        encounter_id=fact.data["encounter_id"],
        subject_id=SubjectId(fact.data["subject_id"]),
        ports=planning,
    )


@app.lambda_function(name="push")
def push(event: Mapping[str, Any], _context: object) -> None:
    """Facts of encounters, plans, answers and pushes: who fits comes onto a package, and a push goes on."""
    hear(heard(event), pushing)


@app.lambda_function(name="moves")
def moves(event: Mapping[str, Any], _context: object) -> None:
    """Something was done with a task or an action, or said of the house: lists and machines follow."""
    fact = heard(event)
    for consequence in CONSEQUENCES.get(fact.name, (_mark, _tend)):
        consequence(fact)


def _cancel(fact: Heard) -> None:
    if fact.data["why"] != DONE:
        cancel_tasks_of(
            organisation_id=fact.organisation_id,
            plan_id=PlanId(fact.data["plan_id"]),
            subject_id=SubjectId(fact.data["subject_id"]),
            why=Cancelled(fact.data["why"]),
            ports=tasks,
        )


def _mark_decision(fact: Heard) -> None:
    """What was decided about a plan only its fact tells."""
    as_recommended = fact.data.get("as_recommended", False)
    started = Figure.AS_RECOMMENDED if as_recommended else Figure.OTHERWISE
    mark_anew(
        organisation_id=fact.organisation_id,
        kind=Kind.PLAN,
        it=fact.data["plan_id"],
        outcome=Figure.REFUSED if fact.name == "PlanRefused" else started,
        at=fact.occurred_at,
        ports=figures,
    )


def _mark(fact: Heard) -> None:
    """It is counted anew by its record."""
    of_action = "action_id" in fact.data
    kind, it = (Kind.ACTION, fact.data["action_id"]) if of_action else (Kind.STEP, fact.data["task_id"])
    mark_anew(organisation_id=fact.organisation_id, kind=kind, it=it, ports=figures)


def _hear_record(fact: Heard) -> None:
    hear_record(organisation_id=fact.organisation_id, task_id=TaskId(fact.data["task_id"]), ports=feedback)


def _hear_request(fact: Heard) -> None:
    hear_request(
        organisation_id=fact.organisation_id, request_id=RequestId(fact.data["request_id"]), ports=feedback
    )


def _notify(fact: Heard) -> None:
    notify_action(
        organisation_id=fact.organisation_id, action_id=ActionId(fact.data["action_id"]), ports=actions
    )


def _settle(fact: Heard) -> None:
    settle_feedback(
        organisation_id=fact.organisation_id, action_id=ActionId(fact.data["action_id"]), ports=feedback
    )


def _file(fact: Heard) -> None:
    """Answers that are there for good. Lost once, they are filed when the draw is heard of."""
    task_id = TaskId(fact.data["task_id"])
    file_answers(organisation_id=fact.organisation_id, task_id=task_id, tasks=tasks.tasks, file=file)


def _hear_call(fact: Heard) -> None:
    """Of follow-up's own calls: the try is kept with its recording, and a machine waits for the next."""
    if fact.data["cause"] == "followup":
        hear_call(
            organisation_id=fact.organisation_id,
            task_id=TaskId(fact.data["about"]),
            call_id=fact.data["call_id"],
            ports=tasks,
        )


def _end_for_the_dead(fact: Heard) -> None:
    end_for_the_dead(
        organisation_id=fact.organisation_id, subject_id=SubjectId(fact.data["subject_id"]), ports=planning
    )


def _tend(fact: Heard) -> None:
    kind = "action" if "action_id" in fact.data else "task"
    tend_machine(organisation_id=fact.organisation_id, it=fact.data[f"{kind}_id"], ports=waits[kind])


CONSEQUENCES: Mapping[str, tuple[Callable[[Heard], None], ...]] = {
    "PlanEnded": (_cancel,),
    "PlanStarted": (_mark_decision,),
    "PlanRefused": (_mark_decision,),
    "TaskCompleted": (_mark, _hear_record, _file, _tend),
    "ReviewOpened": (_mark, _file, _tend),
    "TaskEnded": (_mark, _end_for_the_dead, _file, _tend),
    "CallStateChanged": (_hear_call,),
    "FeedbackSent": (_hear_request,),
    "FeedbackReplied": (_hear_request,),
    "ActionRaised": (_mark, _notify, _settle, _tend),
    "ActionMoved": (_mark, _notify, _settle, _tend),
    "ActionJoined": (_settle,),
}
"""Of all others the figures and the machine hear."""


@app.lambda_function(name="machine")
def machine(event: Mapping[str, Any], _context: object) -> dict[str, Any] | None:
    """What the state machines call: `task` with the id of `kind`; answers {phase, seconds}."""
    ports, whose = waits[event["kind"]], OrganisationId(event["organisation_id"])
    if event["task"] == "wait":
        await_people(
            organisation_id=whose, it=event["it"], seconds=event["seconds"], token=event["token"], ports=ports
        )
        return None
    rounds = {"pass_instant": pass_instant}
    return asdict(rounds[event["task"]](organisation_id=whose, it=event["it"], ports=ports))


@app.lambda_function(name="reconcile")
def reconcile(event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """The round for what was forgotten, and for what is to be counted; `{"whole": true}` every night."""
    whole, done = bool(event.get("whole")), {"task": 0, "action": 0, "counted": 0}
    until = planning.clock() + A_ROUND
    with a_round(logger) as part:
        for organisation_id in planning.organisations():
            for kind, ports in waits.items():
                with part(organisation_id=organisation_id, kind=kind):
                    done[kind] += reconcile_waits(organisation_id=organisation_id, whole=whole, ports=ports)
            with part(organisation_id=organisation_id, kind="figures"):
                done["counted"] += _counted(organisation_id, until, whole=whole)
    return done


def _counted(organisation_id: OrganisationId, until: datetime, *, whole: bool) -> int:
    if whole:
        mark_forgotten(organisation_id=organisation_id, ports=figures)
    return count_figures(organisation_id=organisation_id, until=until, ports=figures)


@app.lambda_function(name="night")
def night(_event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Every hour: the locations at which it is one o'clock at night."""
    now, done = planning.clock(), {"locations": 0, "left": 0}
    until = now + A_NIGHT
    with a_round(logger) as part:
        for organisation_id in planning.organisations():
            for number, (location_id, zone) in enumerate(planning.zones(organisation_id).items()):
                today = night_of(now, zone)
                if today is None:
                    continue
                done["locations"] += 1
                with part(organisation_id=organisation_id, location_id=location_id):
                    done["left"] += not _nightly(organisation_id, location_id, today, until)
                if number == 0:
                    with part(organisation_id=organisation_id, kind="greetings"):
                        greet_patients(organisation_id=organisation_id, today=today, ports=pushing)
                        tend_pushes(organisation_id=organisation_id, until=until, ports=pushing)
    if done["left"]:
        logger.error("night_too_short", extra=done)
    return done


def _nightly(organisation_id: OrganisationId, location_id: LocationId, today: date, until: datetime) -> bool:
    """Whether all was done."""
    about: Mapping[str, Any] = {
        "organisation_id": organisation_id,
        "location_id": location_id,
        "today": today,
        "until": until,
    }
    made = materialise_steps(**about, ports=planning)
    find_unproposed(**about, ports=planning)
    find_unheard(**about, ports=feedback)
    draw_samples(**about, ports=planning)
    return not made.left
