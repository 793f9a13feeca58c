"""What outreach does when it hears facts: of encounters and plans, of answers, and of pushes that go part by part."""

from frontdesk.followup.model.plans import PlanId
from frontdesk.kernel.ids import ContactKey, SubjectId
from frontdesk.outreach.model import PackageId
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.usecases.enrol_patient import enrol_patient, enrol_planned
from frontdesk.outreach.usecases.gather_push import gather_push
from frontdesk.outreach.usecases.hear_answer import hear_answer
from frontdesk.outreach.usecases.send_part import send_part
from frontdesk_web.tasks import Heard


def hear(fact: Heard, ports: OutreachPorts) -> None:
    """Each may be heard twice, and in any order."""
    here, said = fact.organisation_id, fact.data
    if fact.name == "PushAsked":
        gather_push(organisation_id=here, push_id=PackageId(said["push_id"]), ports=ports)
    elif fact.name == "PushContinued":
        send_part(organisation_id=here, push_id=PackageId(said["push_id"]), part=said["part"], ports=ports)
    elif fact.name == "PlanStarted":
        enrol_planned(organisation_id=here, plan_id=PlanId(said["plan_id"]), ports=ports)
    elif fact.name == "ReplyHeard":
        hear_answer(
            organisation_id=here,
            contact_key=ContactKey(said["contact_key"]),
            at=fact.occurred_at,
            ports=ports,
        )
    else:
        enrol_patient(
            organisation_id=here,
            encounter_id=said["encounter_id"],
            subject_id=SubjectId(said["subject_id"]),
            ports=ports,
        )
