"""The fields of a kind of time: what it is called, how long it takes, who may have it, and until when it is changed."""

from collections.abc import Mapping

from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_fields import Control, Field
from frontdesk_web.presenters.console_shelf import Shelf, options, texts


def fields_of_time_type(shelf: Shelf) -> tuple[Field, ...]:
    """In the order in which somebody thinks of them."""
    _ = translations(shelf.language).gettext
    chosen, booked = _("What patients read when they choose it"), _("What patients read when it is booked")
    return (
        *texts("name", _("Name"), shelf, control=Control.LINE),
        *texts("text", chosen, shelf, control=Control.PARAGRAPH, required=False),
        *texts("information", booked, shelf, control=Control.PARAGRAPH, required=False),
        *_how_long(shelf),
        *_for_whom(shelf),
        *_until_when(shelf),
    )


def _how_long(shelf: Shelf) -> tuple[Field, ...]:
    _ = translations(shelf.language).gettext
    group, around = _("How long it takes"), _("A multiple of five, 60 at most.")
    return (
        _number("lasts", _("Minutes"), group, _("A multiple of five, 5 to 480.")),
        _number("before", _("Minutes kept free before"), group, around),
        _number("after", _("Minutes kept free after"), group, around),
        _number("capacity", _("Patients at once"), group, _("More than one makes it a group's, 50 at most.")),
    )


def _for_whom(shelf: Shelf) -> tuple[Field, ...]:
    _ = translations(shelf.language).gettext
    group = _("Whom it is for")
    years = _("Years of age on the day; empty for any.")
    return (
        _choice(
            "bookable_by",
            _("Booked by"),
            {"patients": _("Patients and staff"), "staff": _("Staff alone")},
            group,
            shelf,
        ),
        _choice(
            "known",
            _("For"),
            {
                "everybody": _("everybody"),
                "new": _("those who come for the first time"),
                "known": _("those who have been here"),
            },
            group,
            shelf,
        ),
        _number("youngest", _("Youngest age"), group, years, required=False),
        _number("oldest", _("Oldest age"), group, years, required=False),
        Field(
            name="coverages",
            label=_("Who pays"),
            control=Control.SEVERAL_OF,
            group=group,
            options=options(
                {
                    "statutory": _("Statutory health insurance"),
                    "private": _("Private health insurance"),
                    "self_pay": _("Patients who pay themselves"),
                },
                shelf.language,
            ),
        ),
        _choice(
            "reason",
            _("Reason for the visit"),
            {"none": _("is not asked"), "optional": _("may be given"), "required": _("must be given")},
            group,
            shelf,
        ),
    )


def _until_when(shelf: Shelf) -> tuple[Field, ...]:
    _ = translations(shelf.language).gettext
    group = _("When it is booked and changed")
    amount = _("0 to 2000; staff may until it begins.")
    staffs = _("What patients may do with times that staff booked")
    units = {"hours": _("hours before"), "working_days": _("working days before")}
    return (
        _number("lead_minutes", _("How soon it may begin, in minutes"), group, _("0 to 43200.")),
        _number("horizon_days", _("How many days ahead it can be booked"), group, _("1 to 366.")),
        _number("cancel_limit.amount", _("Patients may cancel until"), group, amount),
        _choice("cancel_limit.unit", _("Counted in"), units, group, shelf),
        _number("move_limit.amount", _("Patients may move it until"), group, amount),
        _choice("move_limit.unit", _("Counted in"), units, group, shelf),
        Field(
            name="moves_to",
            label=_("Other locations it may be moved to"),
            control=Control.SEVERAL_OF,
            group=group,
            options=shelf.places(),
            required=False,
        ),
        Field(name="staff_booked.seen", label=_("See them"), control=Control.YES, group=staffs),
        Field(name="staff_booked.cancelled", label=_("Cancel them"), control=Control.YES, group=staffs),
        Field(name="staff_booked.moved", label=_("Move them"), control=Control.YES, group=staffs),
    )


def _number(name: str, label: str, group: str, hint: str, *, required: bool = True) -> Field:
    return Field(name=name, label=label, control=Control.NUMBER, group=group, hint=hint, required=required)


def _choice(name: str, label: str, named: Mapping[str, str], group: str, shelf: Shelf) -> Field:
    return Field(
        name=name,
        label=label,
        control=Control.ONE_OF,
        group=group,
        options=options(named, shelf.language),
    )
