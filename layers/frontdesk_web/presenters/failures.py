"""The page for when a service under ours does not answer, or we have made a mistake: nothing typed is lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import sentence, translations
from frontdesk_web.presenters.clinic import LanguageForm, clinic_page
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page, page

AGAIN = "again"
NEVER_CARRIED = "password"


def try_again_page(  # noqa: PLR0913  # what was asked, and who is asked
    no: FrontdeskError,
    language: Language,
    *,
    address: str,
    typed: Mapping[str, str],
    patient: bool,
    catalogue: Catalogue | None,
    now: datetime,
) -> Page:
    """Says what to do and sends the same again; a form with a password in it is opened again instead.

    With a `catalogue` the clinic is around it, with its telephone and its words about emergencies.
    """
    fields = {} if NEVER_CARRIED in typed else {k: v for k, v in typed.items() if k != "lang"}
    told: dict[str, Any] = {
        "heading": translations(language).gettext("This does not work right now"),
        "sentence": sentence(no.code, language),
        "fields": fields,
        "address": address,
        "again": AGAIN,
    }
    if catalogue is None:
        status = status_of(no).value
        return page("layout/try_again.html", language=language, status=status, patient=patient, **told)
    return clinic_page(
        "window/try_again.html",
        catalogue,
        language=language,
        now=now,
        status=status_of(no).value,
        in_other_language=lambda other: _in(other, address),
        language_form=LanguageForm(id=AGAIN, action=address) if fields else None,
        **told,
    )


def _in(other: Language, address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'lang': other.value})}"
