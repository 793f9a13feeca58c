"""How the clinic's messages are sent, and in which words, over the API: the same deeds as on the pages."""

from typing import Any

from chalicelib.api import api
from chalicelib.messaging import ports
from frontdesk.access.model import Permission, SignedIn
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Purpose, Wording
from frontdesk.messaging.model.settings import Settings, Template
from frontdesk.messaging.model.settings_written import ANY, write_settings, write_wordings
from frontdesk.messaging.usecases.change_settings import change_settings
from frontdesk.messaging.usecases.list_templates import list_templates
from frontdesk.messaging.usecases.preview_template import preview_template
from frontdesk.messaging.usecases.read_settings import read_settings
from frontdesk.messaging.usecases.set_up_channel import set_up_channel, show_channel
from frontdesk.messaging.usecases.write_template import Spot, read_template, reset_template, write_template
from frontdesk_web.api import ApiDesk, Operation
from frontdesk_web.problems import faults_in_words

EDIT, TAG = Permission.MESSAGING_EDIT, "messaging"
LANGUAGE: dict[str, Any] = {"enum": [it.value for it in Language]}
PURPOSES: dict[str, Any] = {"enum": ["", *(it.value for it in Purpose)], "default": ""}
NAME: dict[str, Any] = {"type": "string", "maxLength": 40}
ONE = {"name": NAME, "language": LANGUAGE}

desk = ApiDesk(__name__)


@api.operation(
    desk, "/console/api/messaging/settings", does=Operation(permission=EDIT, returns="Messaging", tag=TAG)
)
def show_settings(who: SignedIn) -> dict[str, Any]:
    """How the clinic's messages are sent, and which version of it; 0 while nothing is laid down."""
    return _told(read_settings(organisation_id=who.organisation_id, ports=ports))


@api.operation(
    desk,
    "/console/api/messaging/settings",
    "PUT",
    does=Operation(permission=EDIT, body="MessagingChange", returns="Messaging", tag=TAG),
)
def lay_down_settings(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Lay them down. They hold for messages that wait as well."""
    changed = change_settings(
        organisation_id=who.organisation_id, said=said["settings"], version=said["version"], ports=ports
    )
    return _told(changed)


@api.operation(
    desk,
    "/console/api/messaging/channel",
    does=Operation(permission=EDIT, query={"channel": NAME}, returns="MessagingChannel", tag=TAG),
)
def show_provider(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """What a provider is told of the clinic. Of its secrets only the names of those that are set."""
    it = show_channel(organisation_id=who.organisation_id, channel=asked["channel"], ports=ports)
    return {
        "channel": it.name,
        "schema": it.schema,
        "settings": it.plain,
        "secrets": sorted(it.secrets),
        "version": it.version,
    }


@api.operation(
    desk,
    "/console/api/messaging/channel",
    "PUT",
    does=Operation(permission=EDIT, body="MessagingChannelChange", returns="Messaging", tag=TAG),
)
def set_up_provider(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Set a provider up. A secret that is not said stays as it is."""
    changed = set_up_channel(
        organisation_id=who.organisation_id,
        channel=said["channel"],
        said=said["settings"],
        version=said["version"],
        ports=ports,
    )
    return _told(changed)


@api.operation(
    desk,
    "/console/api/messaging/templates",
    does=Operation(
        permission=EDIT,
        query={"purpose": PURPOSES},
        returns="MessageTemplates",
        tag=TAG,
    ),
)
def list_words(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """Which messages there are, and in which languages the clinic says them in its own words."""
    purpose = Purpose(asked["purpose"]) if asked["purpose"] else None
    found = list_templates(organisation_id=who.organisation_id, purpose=purpose, ports=ports)
    return {
        "templates": [
            {"name": it.name, "purpose": it.purpose.value, "own": [one.value for one in it.own]}
            for it in found
        ]
    }


@api.operation(
    desk,
    "/console/api/messaging/template",
    does=Operation(permission=EDIT, query=ONE, returns="MessageTemplate", tag=TAG),
)
def show_words(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """The clinic's own words for a message in a language, by kind of contact; version 0 where it has none."""
    spot = Spot(asked["name"], Language(asked["language"]))
    return _written(read_template(organisation_id=who.organisation_id, spot=spot, ports=ports))


@api.operation(
    desk,
    "/console/api/messaging/template",
    "PUT",
    does=Operation(permission=EDIT, body="MessageTemplateChange", returns="MessageTemplate", tag=TAG),
)
def write_words(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Say a message in the clinic's own words. What may stand in them is checked; messages that wait say them, too."""
    written = write_template(
        organisation_id=who.organisation_id,
        spot=_spot(said),
        wording=_wording(said),
        version=said["version"],
        ports=ports,
    )
    return _written(written)


@api.operation(
    desk,
    "/console/api/messaging/template/reset",
    "POST",
    does=Operation(permission=EDIT, body="MessageTemplateReset", returns="MessageTemplate", tag=TAG),
)
def take_words_back(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Back to the built-in words. Sent again, it is as it is."""
    here, spot = who.organisation_id, _spot(said)
    reset_template(organisation_id=here, spot=spot, version=said["version"], ports=ports)
    return _written(read_template(organisation_id=here, spot=spot, ports=ports))


@api.operation(
    desk,
    "/console/api/messaging/template/preview",
    "POST",
    does=Operation(permission=EDIT, body="MessageTemplateProposal", returns="MessagePreview", tag=TAG),
)
def look_at_words(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """How words would read, what is wrong with them, and what they take and cost as a text message."""
    it = preview_template(
        organisation_id=who.organisation_id, spot=_spot(said), wording=_wording(said), ports=ports
    )
    return {
        "subject": it.wording.subject if it.wording else None,
        "text": it.wording.text if it.wording else None,
        "faults": faults_in_words(it.faults, who.session.language),
        "segments": it.segments.count if it.segments else None,
        "prices": {country: f"{price:f}" for country, price in it.prices},
        "currency": it.currency,
    }


def _told(settings: Settings) -> dict[str, Any]:
    said = write_settings(settings)
    del said["of_channels"]  # each has a place of its own
    return {"version": settings.version, "settings": said}


def _written(it: Template) -> dict[str, Any]:
    return {
        "name": it.name,
        "language": it.language.value,
        "version": it.version,
        "wordings": write_wordings(it.wordings),
    }


def _spot(said: dict[str, Any]) -> Spot:
    kind = said.get("kind", ANY)
    return Spot(said["name"], Language(said["language"]), None if kind == ANY else Kind(kind))


def _wording(said: dict[str, Any]) -> Wording:
    return Wording(said.get("subject", ""), said["text"])
