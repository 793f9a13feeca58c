"""Logging in to my times, where a clinic offers it: there, back, and who is logged in for the hour after.

Two cookies, and whoever does not log in gets none: one keeps the errand's secrets until the browser is back, one says
who it was. Both are sealed, for one clinic, and come along with nothing that another site sends in the background.
"""

import os
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from functools import partial

from aws_lambda_powertools import Logger

from frontdesk.booking.ports import BookingPorts
from frontdesk.kernel.errors import NotAllowed, NotFound, ProviderFailure, Refusal
from frontdesk.kernel.ids import ContactKey
from frontdesk.kernel.language import Language
from frontdesk.patients.errors import LoginFailed
from frontdesk.patients.model import Errand, LoggedIn, Provider
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.usecases.begin_login import begin_login
from frontdesk.patients.usecases.log_in import log_in
from frontdesk.patients.usecases.register_subject import register_subject
from frontdesk_web import seals
from frontdesk_web.http import App
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking_choice import Counter
from frontdesk_web.presenters.booking_login import WHY, origins_of
from frontdesk_web.render import SeeOther

ERRAND, LOGGED_IN = "login errand", "logged in"
"""What the cookies' tokens are for."""
BACK_WITHIN, LASTS_FOR = timedelta(minutes=10), timedelta(hours=1)

_HOW = "Path=/; Secure; HttpOnly; SameSite=Lax"

logger = Logger()


def start(counter: Counter, app: App, ports: PatientsPorts) -> SeeOther:
    """To the provider, with an errand of this browser's own."""
    provider = _provider(counter)
    _require_our_page(app)
    back = f"{os.environ['PUBLIC_URL']}{addresses.booking(counter.organisation_id, 'mine/login/return')}"
    try:
        there, errand = begin_login(provider, back=back, ports=ports)
    except ProviderFailure as failure:
        return _without(counter, failure)
    said = asdict(errand) | {"lang": counter.language.value}
    return SeeOther(url=there, cookies=(_cookie(counter, ERRAND, said, BACK_WITHIN),))


def back(counter: Counter, app: App, ports: PatientsPorts) -> SeeOther:
    """From the provider: logged in, or why not; the errand is over in any case."""
    provider = _provider(counter)
    said = _carried(counter, app, ERRAND)
    if said is not None:
        counter = replace(counter, language=Language(said.pop("lang")))
    try:
        who = log_in(provider, Errand(**said) if said else None, app.query(), ports=ports)
    except (Refusal, ProviderFailure) as no:
        return _without(counter, no)
    found = {"key": who.key, "name": who.name, "born": who.birth_date.isoformat()}
    cookies = (_cookie(counter, LOGGED_IN, found, LASTS_FOR), _ended(counter, ERRAND))
    return SeeOther(url=_mine(counter), cookies=cookies)


def leave(counter: Counter, app: App) -> SeeOther:
    """Logged out in this browser; at the provider they may still be logged in."""
    _provider(counter)
    _require_our_page(app)
    return SeeOther(url=_mine(counter), cookies=(_ended(counter, LOGGED_IN),))


def visitor(counter: Counter, app: App) -> LoggedIn | None:
    """Who is logged in at this clinic, None when nobody is, or nobody can any more."""
    said = _carried(counter, app, LOGGED_IN) if counter.catalogue.organisation.login else None
    if said is None:
        return None
    born = date.fromisoformat(said["born"])
    return LoggedIn(key=ContactKey(said["key"]), name=said["name"], birth_date=born)


def filing(counter: Counter, app: App, ports: BookingPorts, patients: PatientsPorts) -> BookingPorts:
    """Booking as it is for whoever is logged in: what they book for themselves opens with their log-in."""
    who = visitor(counter, app)
    return replace(ports, register=partial(register_subject, who=who, ports=patients)) if who else ports


def _provider(counter: Counter) -> Provider:
    """NotFound where the clinic offers no log-in, or shows nobody what is booked."""
    login = counter.catalogue.organisation.login
    if login is None or not counter.timetable.shown:
        raise NotFound
    return Provider(
        organisation_id=counter.organisation_id,
        issuer=login.issuer,
        client_id=login.client_id,
        scope=login.scope,
        assurance=login.assurance,
        origins=origins_of(login),
    )


def _require_our_page(app: App) -> None:
    """Another site cannot send somebody to log in, or out."""
    if app.header("sec-fetch-site") == "cross-site":
        raise NotAllowed(reason="another site")


def _without(counter: Counter, no: Refusal | ProviderFailure) -> SeeOther:
    """Back to the question where a code can be sent, with a sentence; whoever set it up wrong reads why in the log."""
    code = no.code if no.code in WHY.values() else LoginFailed.code
    if code == LoginFailed.code:
        logger.error(no.code, extra={"why": no.details.get("reason", "")})
    short = next(name for name, it in WHY.items() if it == code)
    return SeeOther(url=_mine(counter, login=short), cookies=(_ended(counter, ERRAND),))


def _mine(counter: Counter, **query: str) -> str:
    return addresses.booking(counter.organisation_id, "mine", **query, lang=counter.language.value)


def _name(counter: Counter, purpose: str) -> str:
    """Of a cookie: each clinic of a house has its own."""
    return f"__Host-{purpose.replace(' ', '-')}-{counter.organisation_id}"


def _cookie(counter: Counter, purpose: str, said: Mapping[str, str], lasts: timedelta) -> str:
    whose = {"organisation": counter.organisation_id} | dict(said)
    token = seals.seal(whose, purpose=purpose, until=counter.now + lasts, keyring=keyring())
    return f"{_name(counter, purpose)}={token}; Max-Age={int(lasts.total_seconds())}; {_HOW}"


def _ended(counter: Counter, purpose: str) -> str:
    return f"{_name(counter, purpose)}=; Max-Age=0; {_HOW}"


def _carried(counter: Counter, app: App, purpose: str) -> dict[str, str] | None:
    """What the cookie says, if it is one of this clinic's and still good."""
    token = app.cookie(_name(counter, purpose)) or ""
    try:
        opened = seals.unseal(token, purpose=purpose, keyring=keyring(), now=counter.now)
    except NotAllowed:
        return None
    said = dict(opened.said)
    return said if said.pop("organisation") == counter.organisation_id and not opened.expired else None
