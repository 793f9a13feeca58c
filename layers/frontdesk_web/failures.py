"""What went wrong under us, told apart: a service that will answer again, or a fault of ours."""

from collections.abc import Iterator, Mapping
from traceback import extract_tb
from typing import Any

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection

from frontdesk.kernel.errors import FrontdeskError, Unavailable, Unexpected

RETRY_AFTER_S = 5
BUSY = frozenset(
    {
        "InternalError",
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "ThrottlingError",
        "TooManyRequestsException",
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
"""Source: the retryable codes of botocore's standard retry mode and of DynamoDB's error handling guide."""
SERVER_ERROR = 500


def failure(error: Exception) -> FrontdeskError:
    """The kind of no that an exception is which nobody expected; PynamoDB and boto3 alike."""
    for cause in _causes(error):
        silent = isinstance(cause, HTTPClientError | NoConnection)
        if silent or (isinstance(cause, ClientError) and _passes(cause)):
            return Unavailable()
    return Unexpected()


def without_words(error: Exception) -> Mapping[str, Any]:
    """What a log may hold of an exception: its kinds and where it came from. Its words may be a patient's."""
    lines = [f"{it.filename.rpartition('/')[2]}:{it.lineno}" for it in extract_tb(error.__traceback__)]
    return {"errors": [_named(it) for it in _causes(error)], "lines": lines}


def _passes(error: ClientError) -> bool:
    if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= SERVER_ERROR:
        return True
    reasons = {it.get("Code") for it in error.response.get("CancellationReasons", ())}
    return not BUSY.isdisjoint({error.response["Error"]["Code"]} | reasons)


def _named(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, ClientError):
        return f"{name} {error.operation_name} {error.response['Error']['Code']}"
    return name


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The exception and what it came from; PynamoDB keeps what it was told in `cause`."""
    met: list[BaseException] = []
    while error is not None and error not in met:  # whoever raises an error from itself makes a circle
        met.append(error)
        yield error
        kept = getattr(error, "cause", None)
        error = error.__cause__ or (kept if isinstance(kept, BaseException) else None)
