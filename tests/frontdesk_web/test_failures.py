"""What went wrong under us: something that passes, or a mistake. A log holds kinds and lines, never words."""

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, ParamValidationError, ReadTimeoutError
from pynamodb.exceptions import PutError

from frontdesk.kernel.errors import Unavailable, Unexpected
from frontdesk_web.failures import failure, without_words


def refused(code, *, status=400, reasons=()):
    response = {
        "Error": {"Code": code, "Message": "Anna Beispiel"},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(response | {"CancellationReasons": [{"Code": it} for it in reasons]}, "PutItem")


@pytest.mark.parametrize(
    "error",
    [
        refused("ProvisionedThroughputExceededException"),
        refused("WhateverComes", status=503),
        refused("TransactionCanceledException", reasons=["None", "TransactionConflict"]),
        ConnectTimeoutError(endpoint_url="https://aws.example"),
        ReadTimeoutError(endpoint_url="https://aws.example"),
        PutError(cause=refused("ThrottlingException")),
    ],
)
def test_what_passes_is_tried_again(error):
    assert isinstance(failure(error), Unavailable)


@pytest.mark.parametrize(
    "error",
    [
        refused("ValidationException"),
        refused("TransactionCanceledException", reasons=["ConditionalCheckFailed"]),
        ParamValidationError(report="Anna Beispiel"),
        KeyError("Anna Beispiel"),
        PutError(cause=refused("AccessDeniedException")),
    ],
)
def test_what_does_not_pass_is_a_mistake_of_ours(error):
    assert isinstance(failure(error), Unexpected)


def test_the_log_tells_which_call_failed_where_and_nothing_else():
    with pytest.raises(PutError) as caught:
        raise PutError(cause=refused("ValidationException"))
    told = without_words(caught.value)
    assert told["errors"] == ["PutError", "ClientError PutItem ValidationException"]
    assert told["lines"][0].startswith("test_failures.py:")
    assert "Anna" not in str(told)


def test_an_error_that_came_from_itself_has_an_end():
    circle = OSError("a circle")
    circle.__cause__ = circle
    assert failure(circle).code == "unexpected"
