"""Somebody's own page: who they are here, and a new password."""

from http import HTTPStatus

from frontdesk.access.model import SignedIn
from frontdesk.access.rules import PASSWORD_AT_LEAST
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FrontdeskError
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page, role_in_words
from frontdesk_web.presenters.console_menu import ME
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


def me_page(
    who: SignedIn, catalogue: Catalogue, *, done: str = "", error: FrontdeskError | None = None
) -> Page:
    """Everybody's; passwords that were typed are never shown again."""
    language, organisation = who.session.language, catalogue.organisation
    _ = translations(language).gettext
    return console_page(
        "console/me.html",
        who,
        catalogue,
        here=None,
        back=ME,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else refusal_in_words(error, language),
        done={
            "password": _("Your password is changed."),
            "first": _("Your password is chosen, and you are signed in."),
            "language": _("Your language is changed."),
        }.get(done, ""),
        staff=who.staff,
        role=role_in_words(who.staff.role, language),
        departments=[
            said(it.name, organisation, language)
            for it in catalogue.departments
            if it.id in who.staff.departments
        ],
        at_least=PASSWORD_AT_LEAST,
        action=ME,
        language_action=f"{ME}/language",
    )
