"""Surveys over HTTP, behind the bus and behind the clock.

What was answered is counted, what is over becomes results, and whoever was here is invited.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language, preferred
from frontdesk.surveys.model import Opening, Survey
from frontdesk.surveys.model.invitations import Trigger
from frontdesk.surveys.ports.inviting import InvitingPorts
from frontdesk.surveys.usecases.count_responses import count_responses
from frontdesk.surveys.usecases.give_out_survey import destroy_left_key
from frontdesk.surveys.usecases.invite_patient import invite_patient
from frontdesk.surveys.usecases.lay_down_results import lay_down_results
from frontdesk.surveys.wiring.giving import answering_ports
from frontdesk.surveys.wiring.results import result_ports
from frontdesk_web.http import App
from frontdesk_web.http import Request as HttpRequest
from frontdesk_web.presenters.content import not_found_page
from frontdesk_web.render import Page
from frontdesk_web.rounds import Part, a_round
from frontdesk_web.survey_door import Door
from frontdesk_web.tasks import heard

if TYPE_CHECKING:
    from frontdesk_web.followup_form_door import FormDoor

A_TICK, A_NIGHT = timedelta(minutes=4), timedelta(minutes=13)
"""How long each works: a tick comes every five minutes, a function runs fifteen at most."""

TRIGGERS = {"VisitSettled": Trigger.VISIT_SETTLED, "PatientDischarged": Trigger.DISCHARGED}
"""What each fact sets off."""

app = App("frontdesk-surveys")
logger = Logger()
ports = result_ports()
door = Door(answering_ports(), catalogue_ports())


@app.route("/surveys/{organisation_id}/i/{form_ticket}")
def show_form(organisation_id: str, form_ticket: str) -> Page:
    return _forms().show((organisation_id, form_ticket), app)


@app.route("/surveys/{organisation_id}/i/{form_ticket}", methods=["POST"])
def take_form(organisation_id: str, form_ticket: str) -> Page:
    return _forms().take((organisation_id, form_ticket), app)


@app.route("/surveys/{organisation_id}/{survey_id}/{spot_id}")
def show(organisation_id: str, survey_id: str, spot_id: str) -> Page:
    return door.show((organisation_id, survey_id, spot_id), "", app)


@app.route("/surveys/{organisation_id}/{survey_id}/{spot_id}", methods=["POST"])
def take(organisation_id: str, survey_id: str, spot_id: str) -> Page:
    return door.take((organisation_id, survey_id, spot_id), "", app)


@app.route("/surveys/{organisation_id}/{survey_id}/{spot_id}/{ticket}")
def show_visit(organisation_id: str, survey_id: str, spot_id: str, ticket: str) -> Page:
    return door.show((organisation_id, survey_id, spot_id), ticket, app)


@app.route("/surveys/{organisation_id}/{survey_id}/{spot_id}/{ticket}", methods=["POST"])
def take_visit(organisation_id: str, survey_id: str, spot_id: str, ticket: str) -> Page:
    return door.take((organisation_id, survey_id, spot_id), ticket, app)


@cache
def _forms() -> "FormDoor":
    # Imported where somebody opens a form: who answers a survey need not wait for all of follow-up.
    from frontdesk.followup.wiring.tasks import task_ports  # noqa: PLC0415
    from frontdesk_web.followup_form_door import FormDoor  # noqa: PLC0415

    return FormDoor(task_ports(), catalogue_ports())


def _refused(_error: FrontdeskError, request: HttpRequest) -> Page:
    return not_found_page(preferred(request.headers.get("accept-language", ""), among=tuple(Language)))


app.on_error = _refused


@app.lambda_function(name="count")
def count(_event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Every five minutes: what waits is counted."""
    until = ports.clock() + A_TICK
    with a_round(logger) as part:
        counted = _each(lambda it: count_responses(survey=it, until=until, ports=ports), part)
    return {"counted": counted}


@app.lambda_function(name="night")
def night(_event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Every hour: what the tick left is counted, months that are over, and closed surveys, are shown, left keys go."""
    until = ports.clock() + A_NIGHT
    with a_round(logger) as part:
        counted = _each(lambda it: count_responses(survey=it, until=until, ports=ports), part)
        _each(lambda it: destroy_left_key(it, ports=door.ports), part)
        shown = _each(lambda it: lay_down_results(survey=it, ports=ports), part)
    return {"counted": counted, "shown": shown}


@app.lambda_function(name="listener")
def listener(event: Mapping[str, Any], _context: object) -> None:
    """Facts of the hospital: whoever was here is asked how it was."""
    fact = heard(event)
    invite_patient(
        organisation_id=fact.organisation_id,
        trigger=TRIGGERS[fact.name],
        visit_id=fact.data["encounter_id"],
        ports=_inviting(),
    )


@cache
def _inviting() -> InvitingPorts:
    # Imported where somebody is invited: whoever answers waits for neither the hospital nor messaging.
    from frontdesk_web.survey_invitations import linked_invitations  # noqa: PLC0415

    return linked_invitations()


def _each(do: Callable[[Survey], int], part: Part) -> int:
    done = 0
    for survey in _surveys():
        with part(organisation_id=survey.organisation_id, survey_id=survey.id):
            done += do(survey)
    return done


def _surveys() -> Iterator[Survey]:
    for organisation_id in ports.organisations():
        yield from (it for it in ports.surveys(organisation_id) if it.opening is not Opening.DRAFT)
