"""Where surveys keep what is not a response: one table with a stream, and JSON in as few bytes as it takes."""

import json
import os
from typing import Any

from pynamodb.attributes import JSONAttribute
from pynamodb.constants import STREAM_NEW_AND_OLD_IMAGE

from frontdesk.kernel.patience import EveryTable


class Table(EveryTable):
    """What every record of surveys says about its table."""

    table_name = os.environ.get("SURVEYS_TABLE", "frontdesk-surveys")
    stream_view_type = STREAM_NEW_AND_OLD_IMAGE


class Json(JSONAttribute):
    """JSON as it is, without spaces: questionnaires are Chinese, too."""

    def serialize(self, value: Any) -> str | None:  # noqa: ANN401  (as its base has it)
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
