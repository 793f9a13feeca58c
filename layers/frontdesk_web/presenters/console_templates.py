"""The clinic's own words for its messages: the list of them, and the form in which they are written and looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.messaging.model import Kind, Purpose
from frontdesk.messaging.model.settings import Template
from frontdesk.messaging.rules.templates import needed, placeholders
from frontdesk.messaging.rules.wordings import WORDINGS
from frontdesk.messaging.usecases.list_templates import TemplateListed
from frontdesk.messaging.usecases.preview_template import Preview
from frontdesk.messaging.usecases.write_template import Spot
from frontdesk_web.i18n import OWN_NAME, sentence, translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import MESSAGING
from frontdesk_web.presenters.console_messaging_fields import kind_in_words, purpose_in_words
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

TEMPLATES, TEMPLATE = f"{MESSAGING}/templates", f"{MESSAGING}/template"
ORDER = (Purpose.APPOINTMENT, Purpose.RECALL, Purpose.SURVEY, Purpose.SERVICE, Purpose.STAFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A template in the list; `own`: the languages of the clinic's own words."""

    name: str
    own: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Words as a patient would read them, and what they take; `cost` by country."""

    language: Language
    own_name: str
    subject: str
    text: str
    size: str
    cost: str


def template_url(spot: Spot) -> str:
    """Where the words of a template are written."""
    asked = {"template": spot.name, "language": spot.language.value}
    return f"{TEMPLATE}?{urlencode(asked | ({'kind': spot.kind.value} if spot.kind else {}))}"


def template_named(name: str, language: Language) -> str:
    """What a template is called; its own name where the house has no words for it."""
    _ = translations(language).gettext
    return {
        "appointment_booked": _("Appointment booked"),
        "appointment_cancelled": _("Appointment cancelled"),
        "appointment_invited": _("Invitation to an appointment"),
        "appointment_moved": _("Appointment moved"),
        "appointment_notice": _("Reminder of an appointment that need not be confirmed"),
        "appointment_reminder": _("Reminder of an appointment"),
        "code": _("One-time code"),
        "followup_form": _("Form for a patient of follow-up"),
        "invitation": _("Invitation to choose a time"),
        "recall": _("Something is due, without saying what"),
        "recall_named": _("Something is due"),
        "recall_overdue": _("Something is overdue, without saying what"),
        "recall_own": _("Reminder in words of one's own"),
        "reply_cancelled": _("Reply: appointment cancelled"),
        "reply_confirmed": _("Reply: appointment confirmed"),
        "reply_mixed": _("Reply: different for several"),
        "reply_move": _("Reply: how to move the appointment"),
        "reply_started": _("Reply: messages wanted again"),
        "reply_stopped": _("Reply: no more messages"),
        "reply_too_late": _("Reply: too late to cancel"),
        "reply_unclear": _("Reply: somebody will read it"),
        "request_answered": _("Request answered"),
        "request_declined": _("Request declined"),
        "request_expired": _("Request ended without an answer"),
        "request_question": _("Question about a request"),
        "request_received": _("Request received"),
        "request_withdrawn": _("Request withdrawn"),
        "staff_escalation": _("Overdue request, to the leads"),
        "staff_followup": _("Overdue follow-up, to staff"),
        "survey_invitation": _("Invitation to a survey"),
        "staff_action": _("Corrective action, to staff"),
        "waiting": _("On the waiting list"),
        "waiting_offer": _("A time has become free"),
    }.get(name, name.removeprefix("own-"))


def templates_page(
    who: SignedIn,
    catalogue: Catalogue,
    templates: Sequence[TemplateListed],
    *,
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
) -> Page:
    """All there are, by what they are for, and a field for the name of a new one."""
    language = who.session.language
    _ = translations(language).gettext
    first = catalogue.organisation.languages[0]
    errors = error.errors if isinstance(error, BadInput) else ()
    groups = [
        (
            purpose_in_words(purpose, language),
            [_row(it, first, language) for it in templates if it.purpose is purpose],
        )
        for purpose in ORDER
    ]
    return console_page(
        "console/templates.html",
        who,
        catalogue,
        here=None,
        back=TEMPLATES,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        groups=groups,
        typed=typed,
        errors=by_field(errors),
        problems=problems_of(errors, {"own": Words(_("Name"), language)}, language),
    )


def template_page(  # noqa: PLR0913  # a form is shown with what was typed and how it looks
    who: SignedIn,
    catalogue: Catalogue,
    spot: Spot,
    template: Template,
    previews: Mapping[Language, Preview],
    *,
    typed: Mapping[str, str] | None = None,
    done: str | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """The form; `previews` by language, that of the form's own one with what was typed."""
    language = who.session.language
    _ = translations(language).gettext
    stored = template.wordings.get(spot.kind)
    preview = previews[spot.language]
    faults = error.errors if isinstance(error, BadInput) else preview.faults
    labels = {"subject": Words(_("Subject"), language), "text": Words(_("Text"), language)}
    return console_page(
        "console/template.html",
        who,
        catalogue,
        here=None,
        back=template_url(spot),
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or faults else sentence(error.code, language),
        problems=problems_of(faults, labels, language),
        errors=by_field(faults),
        done=_("These words are used from now on, for messages that wait as well.")
        if done == "saved"
        else None,
        spot=spot,
        name=template_named(spot.name, language),
        version=template.version if typed is None or faults else typed.get("version", ""),
        typed=_typed(spot, template) if typed is None else typed,
        is_own=stored is not None,
        languages=[
            (OWN_NAME[it], it, template_url(Spot(spot.name, it, spot.kind)), it is spot.language)
            for it in Language
        ],
        kinds=_kinds(spot, language),
        known=_in_braces(placeholders(spot.name)),
        spot_needs=_in_braces(needed(spot.name)),
        previews=[
            _shown(it, one, language)
            for it, one in sorted(previews.items(), key=lambda it: it[0] is not spot.language)
            if one.wording
        ],
    )


def _row(it: TemplateListed, first: Language, language: Language) -> Row:
    _ = translations(language).gettext
    name = template_named(it.name, language)
    if it.name not in WORDINGS and it.subject != name:
        name = f"{name}: {it.subject}"
    languages = ", ".join(OWN_NAME[one] for one in it.own)
    return Row(
        name=name,
        own=_("In your own words: %(languages)s") % {"languages": languages} if languages else "",
        url=template_url(Spot(it.name, it.own[0] if it.own and first not in it.own else first)),
    )


def _typed(spot: Spot, template: Template) -> Mapping[str, str]:
    """The words in force: its own for the kind, else for all, else the built-in ones to begin with."""
    said = template.wordings.get(spot.kind) or template.wordings.get(None)
    said = said or WORDINGS.get(spot.name, {}).get(spot.language)
    return {"subject": said.subject, "text": said.text} if said else {}


def _kinds(spot: Spot, language: Language) -> list[tuple[str, str, bool]]:
    _ = translations(language).gettext
    return [
        (
            kind_in_words(it, language) if it else _("All"),
            template_url(Spot(spot.name, spot.language, it)),
            it is spot.kind,
        )
        for it in (None, *Kind)
    ]


def _in_braces(names: frozenset[str]) -> str:
    return " ".join(f"{{{it}}}" for it in sorted(names))


def _shown(spoken: Language, it: Preview, language: Language) -> Shown:
    words, size, cost = translations(language), "", ""
    if it.segments:
        size = words.ngettext("%(num)s text message", "%(num)s text messages", it.segments.count) % {
            "num": it.segments.count
        }
        alphabet = words.gettext("Unicode") if it.segments.is_unicode else "GSM-7"
        size = f"{size}, {it.segments.units} ({alphabet})"
        cost = ", ".join(f"{country} {price.normalize():f} {it.currency}" for country, price in it.prices)
    assert it.wording is not None, "what cannot be filled in is not shown"
    return Shown(
        language=spoken,
        own_name=OWN_NAME[spoken],
        subject=it.wording.subject,
        text=it.wording.text,
        size=size,
        cost=cost,
    )
