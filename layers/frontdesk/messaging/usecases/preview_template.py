"""How words read before anybody is sent them, and what they take as a text message."""

from dataclasses import dataclass
from decimal import Decimal

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model import Kind, Wording
from frontdesk.messaging.model.settings import Segments
from frontdesk.messaging.ports.settings import SettingsPorts
from frontdesk.messaging.rules import worded
from frontdesk.messaging.rules.samples import sample_of
from frontdesk.messaging.rules.segments import segments
from frontdesk.messaging.rules.templates import faults_of
from frontdesk.messaging.usecases.write_template import Spot, read_template


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`wording` is None where the words cannot be filled in. `prices`: of one message, by country, as far as said."""

    wording: Wording | None
    faults: tuple[FieldError, ...]
    segments: Segments | None
    prices: tuple[tuple[str, Decimal], ...]
    currency: str


def preview_template(
    *, organisation_id: OrganisationId, spot: Spot, wording: Wording | None, ports: SettingsPorts
) -> Preview:
    """The words with sample values, or those in force where none are given; NotFound for a template there cannot be."""
    there = read_template(organisation_id=organisation_id, spot=spot, ports=ports)
    settings = ports.laid.get(organisation_id).settings
    clinic = ports.clinic(organisation_id)
    sample = sample_of(spot.language, clinic=clinic, link=ports.links(organisation_id))
    said = wording or there.wordings.get(spot.kind) or there.wordings.get(None)
    faults = faults_of(spot.name, spot.kind, wording, sample=sample) if wording else []
    try:
        shown = worded(spot.name, spot.language, clinic=clinic, parameters=sample, own=said)
    except (KeyError, ValueError):
        shown = None
    counted = segments(shown.text) if shown and spot.kind in (None, Kind.SMS) else None
    prices = ((it, price * counted.count) for it, price in settings.prices.items()) if counted else ()
    return Preview(
        wording=shown,
        faults=tuple(faults),
        segments=counted,
        prices=tuple(sorted(prices)),
        currency=settings.currency,
    )
