"""What is there when the storm is over: the stored requests, the demo phone, the executions that run."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2

from local.addresses import Addresses
from tests.storms.counting import Message, Record


def records(addresses: Addresses) -> tuple[Record, ...]:
    """Every request in the table."""
    pages = addresses.client("dynamodb").get_paginator("scan")
    found = pages.paginate(TableName=addresses.environment["REQUESTS_TABLE"], ConsistentRead=True)
    return tuple(_record(it) for page in found for it in page["Items"] if it["sk"]["S"] == "request")


def messages(addresses: Addresses) -> tuple[Message, ...]:
    """Everything that arrived on the demo phone."""
    found = httpx2.get(f"{addresses.simulator}/messages", params={"kind": "sms"}, timeout=30).json()[
        "messages"
    ]
    return tuple(Message(it["reference"], it["to"], it["text"]) for it in found)


def executions(addresses: Addresses, status: str) -> Iterator[str]:
    """The names of the executions that are in that status."""
    pages = addresses.client("stepfunctions").get_paginator("list_executions")
    machine = addresses.environment["SERVICE_REQUEST_MACHINE"]
    for page in pages.paginate(stateMachineArn=machine, statusFilter=status):
        yield from (it["name"] for it in page["executions"])


def _record(item: dict[str, Any]) -> Record:
    said = json.loads(item["said"]["S"])
    return Record(
        id=item["pk"]["S"].rpartition("#")[2],
        said=json.dumps(said["answers"], ensure_ascii=False),
        texts=tuple(it["text"] for it in said["thread"]),
        status=said["status"],
        settled=said["settled_at"] is not None,
        acknowledged=any(it["kind"] == "acknowledged" for it in said["thread"]),
    )
