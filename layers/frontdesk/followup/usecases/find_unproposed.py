"""Every night: encounters of which nobody heard get the plans that they should have."""

from datetime import date, datetime, timedelta

from frontdesk.followup.model.plans import Population
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.encounters import TOO_LATE
from frontdesk.followup.usecases.propose_plan import propose_plan
from frontdesk.kernel.ids import LocationId, OrganisationId

BY_DAY = (Population.DISCHARGED, Population.OUTPATIENT)


def find_unproposed(
    *,
    organisation_id: OrganisationId,
    location_id: LocationId,
    today: date,
    until: datetime,
    ports: PlanningPorts,
) -> int:
    """How many encounters of the last 30 days had no plan and were weighed once more; none after `until`.

    A stream keeps a day, and a bus may lose what it was given: the record is asked, the latest day first. An encounter
    that is to have no plan is weighed every night, and has none again.
    """
    if ports.books.get(organisation_id) is None:
        return 0
    weighed = 0
    days = [today - timedelta(days=ago) for ago in range(TOO_LATE.days + 1)]
    asked = [(Population.INPATIENT, today), *((it, day) for day in days for it in BY_DAY)]
    for population, day in asked:
        for encounter in ports.encounters_on(organisation_id, location_id, population, day):
            if ports.clock() >= until:
                return weighed
            theirs = ports.plans.of_subject(organisation_id, encounter.subject_id)
            if any(it.encounter_id == encounter.id and it.population is population for it in theirs):
                continue
            propose_plan(
                organisation_id=organisation_id,
                encounter_id=encounter.id,
                subject_id=encounter.subject_id,
                ports=ports,
            )
            weighed += 1
    return weighed
