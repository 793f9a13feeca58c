"""Signing in and out, and the language of the console."""

from collections.abc import Mapping

from frontdesk.access.errors import NewPasswordNeeded
from frontdesk.access.model import SignedIn
from frontdesk.access.usecases.set_language import set_language
from frontdesk.access.usecases.sign_in import sign_in
from frontdesk.access.usecases.sign_out import sign_out
from frontdesk.access.wiring import access_ports
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language, preferred, understood
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_login import login_page, new_password_page
from frontdesk_web.presenters.console_menu import first_place
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import (
    COOKIE,
    LOGIN,
    check_origin,
    ended_cookie,
    session_cookie,
    signed_in,
    visitor,
    way_back,
)

desk = Desk(__name__)
ports = access_ports()


@desk.route("/console")
@signed_in(desk)
def home(who: SignedIn) -> SeeOther:
    """To where somebody's work begins."""
    return SeeOther(url=first_place(who))


@desk.route("/console/login")
def door() -> Page | SeeOther:
    if visitor(desk):
        return SeeOther(url=way_back(desk.query().get("next", "")))
    return login_page(language=_language(), typed=desk.query())


@desk.route("/console/login", methods=["POST"])
def enter() -> SeeOther:
    check_origin(desk)
    typed = desk.form()
    key, _who = sign_in(
        clinic=typed.get("clinic", ""),
        number=typed.get("number", ""),
        password=typed.get("password", ""),
        language=chosen_language(typed),
        ports=ports,
    )
    sign_out(key=desk.cookie(COOKIE), ports=ports)
    return SeeOther(url=way_back(typed.get("next", "")), cookies=(session_cookie(key),))


@desk.route("/console/logout", methods=["POST"])
@signed_in(desk)
def leave(_who: SignedIn) -> SeeOther:
    sign_out(key=desk.cookie(COOKIE), ports=ports)
    return SeeOther(url=LOGIN, cookies=(ended_cookie(),))


@desk.route("/console/language", methods=["POST"])
@signed_in(desk)
def speak(who: SignedIn) -> SeeOther:
    typed = desk.form()
    language = understood(typed.get("language", "")) or who.session.language
    set_language(key=desk.cookie(COOKIE), language=language, ports=ports)
    return SeeOther(url=way_back(typed.get("back", "")))


def _refused(error: FrontdeskError, _request: object) -> Page:
    typed = desk.form() if desk.request.method == "POST" else {}
    if isinstance(error, NewPasswordNeeded):
        return new_password_page(language=_language(), typed=typed, error=error)
    return login_page(language=_language(), typed=typed, error=error)


desk.on_error = _refused


def chosen_language(typed: Mapping[str, str]) -> Language | None:
    """What somebody chose at the door; None where it only speaks as their browser does."""
    return understood(typed.get("speak", ""))


def _language() -> Language:
    """Before anybody is signed in: the language chosen on the page, else the browser's."""
    chosen = understood(desk.query().get("lang", ""))
    return chosen or preferred(desk.header("accept-language"), among=tuple(Language))
