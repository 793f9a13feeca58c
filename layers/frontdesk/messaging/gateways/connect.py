"""Amazon Connect: has it dial, and reads what it says of contacts.

Its events come unordered, some twice and some never; new fields and types may appear at any time, and the names of
fields are written `instanceARN` in one place and `instanceArn` in another. So names are compared without capitals, and
whatever is not known is left alone.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.kernel.patience import CLIENT
from frontdesk.messaging.model.calls import Call, CallEnd, CallEvent, CallEventType, CallId

BUSY = {"ThrottlingException", "InternalServiceException", "TooManyRequestsException"}
WHAT_HAPPENED: Mapping[str, CallEventType] = {
    "INITIATED": CallEventType.REQUESTED,
    # An answering machine connects to the system as well: nobody has answered yet.
    "CONNECTED_TO_SYSTEM": CallEventType.RINGING,
    "CONNECTED_TO_AGENT": CallEventType.ANSWERED,
    "DISCONNECTED": CallEventType.ENDED,
    "COMPLETED": CallEventType.ENDED,
}
MACHINES: Mapping[str, CallEnd] = {
    "VOICEMAIL_BEEP": CallEnd.VOICEMAIL,
    "VOICEMAIL_NO_BEEP": CallEnd.VOICEMAIL,
    "AMD_UNANSWERED": CallEnd.NO_ANSWER,
    "SIT_TONE_BUSY": CallEnd.BUSY,
    "SIT_TONE_INVALID_NUMBER": CallEnd.FAILED,
    "SIT_TONE_DETECTED": CallEnd.FAILED,
    "FAX_MACHINE_DETECTED": CallEnd.FAILED,
}
REASONS: Mapping[str, CallEnd] = {
    "OUTBOUND_DESTINATION_ENDPOINT_ERROR": CallEnd.FAILED,
    "OUTBOUND_RESOURCE_ERROR": CallEnd.FAILED,
    "OUTBOUND_ATTEMPT_FAILED": CallEnd.FAILED,
    "TELECOM_PROBLEM": CallEnd.FAILED,
    "OUTBOUND_PREVIEW_DISCARDED": CallEnd.REJECTED,
}


@cache
def _connect() -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
    return get_session().create_client("connect", config=Config(**CLIENT))


def place(call: Call, number: str, settings: Mapping[str, str], *, client: Any = None) -> str:  # noqa: ANN401
    """Have it dial: the id of the contact. The call's own id is the token, so that asking twice is one contact."""
    asked = {
        "DestinationPhoneNumber": number,
        "ContactFlowId": settings.get("contact_flow_id", ""),
        "InstanceId": settings.get("instance_id", ""),
        "ClientToken": f"{call.organisation_id}.{call.id}",
        "Attributes": {"call": call.id, "caller": call.caller},
    }
    for name, key in (("SourcePhoneNumber", "source_phone_number"), ("QueueId", "queue_id")):
        if settings.get(key):
            asked[name] = settings[key]
    try:
        said = (client or _connect()).start_outbound_voice_contact(**asked)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        raise ProviderFailure(provider="connect", retryable=code in BUSY, reason=code) from error
    except BotoCoreError as error:
        raise ProviderFailure(provider="connect", retryable=True, reason="no answer") from error
    contact: str = said["ContactId"]
    return contact


def contact_of(event: Mapping[str, Any], *, instance_id: str) -> str | None:
    """The contact that a contact event is about; None where it is not of this instance, or not dialled for us."""
    said = _small(event.get("detail", {}))
    ours = str(said.get("instancearn", "")).rpartition("/")[2] == instance_id
    by_us = str(said.get("initiationmethod", "")).upper() == "API"
    return str(said["contactid"]) if ours and by_us and said.get("contactid") else None


def call_event(event: Mapping[str, Any], call_id: CallId) -> CallEvent | None:
    """What a contact event says of the call; None for a type that says nothing of it."""
    said = _small(event.get("detail", {}))
    kind = WHAT_HAPPENED.get(str(said.get("eventtype", "")).upper())
    if kind is None:
        return None
    return CallEvent(
        id=str(event["id"]),
        call_id=call_id,
        type=kind,
        at=datetime.fromisoformat(str(event["time"])).astimezone(UTC),
        provider_call_id=str(said.get("contactid", "")),
        end=_end(said) if kind is CallEventType.ENDED else CallEnd.NONE,
    )


def _end(said: Mapping[str, Any]) -> CallEnd:
    """What a machine heard on the line says more than who hung up."""
    heard = MACHINES.get(str(said.get("answeringmachinedetectionstatus", "")).upper())
    return heard or REASONS.get(str(said.get("disconnectreason", "")).upper(), CallEnd.OTHER)


def _small(said: object) -> Mapping[str, Any]:
    return {str(name).lower(): it for name, it in said.items()} if isinstance(said, dict) else {}
