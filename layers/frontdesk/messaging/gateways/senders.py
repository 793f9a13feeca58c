"""Those who help to send, by AWS Lambda: functions that are called and not waited for.

A call holds numbers of parts and an instant: nothing of what is sent, or to whom.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime
from functools import cached_property
from typing import Any

from aws_lambda_powertools import Logger
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from frontdesk.kernel.patience import CLIENT
from frontdesk.messaging.rules.sharing import Part

logger = Logger()


class LambdaSenders:
    """`Senders` on Lambda."""

    @property
    def most(self) -> int:
        return int(os.environ.get("MOST_SENDERS", "1"))

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
        return get_session().create_client("lambda", config=Config(**CLIENT))

    def call(self, parts: Sequence[Part], *, until: datetime) -> bool:
        said = {"parts": [list(astuple(it)) for it in parts], "until": until.isoformat()}
        try:
            self._client.invoke(
                FunctionName=os.environ["SENDING_FUNCTION"],
                InvocationType="Event",
                Payload=json.dumps(said).encode(),
            )
        except (BotoCoreError, ClientError) as error:
            logger.warning("sender_not_called", cause=type(error).__name__)
            return False
        return True


def asked(event: Any) -> tuple[list[Part], datetime]:  # noqa: ANN401  (as JSON gives it)
    """What a call says: the parts to work off, and until when."""
    return [Part(*it) for it in event["parts"]], datetime.fromisoformat(event["until"])
