"""The fields of the forms about messages: what is laid down written into them, what was typed read back.

A field is called what it is in the settings, `quiet.begins`, so a fault finds its way to it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from frontdesk.kernel.language import Language, Words
from frontdesk.messaging.model import Kind, Purpose
from frontdesk.messaging.rules.laying_down import secrets_in
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_fields import Control, Field, Option, Typed, part_typed, typed_of

PLACES = 3
"""How many kinds of contact can be put in an order."""
COUNTRIES, PRICES = "countries", "prices"
ORDERED = (Purpose.SERVICE, Purpose.APPOINTMENT, Purpose.RECALL, Purpose.SURVEY)


def kind_in_words(kind: Kind, language: Language) -> str:
    """What a kind of contact is called."""
    _ = translations(language).gettext
    return {
        Kind.SMS: _("Text message"),
        Kind.EMAIL: _("E-mail"),
        Kind.VOICE: _("Voice call"),
        Kind.POST: _("Letter"),
    }[kind]


def purpose_in_words(purpose: Purpose, language: Language) -> str:
    """What messages are for."""
    _ = translations(language).gettext
    return {
        Purpose.SERVICE: _("Answers and codes"),
        Purpose.APPOINTMENT: _("Appointment reminders"),
        Purpose.RECALL: _("Reminders of examinations"),
        Purpose.SURVEY: _("Invitations to surveys"),
        Purpose.STAFF: _("To the team"),
    }[purpose]


def settings_fields(
    channels: Sequence[str], usual: Mapping[str, str], language: Language
) -> tuple[Field, ...]:
    """All of the form. `usual`: the provider that a kind has where nothing is chosen."""
    return (
        *_of_providers(channels, usual, language),
        *_of_order(language),
        *_of_quiet_hours(language),
        *_of_limits(language),
    )


def typed_settings(fields: Sequence[Field], said: Mapping[str, Any]) -> dict[str, str]:
    """The settings as somebody would have typed them."""
    prices = said.get(PRICES, {})
    return typed_of(fields, said) | {
        COUNTRIES: " ".join(said.get(COUNTRIES, ())),
        PRICES: "\n".join(f"{country} {price}" for country, price in prices.items()),
    }


def said_settings(fields: Sequence[Field], typed: Typed) -> dict[str, Any]:
    """The settings that were typed. What cannot be read stays as it was typed: it is a fault at its place."""
    said = part_typed(fields, typed)
    said["channels"] = {kind: name for kind, name in said["channels"].items() if name}
    order = {it: [kind for kind in kinds if kind] for it, kinds in said["order"].items()}
    said["order"] = {it: kinds for it, kinds in order.items() if kinds}
    quiet = said["quiet"]
    hours = {name: quiet[name] for name in ("begins", "ends") if quiet[name]}
    said["quiet"] = {**hours, "everywhere": quiet["everywhere"]} if hours else None
    said[COUNTRIES] = sorted(set(re.split(r"[\s,;]+", typed.get(COUNTRIES, "").upper().strip(" ,;"))) - {""})
    said[PRICES] = dict(_price(line) for line in typed.get(PRICES, "").splitlines() if line.strip())
    return said


def channel_fields(
    schema: Mapping[str, Any], secrets: frozenset[str], language: Language
) -> tuple[Field, ...]:
    """Those of a provider, as its `settings.json` has them. Of a secret only whether it is set is shown."""
    _ = translations(language).gettext
    hidden, needed = secrets_in(schema), schema.get("required", ())
    found = []
    for name, it in schema.get("properties", {}).items():
        hint = it.get("description", "")
        if name in hidden:
            state = _("Set. Leave it empty to keep it.") if name in secrets else _("Not set.")
            hint = f"{hint} {state}".strip()
        found.append(
            Field(
                name=name,
                label=it.get("title", name),
                control=_control(it),
                hint=hint,
                options=tuple(
                    Option(value=str(one), label=Words(str(one), language)) for one in it.get("enum", ())
                ),
                required=name in needed and name not in secrets,
                most=it.get("maxLength"),
            )
        )
    return tuple(found)


def typed_channel(fields: Sequence[Field], plain: Mapping[str, Any]) -> dict[str, str]:
    """What is stored of a provider as somebody would have typed it; no secret is among it."""
    return typed_of(fields, plain)


def said_channel(fields: Sequence[Field], typed: Typed) -> dict[str, Any]:
    """What was typed of a provider; what was left empty is not said."""
    return {name: value for name, value in part_typed(fields, typed).items() if value not in ("", None)}


def _of_providers(channels: Sequence[str], usual: Mapping[str, str], language: Language) -> list[Field]:
    _ = translations(language).gettext
    options = tuple(Option(value=it, label=Words(it, language)) for it in channels)
    return [
        Field(
            name=f"channels.{kind.value}",
            label=kind_in_words(kind, language),
            control=Control.ONE_OF,
            group=_("Providers"),
            hint=_("Where nothing is chosen: %(name)s") % {"name": usual[kind.value]}
            if usual.get(kind.value)
            else "",
            options=options,
            required=False,
        )
        for kind in Kind
    ]


def _of_order(language: Language) -> list[Field]:
    _ = translations(language).gettext
    options = tuple(Option(value=it.value, label=Words(kind_in_words(it, language), language)) for it in Kind)
    places = (_("First"), _("Then"), _("At last"))
    return [
        Field(
            name=f"order.{purpose.value}.{place}",
            label=f"{purpose_in_words(purpose, language)}: {places[place]}",
            control=Control.ONE_OF,
            group=_("By which way, and by which one when it fails"),
            options=options,
            required=False,
        )
        for purpose in ORDERED
        for place in range(PLACES)
    ]


def _of_quiet_hours(language: Language) -> list[Field]:
    _ = translations(language).gettext
    group = _("Quiet hours")
    hint = _("Reminders wait until the quiet hours end. Answers and codes never wait.")
    return [
        Field(
            name="quiet.begins",
            label=_("From"),
            control=Control.CLOCK,
            group=group,
            hint=hint,
            required=False,
        ),
        Field(name="quiet.ends", label=_("Until"), control=Control.CLOCK, group=group, required=False),
        Field(
            name="quiet.everywhere",
            label=_("Always by the clinic's clock, even where a number is of another time zone"),
            control=Control.YES,
            group=group,
        ),
    ]


def _of_limits(language: Language) -> list[Field]:
    _ = translations(language).gettext
    group, number, paid = _("Limits"), Control.NUMBER, _("Costs of text messages")
    usual = _(
        "Country codes such as DE SE. Where nothing is written: the clinic's own and the European Union."
    )
    price = _(
        "A country and a price on each line, such as: DE 0.075. It is only shown when words are written."
    )
    a_day = _("Counts only what patients and visitors cause: codes and answers.")
    return [
        Field(name="caps.recipient", label=_("To one patient in 24 hours"), control=number, group=group),
        Field(
            name="caps.organisation",
            label=_("Text messages and calls of all on a day"),
            control=number,
            group=group,
            hint=a_day,
        ),
        Field(name="caps.country", label=_("Of these to one country"), control=number, group=group),
        Field(
            name=COUNTRIES,
            label=_("Countries"),
            control=Control.LINE,
            group=group,
            hint=usual,
            required=False,
        ),
        Field(
            name=PRICES,
            label=_("Price of one segment"),
            control=Control.PARAGRAPH,
            group=paid,
            hint=price,
            required=False,
        ),
        Field(name="currency", label=_("Currency"), control=Control.LINE, group=paid, most=3),
    ]


def _control(schema: Mapping[str, Any]) -> Control:
    if "enum" in schema:
        return Control.ONE_OF
    return {"integer": Control.NUMBER, "boolean": Control.YES}.get(schema.get("type", ""), Control.LINE)


def _price(line: str) -> tuple[str, str]:
    """A country and its price, as it was written; a comma is a point."""
    country, _, price = line.strip().partition(" ")
    return country.upper(), price.strip().replace(",", ".")
