"""Staff sessions in a browser: the cookie, and how a form proves that it was ours.

The cookie is first-party and never sent along from another site (`SameSite=Lax`); on top of it each form carries
the session's own token, and what a browser says of the page it comes from is believed when it is bad news.
Source: OWASP Cross-Site Request Forgery Prevention, synchroniser token pattern and Fetch Metadata.
"""

import functools
import hmac
import os
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from frontdesk.access.model import SessionKey, SignedIn
from frontdesk.access.usecases.who_is import who_is
from frontdesk.access.wiring import access_ports
from frontdesk.kernel.errors import NotAllowed
from frontdesk_web.http import Answer, Desk
from frontdesk_web.render import SeeOther

COOKIE = "__Host-sid"
HOME = "/console"
LOGIN = "/console/login"
READING = ("GET", "HEAD")

_HOW = "Path=/; Secure; HttpOnly; SameSite=Lax"
_OURS = re.compile(r"/console/[A-Za-z0-9_\-./?=&%#+~:]*")

View = Callable[..., Answer]


def session_cookie(key: SessionKey) -> str:
    """The Set-Cookie value that keeps a session until the browser is closed; the server ends it earlier."""
    return f"{COOKIE}={key}; {_HOW}"


def ended_cookie() -> str:
    """The Set-Cookie value that makes the browser forget its session."""
    return f"{COOKIE}=; Max-Age=0; {_HOW}"


def signed_in(desk: Desk) -> Callable[[View], View]:
    """A view for staff only, told first who is asking. What changes something is a form of theirs, else NotAllowed.

    Who is not signed in is led to the login, and from there back to where they wanted to go.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Answer:  # noqa: ANN401
            who = visitor(desk)
            if who is None:
                return SeeOther(url=f"{LOGIN}?{urlencode({'next': _wanted(desk)})}")
            if desk.request.method not in READING:
                check_origin(desk)
                _check_token(desk.form().get("csrf", ""), who.session.csrf)
            return view(who, *args, **kwargs)

        return guarded

    return decorate


def visitor(desk: Desk) -> SignedIn | None:
    """Who is asking, if they are signed in."""
    return who_is(key=desk.cookie(COOKIE), ports=access_ports())


def check_origin(desk: Desk) -> None:
    """NotAllowed when the browser says that another site's page sent this form."""
    if from_another_site(desk):
        raise NotAllowed(reason="another site")


def from_another_site(desk: Desk) -> bool:
    """Whether the browser says that another site's page sent this."""
    return from_elsewhere(
        fetch_site=desk.header("sec-fetch-site"),
        origin=desk.header("origin"),
        hosts=(desk.header("host"), urlsplit(os.environ.get("PUBLIC_URL", "")).netloc),
    )


def from_elsewhere(*, fetch_site: str, origin: str, hosts: tuple[str, ...]) -> bool:
    """Whether the headers name another site than `hosts`. Browsers send `Origin` with each POST, old ones not."""
    if fetch_site == "cross-site":
        return True
    try:
        return bool(origin) and (urlsplit(origin).netloc or None) not in hosts
    except ValueError:  # no browser calls a page like that
        return True


def way_back(wanted: str) -> str:
    """Where to go after signing in: an address of the console, or its home when that is none."""
    return wanted if _OURS.fullmatch(wanted) and not wanted.startswith(LOGIN) else HOME


def _wanted(desk: Desk) -> str:
    """The address that was asked for; of a form the page it is on, for the deed itself cannot be repeated."""
    address = desk.address()
    return address if desk.request.method in READING else address.partition("?")[0].rpartition("/")[0]


def _check_token(sent: str, token: str) -> None:
    if not hmac.compare_digest(sent.encode(), token.encode()):
        raise NotAllowed(reason="form token")
