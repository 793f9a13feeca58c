"""All reminders of one patient, with what they were given and the calls to them."""

from collections.abc import Mapping, Sequence
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Agreement, Offer
from frontdesk.reminders.model.recalls import Care
from frontdesk.reminders.model.rulebook import Rulebook
from frontdesk.reminders.usecases.open_patient import Dossier
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_call_list import call_line
from frontdesk_web.presenters.console_menu import MESSAGES
from frontdesk_web.presenters.console_reminder_words import care_in_words
from frontdesk_web.presenters.console_reminders import NEW, PATIENTS, lines_of, may_change, places_of, tabs
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.presenters.forms import by_field
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


def patient_page(  # noqa: PLR0913  # all that is known of a patient here
    who: SignedIn,
    catalogue: Catalogue,
    dossier: Dossier,
    book: Rulebook,
    agreements: Mapping[Offer, Agreement],
    *,
    location: Location,
    locations: Sequence[Location],
    today: date,
    typed: Mapping[str, str],
    done: str | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """All reminders of a patient, what they were given, and a form to note what they are given now."""
    language, subject = who.session.language, dossier.subject
    errors = error.errors if isinstance(error, BadInput) else ()
    url = f"{PATIENTS}/{subject.id}"
    return console_page(
        "console/reminder_patient.html",
        who,
        catalogue,
        here=None,
        back=url,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        errors=by_field(errors),
        typed={"given_on": today.isoformat(), "care": Care.VACCINATION.value, **typed},
        done=_notice(done, language),
        tabs=tabs(who, ""),
        subject=subject,
        today=today,
        zone=location.zone,
        lines=lines_of(dossier.reminders, {subject.id: subject}, book, today, location, who),
        services=[(it, care_in_words(it.care, language)) for it in dossier.services],
        calls=[call_line(it, {subject.id: subject}, today, language) for it in dossier.calls],
        cares=[(it.value, care_in_words(it, language)) for it in Care],
        places=places_of(location, locations, catalogue, language),
        may_change=may_change(who),
        offers=[(it.value, offer_in_words(it, language), agreements.get(it)) for it in Offer],
        messages_url=f"{MESSAGES}/{subject.id}",
        new_url=f"{NEW}?{urlencode({'patient': subject.id})}",
        url=url,
    )


def offer_in_words(it: Offer, language: Language) -> str:
    """What is offered, as the patient is asked: `TEXT_VERSION` is of these sentences."""
    _ = translations(language).gettext
    return {
        Offer.EDUCATION: _("The clinic may send me health education that fits my visits and stays."),
        Offer.GREETING: _("The clinic may send me greetings on my birthday and at festivals."),
    }[it]


def _notice(done: str | None, language: Language) -> str | None:
    """What to say after something was done; None for anything else an address may claim."""
    _ = translations(language).gettext
    return {
        "made": _("The reminder is saved. It goes out by itself at the times shown."),
        "stopped": _("The reminder is stopped. Nothing more is sent."),
        "agreed": _("It is noted. The patient can take it back at any time, by a word or by STOP."),
        "withdrawn": _("It is noted. Nothing of the kind is sent to the patient any more."),
        "noted": _("It is noted. Reminders of it are updated within a minute."),
        "unmatched": _("It is noted. No rule speaks of a service of this name: nobody is reminded by one."),
    }.get(done or "")
