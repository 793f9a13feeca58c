"""How long a service under us is waited for: shorter than a person waits for a page, and than a function may run."""

import os
from typing import Any

CONNECT_S, READ_S, TRIES = 1, 4, 3

CLIENT: dict[str, Any] = {
    "connect_timeout": CONNECT_S,
    "read_timeout": READ_S,
    "retries": {"total_max_attempts": TRIES},
}
"""The same for a client of botocore, as its Config takes it."""


class EveryTable:
    """What each DynamoDB table says alike in its Meta."""

    region = os.environ.get("AWS_REGION", "eu-central-1")
    billing_mode = "PAY_PER_REQUEST"
    connect_timeout_seconds = CONNECT_S
    read_timeout_seconds = READ_S
    max_retry_attempts = TRIES - 1
