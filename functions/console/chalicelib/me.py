"""What is somebody's own: who they are here, and their password, also before the first login."""

from chalicelib.access import ports
from chalicelib.reach import catalogue_of
from frontdesk.access.model import SignedIn
from frontdesk.access.usecases.choose_password import choose_password
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language, preferred, understood
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_login import new_password_page
from frontdesk_web.presenters.console_me import me_page
from frontdesk_web.presenters.console_menu import ME
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import LOGIN, check_origin, signed_in, visitor

desk = Desk(__name__)


@desk.route("/console/me")
@signed_in(desk)
def me(who: SignedIn) -> Page:
    return me_page(who, catalogue_of(who), done=desk.query().get("done") == "password")


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


@desk.route("/console/login/password")
def door() -> Page:
    return new_password_page(language=_language(), typed=desk.query())


@desk.route("/console/login/password", methods=["POST"])
def choose() -> SeeOther:
    check_origin(desk)
    typed = desk.form()
    choose_password(
        clinic=typed.get("clinic", ""),
        number=typed.get("number", ""),
        old=typed.get("password", ""),
        new=typed.get("new", ""),
        again=typed.get("again", ""),
        ports=ports,
    )
    return SeeOther(url=f"{LOGIN}?lang={_language().value}")


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
