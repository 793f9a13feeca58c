"""Logging in to my times: what is offered, and who has."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from frontdesk.catalogue.model import Login
from frontdesk.kernel.language import Words
from frontdesk.patients.errors import LoginDeclined, LoginFailed, LoginOver
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking_choice import Counter

WHY: Mapping[str, str] = {
    "over": LoginOver.code,
    "declined": LoginDeclined.code,
    "failed": LoginFailed.code,
}
"""What an address says of a log-in that came to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The log-in of the clinic, as a page offers it, and lets whoever is logged in leave."""

    name: Words
    action: str
    leaving: str
    origins: tuple[str, ...]


def offered(counter: Counter) -> Offered | None:
    """None where the clinic has no log-in."""
    login = counter.catalogue.organisation.login
    if login is None:
        return None
    here, lang = counter.organisation_id, counter.language.value
    return Offered(
        name=counter.says(login.name),
        action=addresses.booking(here, "mine/login", lang=lang),
        leaving=addresses.booking(here, "mine/logout", lang=lang),
        origins=origins_of(login),
    )


def origins_of(login: Login) -> tuple[str, ...]:
    """Where the provider's pages are: a form that leads there has to say so before."""
    issuer = urlsplit(login.issuer)
    return (f"{issuer.scheme}://{issuer.netloc}", *login.origins)
