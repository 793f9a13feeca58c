"""Whom the demo's clinics follow up: laid down before their patients are discharged, so that plans are proposed."""

from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.usecases.change_book import change_book, read_book
from frontdesk.followup.wiring import planning_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.errors import NameTaken
from frontdesk.surveys.rules.starting import instrument
from frontdesk.surveys.usecases.publish_questionnaire import publish_questionnaire
from frontdesk.surveys.usecases.start_questionnaire import start_questionnaire
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports

DEMO = Actor(ActorKind.SYSTEM, "demo")
MOOD = "phq-9"
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

DEPRESSION = {
    "id": "depression",
    "title": {"de": "Depression", "sv": "Depression", "zh-Hans": "抑郁", "en": "Depression"},
    "population": "discharged",
    "anchor": "discharged",
    "diagnoses": ["F32", "F33"],
    "starts_alone": True,
    "steps": [
        {
            "after": days,
            "after_window": 7,
            "channels": ["sms", "email"],
            "form": MOOD,
            "what": {
                "de": "Wie geht es Ihnen?",
                "sv": "Hur mår du?",
                "zh-Hans": "您近来感觉如何?",
                "en": "How are you?",
            },
        }
        for days in (1, 14)
    ],
}


def keep_book(catalogue: Catalogue) -> None:
    """Lay it down where nothing is: what somebody has changed since stays."""
    here, ports = catalogue.organisation.id, planning_ports()
    _keep_mood(here)
    if read_book(organisation_id=here, ports=ports).version == 0:
        change_book(
            organisation_id=here,
            said={"policy": {}, "schemes": [ALL, HEART, DEPRESSION]},
            version=0,
            ports=ports,
        )


def _keep_mood(here: OrganisationId) -> None:
    """The questionnaire that patients with a depression are sent."""
    ports = questionnaire_ports()
    try:
        made = start_questionnaire(
            organisation_id=here, questionnaire_id=MOOD, document=instrument(MOOD), by=DEMO, ports=ports
        )
    except NameTaken:
        return
    publish_questionnaire(
        organisation_id=here,
        questionnaire_id=made.shelved.id,
        version=made.shelved.version or 0,
        by=DEMO,
        ports=ports,
    )
