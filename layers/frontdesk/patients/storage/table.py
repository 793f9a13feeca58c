"""Where patients are kept: one table."""

import os

from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.kernel.patience import EveryTable

REFUSED = "ConditionalCheckFailedException"


class Table(EveryTable):
    """What every record of patients says about its table."""

    table_name = os.environ.get("PATIENTS_TABLE", "frontdesk-patients")


def contact_pk(organisation_id: OrganisationId, contact_key: ContactKey) -> str:
    """Where all that belongs to a contact point lies."""
    return f"{organisation_id}#CONTACT#{contact_key}"
