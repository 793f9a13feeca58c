"""Follow-up behind the bus and the clock: plans are proposed, steps become tasks, samples are drawn."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger

from frontdesk.followup.rules.scheduling import night_of
from frontdesk.followup.usecases.draw_samples import draw_samples
from frontdesk.followup.usecases.find_unproposed import find_unproposed
from frontdesk.followup.usecases.materialise_steps import materialise_steps
from frontdesk.followup.usecases.propose_plan import propose_plan
from frontdesk.followup.wiring import planning_ports
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk_web.failures import without_words
from frontdesk_web.tasks import Tasks, heard

A_NIGHT = timedelta(minutes=13)
"""How long a nightly round works, of the fifteen minutes that a function may run."""

app = Tasks("frontdesk-followup")
logger = Logger()
planning = planning_ports()


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


@app.lambda_function(name="night")
def night(_event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Every hour: the locations at which it is one o'clock at night."""
    now, done = planning.clock(), {"locations": 0, "left": 0}
    for organisation_id in planning.organisations():
        for location_id, zone in planning.zones(organisation_id).items():
            if today := night_of(now, zone):
                done["locations"] += 1
                done["left"] += not _nightly(organisation_id, location_id, today, now + A_NIGHT)
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
