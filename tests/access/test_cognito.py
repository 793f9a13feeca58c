"""The identity provider's answers in our words, asked of Cognito as moto plays it."""

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from moto import mock_aws

from frontdesk.access.errors import NewPasswordNeeded, TooManyTries, WrongLogin
from frontdesk.access.gateways.cognito import CognitoAccounts
from frontdesk.kernel.errors import NotFound, ProviderFailure, Unavailable
from frontdesk.kernel.ids import StaffId
from tests.conftest import client, staff_pool

from .builders import KATRIN, NORTH, PASSWORD, SOUTH

USER = f"{NORTH}.{KATRIN}"


@pytest.fixture
def pool(monkeypatch):
    with mock_aws():
        cognito, (pool_id, client_id) = client("cognito-idp"), staff_pool()
        monkeypatch.setenv("USER_POOL_CLIENT_ID", client_id)
        monkeypatch.setenv("USER_POOL_ID", pool_id)
        cognito.admin_create_user(UserPoolId=pool_id, Username=USER, TemporaryPassword=PASSWORD)
        yield cognito, pool_id


@pytest.fixture
def settled(pool):
    """An account whose owner has chosen the password."""
    cognito, pool_id = pool
    cognito.admin_set_user_password(UserPoolId=pool_id, Username=USER, Password=PASSWORD, Permanent=True)
    return pool


def test_the_right_password_is_right(settled):
    CognitoAccounts().check(NORTH, KATRIN, PASSWORD)


@pytest.mark.parametrize(
    ("organisation", "number", "password"),
    [
        (NORTH, KATRIN, "Wrong-password-1"),
        (NORTH, StaffId("9999"), PASSWORD),
        (SOUTH, KATRIN, PASSWORD),
    ],
)
def test_a_wrong_password_and_an_unknown_account_look_the_same(settled, organisation, number, password):
    with pytest.raises(WrongLogin):
        CognitoAccounts().check(organisation, number, password)


def test_a_closed_account_looks_the_same_too(settled):
    cognito, pool_id = settled
    cognito.admin_disable_user(UserPoolId=pool_id, Username=USER)
    with pytest.raises(WrongLogin):
        CognitoAccounts().check(NORTH, KATRIN, PASSWORD)


def test_a_password_that_somebody_else_chose_must_be_changed_first(pool):
    with pytest.raises(NewPasswordNeeded):
        CognitoAccounts().check(NORTH, KATRIN, PASSWORD)


ANOTHER = "Abend-Stern-88"


def test_the_owner_chooses_another_password(settled):
    accounts = CognitoAccounts()
    accounts.change(NORTH, KATRIN, PASSWORD, ANOTHER)
    accounts.check(NORTH, KATRIN, ANOTHER)
    with pytest.raises(WrongLogin):
        accounts.check(NORTH, KATRIN, PASSWORD)
    with pytest.raises(WrongLogin):
        accounts.change(NORTH, KATRIN, PASSWORD, "Noch-ein-Wort-9")


def test_a_first_password_is_changed_before_anybody_gets_in(pool):
    accounts, new = CognitoAccounts(), StaffId("1009")
    assert accounts.begin(NORTH, new, PASSWORD)
    assert not accounts.begin(NORTH, new, ANOTHER)
    with pytest.raises(NewPasswordNeeded):
        accounts.check(NORTH, new, PASSWORD)
    accounts.change(NORTH, new, PASSWORD, ANOTHER)
    accounts.check(NORTH, new, ANOTHER)


def test_an_account_can_be_given_a_first_password_again(settled):
    accounts = CognitoAccounts()
    accounts.begin_anew(NORTH, KATRIN, ANOTHER)
    with pytest.raises(NewPasswordNeeded):
        accounts.check(NORTH, KATRIN, ANOTHER)
    with pytest.raises(NotFound):
        accounts.begin_anew(NORTH, StaffId("9999"), ANOTHER)


class Answering(CognitoAccounts):
    """Cognito with the answers that moto does not give."""

    def __init__(self, answer):
        self.answer = answer

    @property
    def _client(self):
        return self

    def initiate_auth(self, **_):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def an_error(code, message=""):
    return ClientError({"Error": {"Code": code, "Message": message}}, "InitiateAuth")


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (an_error("TooManyRequestsException"), TooManyTries),
        (an_error("LimitExceededException"), TooManyTries),
        (an_error("NotAuthorizedException", "Password attempts exceeded"), TooManyTries),
        (an_error("NotAuthorizedException", "Incorrect username or password."), WrongLogin),
        (an_error("UserNotFoundException"), WrongLogin),
        (an_error("PasswordResetRequiredException"), NewPasswordNeeded),
        (an_error("InternalErrorException"), Unavailable),
        (ReadTimeoutError(endpoint_url="https://cognito"), Unavailable),
        ({"ChallengeName": "NEW_PASSWORD_REQUIRED"}, NewPasswordNeeded),
        ({"ChallengeName": "SMS_MFA"}, ProviderFailure),
    ],
)
def test_what_the_provider_says_becomes_ours(monkeypatch, error, ours):
    monkeypatch.setenv("USER_POOL_CLIENT_ID", "client")
    with pytest.raises(ours):
        Answering(error).check(NORTH, KATRIN, PASSWORD)


def test_a_failure_that_does_not_pass_is_no_reason_to_try_again(monkeypatch):
    monkeypatch.setenv("USER_POOL_CLIENT_ID", "client")
    with pytest.raises(ProviderFailure) as failure:
        Answering(an_error("InvalidLambda")).check(NORTH, KATRIN, PASSWORD)
    assert failure.value.retryable is False
