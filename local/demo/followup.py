"""Whom the demo's clinics follow up: laid down before their patients are discharged, so that plans are proposed."""

from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.usecases.change_book import change_book, read_book
from frontdesk.followup.wiring import planning_ports

ALL = {
    "id": "all",
    "title": {
        "de": "Alle Entlassungen",
        "sv": "Alla utskrivningar",
        "zh-Hans": "全部出院患者",
        "en": "All discharges",
    },
    "population": "discharged",
    "anchor": "discharged",
}
HEART = {
    "id": "heart-failure",
    "title": {"de": "Herzschwäche", "sv": "Hjärtsvikt", "zh-Hans": "心力衰竭", "en": "Heart failure"},
    "population": "discharged",
    "anchor": "discharged",
    "diagnoses": ["I50"],
    "steps": [
        {
            "after": days,
            "before_window": 1,
            "after_window": 1,
            "channels": ["phone"],
            "what": {
                "de": "Gewicht, Luftnot, Medikamente",
                "sv": "Vikt, andnöd, läkemedel",
                "zh-Hans": "体重、气促、用药",
                "en": "Weight, breath, medication",
            },
        }
        for days in (2, 7, 14, 30)
    ],
}


def keep_book(catalogue: Catalogue) -> None:
    """Lay it down where nothing is: what somebody has changed since stays."""
    here, ports = catalogue.organisation.id, planning_ports()
    if read_book(organisation_id=here, ports=ports).version == 0:
        change_book(
            organisation_id=here, said={"policy": {}, "schemes": [ALL, HEART]}, version=0, ports=ports
        )
