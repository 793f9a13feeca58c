"""Calls of AWS for channels, each made once: a provider that knows no references would send twice otherwise."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from typing import Any

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.kernel.patience import CLIENT
from frontdesk.messaging.rules.answers import BUSY_FOR

BUSY: Mapping[str, timedelta] = {
    "ServiceQuotaExceededException": timedelta(hours=1),  # what was agreed to be spent in a month, too
    "ThrottlingException": BUSY_FOR,
    "Throttling": BUSY_FOR,
    "ThrottledException": BUSY_FOR,
    "TooManyRequestsException": BUSY_FOR,
    "LimitExceededException": BUSY_FOR,
}
TO_BE_MENDED = {
    "AccessDeniedException",
    "AccessDenied",
    "AuthorizationError",
    "AuthorizationErrorException",
    "SendingPausedException",
    "AccountSuspendedException",
}
"""What a person can put right within the time a message is tried."""


@cache
def _client(service: str) -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
    """Imported here: botocore takes longer to come than most channels to send."""
    from botocore.config import Config  # noqa: PLC0415
    from botocore.session import get_session  # noqa: PLC0415

    once = {**CLIENT, "retries": {"total_max_attempts": 1}}
    return get_session().create_client(service, config=Config(**once))


class Aws:
    """`client` gives the client of a service."""

    def __init__(self, client: Callable[[str], Any] = _client) -> None:
        self._client = client

    def call(self, channel: str, service: str, operation: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
        from botocore import exceptions  # noqa: PLC0415

        try:
            answer: Mapping[str, Any] = getattr(self._client(service), operation)(**said)
        except exceptions.ClientError as error:
            raise _refused(channel, error) from error
        except exceptions.ParamValidationError as error:
            raise ProviderFailure(provider=channel, retryable=False, reason="not as AWS takes it") from error
        except exceptions.BotoCoreError as error:
            unsent = (
                exceptions.ConnectTimeoutError,
                exceptions.EndpointConnectionError,
                exceptions.NoCredentialsError,
            )
            raise ProviderFailure(
                provider=channel, retryable=True, reason="no answer", unanswered=not isinstance(error, unsent)
            ) from error
        return answer


def _refused(channel: str, error: Any) -> ProviderFailure:  # noqa: ANN401  (of botocore)
    """What AWS calls its no is kept; its words are not, for they may hold a number."""
    code = error.response["Error"]["Code"]
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    away = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return ProviderFailure(
        provider=channel,
        retryable=away or code in BUSY or code in TO_BE_MENDED,
        reason=code,
        retry_after=BUSY.get(code),
    )
