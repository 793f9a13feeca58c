"""What is somebody's own: who they are here, and their password, also before the first login."""

from chalicelib.access import chosen_language, ports
from chalicelib.reach import catalogue_of
from frontdesk.access.model import SignedIn
from frontdesk.access.usecases.choose_language import choose_language
from frontdesk.access.usecases.choose_password import choose_password
from frontdesk.access.usecases.sign_in import sign_in
from frontdesk.access.usecases.sign_out import sign_out
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language, preferred, understood
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_login import new_password_page
from frontdesk_web.presenters.console_me import me_page
from frontdesk_web.presenters.console_menu import ME
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import COOKIE, LOGIN, check_origin, session_cookie, signed_in, visitor

desk = Desk(__name__)


@desk.route("/console/me")
@signed_in(desk)
def me(who: SignedIn) -> Page:
    return me_page(who, catalogue_of(who), done=desk.query().get("done", ""))


@desk.route("/console/me", methods=["POST"])
@signed_in(desk)
def change(who: SignedIn) -> SeeOther:
    typed = desk.form()
    choose_password(
        clinic=who.organisation_id,
        number=who.staff.id,
        old=typed.get("password", ""),
        new=typed.get("new", ""),
        again=typed.get("again", ""),
        ports=ports,
    )
    return SeeOther(url=f"{ME}?done=password")


@desk.route("/console/me/language", methods=["POST"])
@signed_in(desk)
def speak(who: SignedIn) -> SeeOther:
    language = understood(desk.form().get("language", "")) or who.staff.language
    choose_language(who, key=desk.cookie(COOKIE), language=language, ports=ports)
    return SeeOther(url=f"{ME}?done=language")


@desk.route("/console/login/password")
def door() -> Page:
    return new_password_page(language=_language(), typed=desk.query())


@desk.route("/console/login/password", methods=["POST"])
def choose() -> SeeOther:
    """Whoever chose a password is signed in with it, and told so: they typed all that a login asks for."""
    check_origin(desk)
    typed = desk.form()
    clinic, number, new = (typed.get(name, "") for name in ("clinic", "number", "new"))
    choose_password(
        clinic=clinic,
        number=number,
        old=typed.get("password", ""),
        new=new,
        again=typed.get("again", ""),
        ports=ports,
    )
    key, _who = sign_in(
        clinic=clinic, number=number, password=new, language=chosen_language(typed), ports=ports
    )
    sign_out(key=desk.cookie(COOKIE), ports=ports)
    return SeeOther(url=f"{ME}?done=first", cookies=(session_cookie(key),))


def _refused(error: FrontdeskError, _request: object) -> Page:
    """Said on the form; passwords are never shown again."""
    typed = desk.form() if desk.request.method == "POST" else {}
    who = visitor(desk)
    if who is None or str(desk.request.path).startswith(LOGIN):
        return new_password_page(language=_language(), typed=typed, error=error)
    return me_page(who, catalogue_of(who), error=error)


desk.on_error = _refused


def _language() -> Language:
    chosen = understood(desk.query().get("lang", ""))
    return chosen or preferred(desk.header("accept-language"), among=tuple(Language))
