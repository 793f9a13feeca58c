"""Accounts by Amazon Cognito: one user pool, a user is named `<organisation>.<employee number>`.

Cognito says the same of an unknown user and a wrong password where the pool prevents telling them apart; here
both are WrongLogin whatever the pool does. Asking, and changing one's own password, needs no IAM permission: the calls
are not signed. Making accounts does.
"""

import os
from functools import cached_property
from typing import Any

from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from frontdesk.access.errors import NewPasswordNeeded, TooManyTries, WeakPassword, WrongLogin
from frontdesk.kernel.errors import FrontdeskError, NotFound, ProviderFailure, Unavailable
from frontdesk.kernel.ids import OrganisationId, StaffId

PROVIDER = "cognito"
CHOOSE = "NEW_PASSWORD_REQUIRED"
"""What Cognito asks of whoever still has a password that somebody else chose."""
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

    @cached_property
    def _signed(self) -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
        patience = Config(connect_timeout=3, read_timeout=8, retries={"total_max_attempts": 2})
        return get_session().create_client("cognito-idp", config=patience)

    def check(self, organisation_id: OrganisationId, staff_id: StaffId, password: str) -> None:
        challenge = self._enter(organisation_id, staff_id, password).get("ChallengeName")
        if challenge == CHOOSE:
            raise NewPasswordNeeded
        if challenge:
            raise ProviderFailure(provider=PROVIDER, retryable=False, reason=challenge)

    def change(self, organisation_id: OrganisationId, staff_id: StaffId, old: str, new: str) -> None:
        answer = self._enter(organisation_id, staff_id, old)
        challenge = answer.get("ChallengeName")
        if challenge == CHOOSE:
            self._ask(
                self._client.respond_to_auth_challenge,
                ClientId=os.environ["USER_POOL_CLIENT_ID"],
                ChallengeName=CHOOSE,
                Session=answer["Session"],
                ChallengeResponses={"USERNAME": _name(organisation_id, staff_id), "NEW_PASSWORD": new},
            )
        elif challenge:
            raise ProviderFailure(provider=PROVIDER, retryable=False, reason=challenge)
        else:
            token = answer["AuthenticationResult"]["AccessToken"]
            self._ask(
                self._client.change_password, PreviousPassword=old, ProposedPassword=new, AccessToken=token
            )

    def begin(self, organisation_id: OrganisationId, staff_id: StaffId, password: str) -> bool:
        try:
            self._signed.admin_create_user(
                UserPoolId=os.environ["USER_POOL_ID"],
                Username=_name(organisation_id, staff_id),
                TemporaryPassword=password,
                MessageAction="SUPPRESS",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "UsernameExistsException":
                return False
            raise _refusal(error) from error
        except BotoCoreError as error:
            raise Unavailable from error
        return True

    def begin_anew(self, organisation_id: OrganisationId, staff_id: StaffId, password: str) -> None:
        try:
            self._signed.admin_set_user_password(
                UserPoolId=os.environ["USER_POOL_ID"],
                Username=_name(organisation_id, staff_id),
                Password=password,
                Permanent=False,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "UserNotFoundException":
                raise NotFound(staff_id=staff_id) from error
            raise _refusal(error) from error
        except BotoCoreError as error:
            raise Unavailable from error

    def _enter(self, organisation_id: OrganisationId, staff_id: StaffId, password: str) -> Any:  # noqa: ANN401
        return self._ask(
            self._client.initiate_auth,
            AuthFlow="USER_PASSWORD_AUTH",
            ClientId=os.environ["USER_POOL_CLIENT_ID"],
            AuthParameters={"USERNAME": _name(organisation_id, staff_id), "PASSWORD": password},
        )

    def _ask(self, call: Any, **said: Any) -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
        try:
            return call(**said)
        except ClientError as error:
            raise _refusal(error) from error
        except BotoCoreError as error:
            raise Unavailable from error


def _name(organisation_id: OrganisationId, staff_id: StaffId) -> str:
    return f"{organisation_id}.{staff_id}"


def _refusal(error: ClientError) -> FrontdeskError:
    code, message = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
    if code in _TOO_MANY or (code in _WRONG and message.startswith(LOCKED)):
        return TooManyTries()
    if code in _WRONG:
        return WrongLogin()
    if code == "InvalidPasswordException":
        return WeakPassword()
    if code == "PasswordResetRequiredException":
        return NewPasswordNeeded()
    return (
        Unavailable() if code in _PASSES else ProviderFailure(provider=PROVIDER, retryable=False, reason=code)
    )
