"""Follow-up behind the bus and the clock: plans are proposed, steps become tasks, samples drawn, packages sent."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger

from frontdesk.followup.model import Cancelled
from frontdesk.followup.model.plans import PlanId
from frontdesk.followup.rules.scheduling import night_of
from frontdesk.followup.usecases.await_people import await_people
from frontdesk.followup.usecases.cancel_task import cancel_tasks_of
from frontdesk.followup.usecases.draw_samples import draw_samples
from frontdesk.followup.usecases.find_unproposed import find_unproposed
from frontdesk.followup.usecases.materialise_steps import materialise_steps
from frontdesk.followup.usecases.pass_instant import pass_instant
from frontdesk.followup.usecases.propose_plan import propose_plan
from frontdesk.followup.usecases.reconcile_waits import reconcile_waits
from frontdesk.followup.usecases.tend_machine import tend_machine
from frontdesk.followup.wiring import planning_ports
from frontdesk.followup.wiring.tasks import action_ports, action_waits, task_ports, task_waits
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.outreach.usecases.greet_patients import greet_patients
from frontdesk.outreach.usecases.tend_pushes import tend_pushes
from frontdesk.outreach.wiring import outreach_ports
from frontdesk_web.failures import without_words
from frontdesk_web.push_listener import hear
from frontdesk_web.tasks import Tasks, heard

A_NIGHT = timedelta(minutes=13)
"""How long a nightly round works, of the fifteen minutes that a function may run."""

app = Tasks("frontdesk-followup")
logger = Logger()
planning = planning_ports()
pushing = outreach_ports()
tasks = task_ports()
waits = {"task": task_waits(tasks), "action": action_waits(action_ports())}
DONE = "done"
"""Why a plan ended whose last step is over: what is open of it goes on."""


@app.lambda_function(name="listener")
def listener(event: Mapping[str, Any], _context: object) -> None:
    """Facts of the hospital: plans that are over end, and one that is due is proposed."""
    fact = heard(event)
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
    """Somebody did something with a task or a corrective action: its machine starts, or goes on."""
    fact = heard(event)
    if fact.name == "PlanEnded":
        if fact.data["why"] != DONE:
            cancel_tasks_of(
                organisation_id=fact.organisation_id,
                plan_id=PlanId(fact.data["plan_id"]),
                subject_id=SubjectId(fact.data["subject_id"]),
                why=Cancelled(fact.data["why"]),
                ports=tasks,
            )
        return
    kind = "action" if "action_id" in fact.data else "task"
    tend_machine(organisation_id=fact.organisation_id, it=fact.data[f"{kind}_id"], ports=waits[kind])


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
    """The round for what was forgotten; `{"whole": true}` every night."""
    whole = bool(event.get("whole"))
    return {kind: reconcile_waits(whole=whole, ports=ports) for kind, ports in waits.items()}


@app.lambda_function(name="night")
def night(_event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Every hour: the locations at which it is one o'clock at night."""
    now, done = planning.clock(), {"locations": 0, "left": 0}
    for organisation_id in planning.organisations():
        for number, (location_id, zone) in enumerate(planning.zones(organisation_id).items()):
            if today := night_of(now, zone):
                done["locations"] += 1
                done["left"] += not _nightly(organisation_id, location_id, today, now + A_NIGHT)
                if number == 0:
                    done["left"] += not _greeted(organisation_id, today, now + A_NIGHT)
    if done["left"]:
        logger.error("night_too_short", extra=done)
    return done


def _nightly(organisation_id: OrganisationId, location_id: LocationId, today: date, until: datetime) -> bool:
    """Whether all was done. This is an edge: a location whose round fails must not keep the others waiting."""
    here = {"organisation_id": organisation_id, "location_id": location_id}
    try:
        made = materialise_steps(
            organisation_id=organisation_id,
            location_id=location_id,
            today=today,
            until=until,
            ports=planning,
        )
        find_unproposed(
            organisation_id=organisation_id,
            location_id=location_id,
            today=today,
            until=until,
            ports=planning,
        )
        draw_samples(
            organisation_id=organisation_id,
            location_id=location_id,
            today=today,
            until=until,
            ports=planning,
        )
    except Exception as error:  # noqa: BLE001
        logger.error("night_failed", extra={**here, **without_words(error)})  # noqa: TRY400
        return False
    return not made.left


def _greeted(organisation_id: OrganisationId, today: date, until: datetime) -> bool:
    """Whether all was done. An edge as well: a clinic whose greetings fail keeps nobody waiting."""
    try:
        greet_patients(organisation_id=organisation_id, today=today, ports=pushing)
        tend_pushes(organisation_id=organisation_id, until=until, ports=pushing)
    except Exception as error:  # noqa: BLE001
        logger.error("greeting_failed", extra={"organisation_id": organisation_id, **without_words(error)})  # noqa: TRY400
        return False
    return True
