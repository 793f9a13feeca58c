"""Accounts by Amazon Cognito: one user pool, a user is named `<organisation>.<employee number>`.

Cognito says the same of an unknown user and a wrong password where the pool prevents telling them apart; here
both are WrongLogin whatever the pool does. Asking needs no IAM permission: the call is not signed.
"""

import os
from functools import cached_property
from typing import Any

from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from frontdesk.access.errors import NewPasswordNeeded, TooManyTries, WrongLogin
from frontdesk.kernel.errors import FrontdeskError, ProviderFailure, Unavailable
from frontdesk.kernel.ids import OrganisationId, StaffId

PROVIDER = "cognito"
LOCKED = "Password attempts exceeded"
"""The message by which Cognito tells a locked account from a wrong password: both have one code."""

_WRONG = {"NotAuthorizedException", "UserNotFoundException"}
_TOO_MANY = {"TooManyRequestsException", "LimitExceededException", "TooManyFailedAttemptsException"}
_PASSES = {"InternalErrorException", "ServiceUnavailable"}


class CognitoAccounts:
    """`Accounts` on Cognito."""

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
        patience = Config(
            signature_version=UNSIGNED, connect_timeout=3, read_timeout=8, retries={"total_max_attempts": 2}
        )
        return get_session().create_client("cognito-idp", config=patience)

    def check(self, organisation_id: OrganisationId, staff_id: StaffId, password: str) -> None:
        try:
            answer = self._client.initiate_auth(
                AuthFlow="USER_PASSWORD_AUTH",
                ClientId=os.environ["USER_POOL_CLIENT_ID"],
                AuthParameters={"USERNAME": f"{organisation_id}.{staff_id}", "PASSWORD": password},
            )
        except ClientError as error:
            raise _refusal(error) from error
        except BotoCoreError as error:
            raise Unavailable from error
        challenge = answer.get("ChallengeName")
        if challenge == "NEW_PASSWORD_REQUIRED":
            raise NewPasswordNeeded
        if challenge:
            raise ProviderFailure(provider=PROVIDER, retryable=False, reason=challenge)


def _refusal(error: ClientError) -> FrontdeskError:
    code, message = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
    if code in _TOO_MANY or (code in _WRONG and message.startswith(LOCKED)):
        return TooManyTries()
    if code in _WRONG:
        return WrongLogin()
    if code == "PasswordResetRequiredException":
        return NewPasswordNeeded()
    return (
        Unavailable() if code in _PASSES else ProviderFailure(provider=PROVIDER, retryable=False, reason=code)
    )
