"""The secrets of channels: a SecureString for each organisation and channel, `{"<setting>": [newest, ...]}`.

It may hold settings that are no secrets beside them: whatever stands there is handed to the channel.
"""

import json
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.memory import Memory
from frontdesk.kernel.patience import CLIENT
from frontdesk.messaging.rules.signing import several

FRESH_FOR_S = 60
GOOD_AT_ONCE = 2


def parameter_of(organisation_id: OrganisationId, channel: str) -> str:
    """The name of the parameter."""
    return f"{os.environ['CHANNEL_SECRETS']}/{organisation_id}/{channel}"


@cache
def _parameters() -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
    from botocore.config import Config  # noqa: PLC0415
    from botocore.session import get_session  # noqa: PLC0415

    return get_session().create_client("ssm", config=Config(**CLIENT))


def _ask(key: tuple[OrganisationId, str]) -> Mapping[str, Any]:
    parameters = _parameters()
    try:
        found = parameters.get_parameter(Name=parameter_of(*key), WithDecryption=True)
    except parameters.exceptions.ParameterNotFound:
        return {}
    said: dict[str, Any] = json.loads(found["Parameter"]["Value"])
    return said


class ParameterSecrets:
    """`Secrets` in the parameter store, kept in mind for a minute."""

    def __init__(self) -> None:
        self._known: Memory[tuple[OrganisationId, str], Mapping[str, Any]] = Memory(_ask, FRESH_FOR_S)

    def of(self, organisation_id: OrganisationId, channel: str) -> Mapping[str, Any]:
        return self._known.get((organisation_id, channel))

    def keep(self, organisation_id: OrganisationId, channel: str, name: str, secret: str) -> None:
        there = _ask((organisation_id, channel))
        older = [it for it in several(there.get(name, ())) if it != secret]
        self._put(organisation_id, channel, {**there, name: [secret, *older][:GOOD_AT_ONCE]})

    def retire(self, organisation_id: OrganisationId, channel: str, name: str) -> None:
        there = _ask((organisation_id, channel))
        self._put(organisation_id, channel, {**there, name: several(there.get(name, ()))[:1]})

    def _put(self, organisation_id: OrganisationId, channel: str, said: Mapping[str, Any]) -> None:
        _parameters().put_parameter(
            Name=parameter_of(organisation_id, channel),
            Value=json.dumps(said),
            Type="SecureString",
            Overwrite=True,
        )
        self._known.forget((organisation_id, channel))
