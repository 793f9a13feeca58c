"""What the table recommends after an encounter, and why: looked at, and nothing stored."""

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.model.plans import Recommendation
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.usecases._looks import record_look
from frontdesk.followup.usecases._planning import has_opted_out, read_laid_down, weigh
from frontdesk.kernel.ids import OrganisationId


def recommend_plan(
    *, organisation_id: OrganisationId, encounter_id: str, staff: StaffMember, ports: PlanningPorts
) -> Recommendation:
    """The recommendation as it is now. NotFound for an encounter at a location out of reach. In the trail first."""
    encounter = ports.encounter(organisation_id, encounter_id)
    staff.require_reach(encounter.location_id)
    record_look(
        organisation_id,
        "RecommendationRead",
        staff=staff,
        about=encounter_id,
        subject_id=encounter.subject_id,
        ports=ports,
    )
    theirs = list(ports.plans.of_subject(organisation_id, encounter.subject_id))
    book = read_laid_down(organisation_id, ports)
    return weigh(encounter, book, opted_out=has_opted_out(theirs), ports=ports).recommendation
