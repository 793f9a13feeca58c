"""The keys of surveys: a SecureString for each, beside the keyring, and in no table.

No stream carries a copy of it and no backup keeps one: once it is deleted it has gone.
"""

import os
from functools import cache
from typing import Any

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.memory import Memory
from frontdesk.kernel.patience import CLIENT
from frontdesk.surveys.model import SurveyId

FRESH_FOR_S = 600
"""A key never changes: so long a container remembers that of a survey which it knows to be closed."""


class ParameterKeys:
    """`Keys` in the parameter store."""

    def __init__(self) -> None:
        self.memory: Memory[tuple[OrganisationId, SurveyId], str] = Memory(_ask, FRESH_FOR_S)

    def get(self, organisation_id: OrganisationId, survey_id: SurveyId) -> str:
        return self.memory.get((organisation_id, survey_id))

    def make(self, organisation_id: OrganisationId, survey_id: SurveyId, key: str) -> None:
        parameters = _parameters()
        try:
            parameters.put_parameter(
                Name=parameter_of(organisation_id, survey_id), Value=key, Type="SecureString", Overwrite=False
            )
        except parameters.exceptions.ParameterAlreadyExists:
            return

    def destroy(self, organisation_id: OrganisationId, survey_id: SurveyId) -> None:
        self.memory.forget((organisation_id, survey_id))
        parameters = _parameters()
        try:
            parameters.delete_parameter(Name=parameter_of(organisation_id, survey_id))
        except parameters.exceptions.ParameterNotFound:
            return


def parameter_of(organisation_id: OrganisationId, survey_id: SurveyId) -> str:
    """The name of the parameter."""
    return f"{os.environ['KEYRING_PARAMETER']}/surveys/{organisation_id}/{survey_id}"


def _ask(whose: tuple[OrganisationId, SurveyId]) -> str:
    parameters = _parameters()
    try:
        found = parameters.get_parameter(Name=parameter_of(*whose), WithDecryption=True)
    except parameters.exceptions.ParameterNotFound as gone:
        raise NotFound(survey_id=whose[1]) from gone
    key: str = found["Parameter"]["Value"]
    return key


@cache
def _parameters() -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
    from botocore.config import Config  # noqa: PLC0415
    from botocore.session import get_session  # noqa: PLC0415

    return get_session().create_client("ssm", config=Config(**CLIENT))
