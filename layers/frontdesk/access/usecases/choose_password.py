"""Somebody changes their password, at the first login or whenever they want to. Requirement R-5.4.18."""

from frontdesk.access.errors import PasswordsDiffer, WeakPassword, WrongLogin
from frontdesk.access.ports import AccessPorts
from frontdesk.access.rules import PASSWORD_AT_MOST, login_name, why_not_password


def choose_password(  # noqa: PLR0913
    *, clinic: str, number: str, old: str, new: str, again: str, ports: AccessPorts
) -> None:
    """WrongLogin whatever of clinic, number and old password is wrong, TooManyTries, PasswordsDiffer, WeakPassword.

    The old password is asked for by the rules of a login, so that guessing it here locks as it does there.
    """
    name = login_name(clinic, number)
    if name is None or not 0 < len(old) <= PASSWORD_AT_MOST:
        raise WrongLogin
    if new != again:
        raise PasswordsDiffer
    if new == old or why_not_password(new, name):
        raise WeakPassword
    ports.accounts.change(*name, old, new)
