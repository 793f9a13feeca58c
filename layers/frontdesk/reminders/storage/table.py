"""Where reminders keep things: one table."""

import os

from pynamodb.constants import STREAM_NEW_AND_OLD_IMAGE

from frontdesk.kernel.patience import EveryTable


class Table(EveryTable):
    """What every record of reminders says about its table."""

    table_name = os.environ.get("REMINDERS_TABLE", "frontdesk-reminders")
    stream_view_type = STREAM_NEW_AND_OLD_IMAGE
