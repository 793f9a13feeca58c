"""The door of the console."""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from frontdesk.access.errors import NewPasswordNeeded
from frontdesk.access.rules import PASSWORD_AT_LEAST
from frontdesk.kernel.errors import FrontdeskError, NotAllowed
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import sentence
from frontdesk_web.presenters.clinic import LanguageLink
from frontdesk_web.presenters.console import stale_form
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page, page

KEPT = ("clinic", "number", "next", "speak")


def login_page(*, language: Language, typed: Mapping[str, str], error: FrontdeskError | None = None) -> Page:
    """The form. After a wrong login clinic and number stay as they were typed, the password never does."""
    kept = {name: typed.get(name, "") for name in KEPT}
    return page(
        "console/login.html",
        language=language,
        status=HTTPStatus.OK if error is None else status_of(error),
        typed=kept,
        problem=None if error is None else _words(error, language),
        languages=_languages(kept),
    )


def _languages(kept: Mapping[str, str]) -> tuple[LanguageLink, ...]:
    """The page in each language: whoever chooses one goes on in it, `speak`, after signing in."""
    return tuple(
        LanguageLink(language=it, url=f"?{urlencode({**kept, 'lang': it.value, 'speak': it.value})}")
        for it in Language
    )


def _words(error: FrontdeskError, language: Language) -> str:
    return stale_form(language) if type(error) is NotAllowed else sentence(error.code, language)


def new_password_page(
    *, language: Language, typed: Mapping[str, str], error: FrontdeskError | None = None
) -> Page:
    """For whoever was given a first password. Clinic and number stay as they were typed, passwords never do.

    Whoever signs in with a first password has done nothing wrong: they are asked for one of their own here.
    """
    is_first = isinstance(error, NewPasswordNeeded)
    kept = {name: typed.get(name, "") for name in KEPT}
    return page(
        "console/new_password.html",
        language=language,
        status=HTTPStatus.OK if error is None else status_of(error),
        typed=kept,
        problem=None if error is None or is_first else _words(error, language),
        asked=_words(error, language) if error and is_first else None,
        at_least=PASSWORD_AT_LEAST,
        languages=_languages(kept),
    )
