"""Somebody comes back from the provider: who they are."""

from collections.abc import Mapping

from frontdesk.patients.errors import LoginDeclined, LoginOver
from frontdesk.patients.model import Errand, LoggedIn, Provider
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.logins import is_same, login_key


def log_in(
    provider: Provider, errand: Errand | None, told: Mapping[str, str], *, ports: PatientsPorts
) -> LoggedIn:
    """Who has logged in on the errand of this browser; `told` is what the provider's answer says.

    LoginOver when it is an answer to another errand, or to none; LoginDeclined when the provider says no; LoginFailed.
    """
    # RFC 9207: who names another issuer answers for somebody else.
    if errand is None or not is_same(told.get("state", ""), errand.state):
        raise LoginOver
    if told.get("iss", provider.issuer) != provider.issuer:
        raise LoginOver
    if "error" in told:
        raise LoginDeclined
    if not told.get("code"):
        raise LoginOver
    found = ports.log_in().who(provider, errand, told["code"], now=ports.clock())
    here = provider.organisation_id
    keys = ports.keys()
    *others, newest = (login_key(here, found, key) for key in keys)
    for other in others:  # of a key of the ring that is to leave, or has just come
        for filing in ports.contacts.filed(here, other):
            ports.subjects.link(here, newest, filing)
    return LoggedIn(key=newest, name=found.name, birth_date=found.birth_date)
