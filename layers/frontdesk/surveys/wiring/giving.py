"""Giving surveys out, put together for the cloud. Called once per cold start."""

import secrets

from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.memory import Memory
from frontdesk.surveys.gateways.keys import ParameterKeys
from frontdesk.surveys.model import Survey, SurveyId
from frontdesk.surveys.ports.giving import GivingPorts
from frontdesk.surveys.storage import DynamoResponses, DynamoSurveys
from frontdesk.surveys.wiring.questionnaires import questionnaires

FRESH_FOR_S = 20
"""How long a container goes on with a survey that was closed meanwhile, and no longer."""

keys = ParameterKeys()
"""The one of this container."""


class RememberedSurveys(DynamoSurveys):
    """Whoever only answers asks once in a while; whoever changes a survey never uses this."""

    def __init__(self) -> None:
        self.memory: Memory[tuple[OrganisationId, SurveyId], Survey] = Memory(self._ask, FRESH_FOR_S)

    def get(self, organisation_id: OrganisationId, survey_id: SurveyId) -> Survey:
        return self.memory.get((organisation_id, survey_id))

    def _ask(self, key: tuple[OrganisationId, SurveyId]) -> Survey:
        return super().get(*key)


remembered_surveys = RememberedSurveys()
"""The ones of this container."""


def giving_ports() -> GivingPorts:
    """For those who give surveys out."""
    return _ports(DynamoSurveys())


def answering_ports() -> GivingPorts:
    """For those who answer."""
    return _ports(remembered_surveys)


def _ports(surveys: DynamoSurveys) -> GivingPorts:
    return GivingPorts(
        surveys=surveys,
        keys=keys,
        responses=DynamoResponses(),
        questionnaires=questionnaires,
        new_key=lambda: secrets.token_hex(32),
        clock=system_clock,
    )
