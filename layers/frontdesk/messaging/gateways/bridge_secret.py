"""How a clinic calls: a SecureString parameter of each organisation, asked for anew every five minutes.

`{"secrets": ["<newest>", "<the one before>"]}` for a bridge, of which two are good while they are changed;
`{"connect": {"instance_id": ..., "contact_flow_id": ..., "source_phone_number": ...}}` for Amazon Connect.
"""

import json
import os

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import get_session

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.memory import Memory
from frontdesk.kernel.patience import CLIENT
from frontdesk.messaging.model.calls import Telephony

FRESH_FOR_S = 300


def parameter_of(organisation_id: OrganisationId) -> str:
    """The name of the SecureString, below that of the keyring."""
    return f"{os.environ['KEYRING_PARAMETER']}/calls/{organisation_id}"


def _ask(organisation_id: OrganisationId) -> Telephony:
    """A clinic without the parameter dials by hand; one whose parameter cannot be read is told so."""
    parameters = get_session().create_client("ssm", config=Config(**CLIENT))
    try:
        found = parameters.get_parameter(Name=parameter_of(organisation_id), WithDecryption=True)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ParameterNotFound":
            raise
        return Telephony()
    try:
        said = json.loads(found["Parameter"]["Value"])
        return Telephony(
            secrets=tuple(map(str, said.get("secrets", ()))), connect=dict(said.get("connect", {}))
        )
    except (ValueError, TypeError, AttributeError) as odd:
        raise ProviderFailure(provider="calls", retryable=False, reason="unreadable parameter") from odd


telephony: Memory[OrganisationId, Telephony] = Memory(_ask, FRESH_FOR_S)
