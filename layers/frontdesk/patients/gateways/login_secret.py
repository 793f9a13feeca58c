"""The secret by which a clinic shows itself to its provider of log-ins; asked for anew every five minutes."""

import os

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import get_session

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.memory import Memory
from frontdesk.kernel.patience import CLIENT

FRESH_FOR_S = 300


def parameter_of(organisation_id: OrganisationId) -> str:
    """The name of the SecureString, below that of the keyring."""
    return f"{os.environ['KEYRING_PARAMETER']}/login/{organisation_id}"


def _ask(organisation_id: OrganisationId) -> str:
    parameters = get_session().create_client("ssm", config=Config(**CLIENT))
    try:
        found = parameters.get_parameter(Name=parameter_of(organisation_id), WithDecryption=True)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ParameterNotFound":
            raise
        raise ProviderFailure(provider="login", retryable=False, reason="no secret") from error
    secret: str = found["Parameter"]["Value"]
    return secret


secrets: Memory[OrganisationId, str] = Memory(_ask, FRESH_FOR_S)
