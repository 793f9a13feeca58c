"""The questionnaire that the demo's clinics send by follow-up, published once."""

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.errors import NameTaken
from frontdesk.surveys.rules.starting import instrument
from frontdesk.surveys.usecases.publish_questionnaire import publish_questionnaire
from frontdesk.surveys.usecases.start_questionnaire import start_questionnaire
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports
from local.demo.followup_schemes import MOOD

DEMO = Actor(ActorKind.SYSTEM, "demo")


def keep_mood(here: OrganisationId) -> None:
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
