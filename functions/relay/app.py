"""From the tables' streams to the trail and the bus: every new fact, once or more, in the order of its record."""

import json
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.data_classes import DynamoDBStreamEvent
from botocore.config import Config
from botocore.session import get_session

from frontdesk.audit.usecases.record_fact import record_fact
from frontdesk.audit.wiring import audit_ports
from frontdesk.kernel.events import Fact, new_facts
from frontdesk.kernel.patience import CLIENT
from frontdesk_web.tasks import Tasks

app = Tasks("frontdesk-relay")
ports = audit_ports()


class NotTaken(Exception):
    """The bus did not take a fact; the stream delivers the record again."""


@cache
def bus() -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
    return get_session().create_client("events", config=Config(**CLIENT))


@app.lambda_function(name="relay")
def relay(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Relay the batch up to the first record that fails; the stream brings that one and those behind it again."""
    for record in DynamoDBStreamEvent(dict(event)).records:
        change = record.dynamodb
        assert change is not None, "a stream record has a change"
        try:
            for fact in new_facts(change.old_image, change.new_image):
                record_fact(fact, ports=ports)
                _publish(fact)
        except NotTaken:
            return {"batchItemFailures": [{"itemIdentifier": change.sequence_number}]}
    return {"batchItemFailures": []}


def _publish(fact: Fact) -> None:
    answer = bus().put_events(
        Entries=[
            {
                "EventBusName": os.environ["EVENT_BUS"],
                "Source": fact["source"],
                "DetailType": fact["name"],
                "Detail": json.dumps(fact["detail"]),
            }
        ]
    )
    if answer["FailedEntryCount"]:
        raise NotTaken(fact["name"])
