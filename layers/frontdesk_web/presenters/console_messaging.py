"""How the clinic's messages are sent, in forms: the settings of all, and those of one provider."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.messaging.model.settings import Settings
from frontdesk.messaging.model.settings_written import write_settings
from frontdesk.messaging.rules.laying_down import secrets_in
from frontdesk.messaging.usecases.set_up_channel import ChannelShown
from frontdesk_web.i18n import sentence, translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_fields import Field, Typed, at_fields
from frontdesk_web.presenters.console_menu import MESSAGING
from frontdesk_web.presenters.console_messaging_fields import (
    channel_fields,
    settings_fields,
    typed_channel,
    typed_settings,
)
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

CHANNEL = f"{MESSAGING}/channel"


def channel_url(name: str) -> str:
    """Where a provider is set up."""
    return f"{CHANNEL}?{urlencode({'channel': name})}"


def settings_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    settings: Settings,
    channels: Sequence[str],
    *,
    typed: Typed | None = None,
    done: str | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """The form as it is laid down, or with what was `typed` and why that could not be."""
    language = who.session.language
    _ = translations(language).gettext
    fields = settings_fields(channels, catalogue.organisation.channels, language)
    there = typed_settings(fields, write_settings(settings))
    return console_page(
        "console/messaging.html",
        who,
        catalogue,
        here=None,
        back=MESSAGING,
        done=_("The settings hold from now on, for messages that wait as well.") if done == "saved" else None,
        channels=[(it, channel_url(it)) for it in channels],
        groups=_groups(fields),
        **_as_typed(fields, there if typed is None else typed, settings.version, typed, error, language),
    )


def channel_page(
    who: SignedIn,
    catalogue: Catalogue,
    it: ChannelShown,
    *,
    typed: Typed | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """The form of a provider. A secret that was typed is not shown again, whatever was wrong."""
    language = who.session.language
    fields = channel_fields(it.schema, it.secrets, language)
    shown = typed_channel(fields, it.plain) if typed is None else _without_secrets(it, typed)
    return console_page(
        "console/messaging_channel.html",
        who,
        catalogue,
        here=None,
        back=channel_url(it.name),
        name=it.name,
        fields=fields,
        hidden=secrets_in(it.schema),
        **_as_typed(fields, shown, it.version, typed, error, language),
    )


def _as_typed(  # noqa: PLR0913, PLR0917  # a form is shown with what was typed and what was wrong with it
    fields: Sequence[Field],
    shown: Typed,
    version: int,
    typed: Typed | None,
    error: FrontdeskError | None,
    language: Language,
) -> dict[str, Any]:
    faults = error.errors if isinstance(error, BadInput) else ()
    errors = at_fields(fields, shown, faults)
    labels = {it.name: Words(it.label, language) for it in fields}
    return {
        "status": HTTPStatus.OK if error is None else status_of(error),
        "failed": error is not None,
        "problem": None if error is None or faults else sentence(error.code, language),
        "problems": problems_of(errors, labels, language),
        "errors": by_field(errors),
        "typed": shown,
        # After a conflict the form is one of the version that is there now: whoever sends it again has been told.
        "version": version if typed is None or not faults else typed.get("version", ""),
    }


def _without_secrets(it: ChannelShown, typed: Typed) -> Mapping[str, str]:
    return {name: value for name, value in typed.items() if name not in secrets_in(it.schema)}


def _groups(fields: Sequence[Field]) -> list[tuple[str, list[Field]]]:
    """Fields that follow each other under one heading."""
    found: list[tuple[str, list[Field]]] = []
    for field in fields:
        if not found or found[-1][0] != field.group:
            found.append((field.group, []))
        found[-1][1].append(field)
    return found
