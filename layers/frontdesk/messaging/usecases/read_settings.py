"""What a clinic laid down about its messages, and which version of it."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model.settings import Settings
from frontdesk.messaging.ports.settings import SettingsPorts


def read_settings(*, organisation_id: OrganisationId, ports: SettingsPorts) -> Settings:
    """As it is stored now; version 0 while the clinic has laid down nothing."""
    return ports.laid.get(organisation_id).settings
