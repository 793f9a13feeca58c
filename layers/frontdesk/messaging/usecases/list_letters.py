"""The clinic asks which letters of a day are to be printed."""

from collections.abc import Sequence
from datetime import date

from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model.traffic import Letter
from frontdesk.messaging.ports import MessagingPorts


def list_letters(*, organisation_id: OrganisationId, day: date, ports: MessagingPorts) -> Sequence[Letter]:
    """The letters that were due on that day (UTC), the printed ones too, without their words."""
    return ports.letters.of_day(organisation_id, day)
