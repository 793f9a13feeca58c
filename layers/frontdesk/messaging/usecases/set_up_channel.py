"""An administrator connects a provider: what it is told of the clinic, and the secrets that it knows it by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.kernel.errors import BadInput, Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model.settings import Settings
from frontdesk.messaging.ports.settings import SettingsPorts
from frontdesk.messaging.rules.laying_down import faults_of_channel, secrets_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelShown:
    """A provider as it is set up. Of its secrets only the names of those that are set."""

    name: str
    schema: Mapping[str, Any]
    plain: Mapping[str, Any]
    secrets: frozenset[str]
    version: int


def show_channel(*, organisation_id: OrganisationId, channel: str, ports: SettingsPorts) -> ChannelShown:
    """NotFound for a provider that there is not."""
    if channel not in ports.channels():
        raise NotFound(channel=channel)
    settings = ports.laid.get(organisation_id).settings
    return ChannelShown(
        name=channel,
        schema=ports.schema_of(channel),
        plain=settings.of_channels.get(channel, {}),
        secrets=frozenset(ports.secrets.names(organisation_id, channel)),
        version=settings.version,
    )


def set_up_channel(
    *,
    organisation_id: OrganisationId,
    channel: str,
    said: Mapping[str, Any],
    version: int,
    ports: SettingsPorts,
) -> Settings:
    """Store what is said of the provider; a secret that is not said stays as it is.

    The secrets are written first: settings that are in force never wait for theirs. BadInput with every fault at its
    field; Conflict, and nothing is stored, when somebody has changed the settings since `version`.
    """
    there = show_channel(organisation_id=organisation_id, channel=channel, ports=ports)
    if faults := faults_of_channel(said, there.schema, there=there.secrets):
        raise BadInput(faults)
    settings = ports.laid.get(organisation_id).settings
    if settings.version != version:
        raise Conflict(version=settings.version)
    hidden = secrets_in(there.schema)
    if secrets := {name: str(value) for name, value in said.items() if name in hidden}:
        ports.secrets.write(organisation_id, channel, secrets)
    plain = {name: value for name, value in said.items() if name not in hidden}
    wanted = replace(settings, of_channels={**settings.of_channels, channel: plain})
    return ports.laid.put_settings(organisation_id, wanted)
