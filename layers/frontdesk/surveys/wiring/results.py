"""Counting and showing, put together for the cloud."""

from functools import partial

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.surveys.ports.results import ResultPorts
from frontdesk.surveys.storage import (
    DynamoInvitations,
    DynamoResponses,
    DynamoResults,
    DynamoSurveys,
    DynamoTallies,
)
from frontdesk.surveys.wiring.questionnaires import questionnaires


def result_ports() -> ResultPorts:
    surveys, shelf = DynamoSurveys(), catalogue_ports().shelf
    return ResultPorts(
        responses=DynamoResponses(),
        tallies=DynamoTallies(),
        results=DynamoResults(),
        sent=DynamoInvitations(),
        survey=surveys.get,
        surveys=surveys.all,
        questionnaire=questionnaires.get,
        organisations=lambda: sorted(shelf.organisations()),
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )
