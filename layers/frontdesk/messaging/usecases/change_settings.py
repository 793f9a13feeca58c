"""An administrator lays down how the clinic's messages are sent."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from frontdesk.kernel.errors import BadInput, Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model.settings import Settings
from frontdesk.messaging.model.settings_written import read_settings
from frontdesk.messaging.ports.settings import SettingsPorts
from frontdesk.messaging.rules.laying_down import faults_of_settings


def change_settings(
    *, organisation_id: OrganisationId, said: Mapping[str, Any], version: int, ports: SettingsPorts
) -> Settings:
    """The settings that hold from now on, for messages that wait as well: each is asked of when it is sent.

    BadInput with every fault at its path; Conflict when somebody has changed them since `version`.
    """
    if faults := faults_of_settings(said, channels=ports.channels()):
        raise BadInput(faults)
    there = ports.laid.get(organisation_id).settings
    if there.version != version:
        raise Conflict(version=there.version)
    wanted = replace(read_settings(said, version=version), of_channels=there.of_channels)
    return ports.laid.put_settings(organisation_id, wanted)
