"""The second proof: whoever has the link to something of a patient's must also know their date of birth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language, Words
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import LanguageAddress, clinic_page
from frontdesk_web.presenters.forms import BIRTH_DATE, by_field, date_parts, problems_of
from frontdesk_web.render import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of asking before: `code` is what was wrong, None at first."""

    typed: Mapping[str, str]
    code: str | None = None
    tries_left: int | None = None
    locked: bool = False


def second_proof_page(  # noqa: PLR0913  # a form is shown with what was typed and what was wrong with it
    catalogue: Catalogue,
    asked: Asked,
    *,
    language: Language,
    now: datetime,
    title: str,
    action: str,
    in_other_language: LanguageAddress,
    carried: str = "",
) -> Page:
    """The question for the date of birth: 422 for our no, 400 for no date. `carried`: what goes on with it, sealed."""
    _ = translations(language).gettext
    errors = [FieldError(BIRTH_DATE, asked.code)] if asked.code and not asked.locked else []
    return clinic_page(
        "layout/proof.html",
        catalogue,
        language=language,
        now=now,
        status=_status(asked.code),
        in_other_language=in_other_language,
        title=_("This page is locked") if asked.locked else title,
        failed=asked.code is not None,
        locked=asked.locked,
        code=asked.code,
        tries_left=asked.tries_left,
        action=action,
        carried=carried,
        date_parts=date_parts(language),
        typed=asked.typed,
        errors=by_field(errors),
        problems=problems_of(errors, {BIRTH_DATE: Words(_("Date of birth"), language)}, language),
    )


def _status(code: str | None) -> int:
    if code is None:
        return HTTPStatus.OK
    return HTTPStatus.UNPROCESSABLE_ENTITY if "." in code else HTTPStatus.BAD_REQUEST
