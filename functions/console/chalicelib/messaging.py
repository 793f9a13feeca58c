"""How the clinic's messages are sent, and in which words: pages for administrators."""

from collections.abc import Mapping

from chalicelib.reach import catalogue_of, permit
from frontdesk.access.model import Permission, SignedIn
from frontdesk.kernel.errors import BadInput, Conflict, FieldError, FrontdeskError, NotFound, Refusal
from frontdesk.kernel.language import Language, preferred
from frontdesk.messaging.model import Kind, Wording
from frontdesk.messaging.rules.templates import OWN
from frontdesk.messaging.usecases.change_settings import change_settings
from frontdesk.messaging.usecases.list_templates import list_templates
from frontdesk.messaging.usecases.preview_template import preview_template
from frontdesk.messaging.usecases.read_settings import read_settings
from frontdesk.messaging.usecases.set_up_channel import ChannelShown, set_up_channel, show_channel
from frontdesk.messaging.usecases.write_template import Spot, read_template, reset_template, write_template
from frontdesk.messaging.wiring.settings import settings_ports
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_menu import MESSAGING
from frontdesk_web.presenters.console_messaging import channel_page, settings_page
from frontdesk_web.presenters.console_messaging_fields import (
    channel_fields,
    said_channel,
    said_settings,
    settings_fields,
)
from frontdesk_web.presenters.console_templates import TEMPLATES, template_page, template_url, templates_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in, visitor

EDIT = Permission.MESSAGING_EDIT
SAVED = f"{MESSAGING}?done=saved"

desk = Desk(__name__)
ports = settings_ports()


@desk.route("/console/messaging")
@signed_in(desk)
def settings(who: SignedIn) -> Page:
    permit(who, EDIT)
    return _settings(who, done=desk.query().get("done"))


@desk.route("/console/messaging", methods=["POST"])
@signed_in(desk)
def save_settings(who: SignedIn) -> SeeOther:
    permit(who, EDIT)
    typed, language = desk.form(), who.session.language
    fields = settings_fields(ports.channels(), {}, language)
    change_settings(
        organisation_id=who.organisation_id,
        said=said_settings(fields, typed),
        version=carried_number(typed.get("version", "")) or 0,
        ports=ports,
    )
    return SeeOther(url=SAVED)


@desk.route("/console/messaging/channel")
@signed_in(desk)
def channel(who: SignedIn) -> Page:
    permit(who, EDIT)
    return channel_page(who, catalogue_of(who), _channel(who, desk.query()))


@desk.route("/console/messaging/channel", methods=["POST"])
@signed_in(desk)
def save_channel(who: SignedIn) -> SeeOther:
    permit(who, EDIT)
    typed = desk.form()
    it = _channel(who, typed)
    set_up_channel(
        organisation_id=who.organisation_id,
        channel=it.name,
        said=said_channel(channel_fields(it.schema, it.secrets, who.session.language), typed),
        version=carried_number(typed.get("version", "")) or 0,
        ports=ports,
    )
    return SeeOther(url=SAVED)


@desk.route("/console/messaging/templates")
@signed_in(desk)
def templates(who: SignedIn) -> Page | SeeOther:
    """All there are; with the name of a new one, to where it is written."""
    permit(who, EDIT)
    typed = desk.query()
    found = list_templates(organisation_id=who.organisation_id, ports=ports)
    catalogue = catalogue_of(who)
    if "own" not in typed:
        return templates_page(who, catalogue, found, typed=typed)
    name = f"own-{typed['own'].strip().lower()}"
    if OWN.fullmatch(name):
        return SeeOther(url=template_url(Spot(name, catalogue.organisation.languages[0])))
    odd = BadInput([FieldError("own", "as_noted" if typed["own"].strip() else "required")])
    return templates_page(who, catalogue, found, typed=typed, error=odd)


@desk.route("/console/messaging/template")
@signed_in(desk)
def template(who: SignedIn) -> Page:
    permit(who, EDIT)
    return _template(who, _spot(desk.query()), done=desk.query().get("done"))


@desk.route("/console/messaging/template", methods=["POST"])
@signed_in(desk)
def save_template(who: SignedIn) -> Page | SeeOther:
    permit(who, EDIT)
    typed, here = desk.form(), who.organisation_id
    spot, version = _spot(typed), carried_number(typed.get("version", "")) or 0
    if typed.get("deed") == "preview":
        return _template(who, spot, typed=typed)
    if typed.get("deed") == "reset":
        reset_template(organisation_id=here, spot=spot, version=version, ports=ports)
        return SeeOther(url=TEMPLATES if OWN.fullmatch(spot.name) else template_url(spot))
    write_template(organisation_id=here, spot=spot, wording=_wording(typed), version=version, ports=ports)
    return SeeOther(url=f"{template_url(spot)}&done=saved")


def _refused(error: FrontdeskError, _request: object) -> Page:
    """What could not be saved is shown in its form, with what was typed; all else on a page of its own."""
    who = visitor(desk)
    if who is None:
        return outside_error_page(error, preferred(desk.header("accept-language"), among=tuple(Language)))
    if not isinstance(error, BadInput | Conflict | Refusal) or desk.request.method != "POST":
        return console_error_page(error, who, catalogue_of(who))
    typed, path = desk.form(), str(desk.request.path)
    if path.endswith("/template"):
        return _template(who, _spot(typed), typed=typed, error=error)
    if path.endswith("/channel"):
        return channel_page(who, catalogue_of(who), _channel(who, typed), typed=typed, error=error)
    return _settings(who, typed=typed, error=error)


desk.on_error = _refused


def _settings(
    who: SignedIn,
    *,
    typed: Mapping[str, str] | None = None,
    done: str | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    found = read_settings(organisation_id=who.organisation_id, ports=ports)
    return settings_page(who, catalogue_of(who), found, ports.channels(), typed=typed, done=done, error=error)


def _channel(who: SignedIn, told: Mapping[str, str]) -> ChannelShown:
    return show_channel(organisation_id=who.organisation_id, channel=told.get("channel", ""), ports=ports)


def _template(
    who: SignedIn,
    spot: Spot,
    *,
    typed: Mapping[str, str] | None = None,
    done: str | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """The form, and how its words read: in its own language as they were typed, in the others as they are."""
    here = who.organisation_id
    previews = {
        it: preview_template(
            organisation_id=here,
            spot=Spot(spot.name, it, spot.kind),
            wording=_wording(typed) if typed is not None and it is spot.language else None,
            ports=ports,
        )
        for it in Language
    }
    there = read_template(organisation_id=here, spot=spot, ports=ports)
    return template_page(who, catalogue_of(who), spot, there, previews, typed=typed, done=done, error=error)


def _spot(told: Mapping[str, str]) -> Spot:
    """NotFound for a language or a kind that there is not."""
    try:
        kind = Kind(told["kind"]) if told.get("kind") else None
        return Spot(told.get("template", ""), Language(told.get("language", "")), kind)
    except ValueError as odd:
        raise NotFound(template=told.get("template", "")) from odd


def _wording(typed: Mapping[str, str]) -> Wording:
    """As it was typed, with the line ends of our own; nobody sends blanks at its ends on purpose."""
    text = typed.get("text", "").replace("\r\n", "\n").strip()
    return Wording(typed.get("subject", "").strip(), text)
