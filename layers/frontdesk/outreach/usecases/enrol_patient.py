"""The hospital told something of a patient: what is over is withdrawn, and packages that fit begin."""

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.followup.model.plans import PlanId
from frontdesk.hospital.model import Encounter
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.outreach.model import Content, Enrolment, Occasion, Package
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.rules.fitting import anchored_on, fits, sends_of, why_over
from frontdesk.outreach.rules.keys import of_encounter
from frontdesk.outreach.usecases._sending import agreeing, enrol


def enrol_patient(
    *, organisation_id: OrganisationId, encounter_id: str, subject_id: SubjectId, ports: OutreachPorts
) -> int:
    """Onto how many packages the patient comes now.

    It asks the record as it stands, not the fact: late, repeated and in any order it comes to the same. `subject_id` is
    whose the encounter was said to be: it may be another's by now.
    """
    encounter = ports.encounter(organisation_id, encounter_id)
    for whose in dict.fromkeys((subject_id, encounter.subject_id)):
        _withdraw_what_is_over(organisation_id, whose, encounter, ports)
    return _enrolled(encounter, None, ports)


def enrol_planned(*, organisation_id: OrganisationId, plan_id: PlanId, ports: OutreachPorts) -> int:
    """A plan of follow-up has started: the same for packages that go with its scheme. NotFound for no such plan."""
    plan = ports.plan(organisation_id, plan_id)
    if plan.scheme_id is None:
        return 0
    return _enrolled(ports.encounter(organisation_id, plan.encounter_id), plan.scheme_id, ports)


def _withdraw_what_is_over(
    organisation_id: OrganisationId, subject_id: SubjectId, told: Encounter, ports: OutreachPorts
) -> None:
    running = [it for it in ports.enrolments.of_subject(organisation_id, subject_id) if it.why is None]
    if not running:
        return
    known = {it.id: it for it in ports.encounters(organisation_id, subject_id)} | {told.id: told}
    for it in running:
        if why := why_over(it, known.values()):
            try:
                ports.enrolments.write(replace(it, why=why))
            except Conflict:
                # They answered at this moment. What waits is asked about once more before it is sent.
                continue


def _enrolled(it: Encounter, scheme: str | None, ports: OutreachPorts) -> int:
    here = it.organisation_id
    live = [one for one in ports.packages.everybody(here) if one.live and not one.is_stopped]
    fitting = [
        one
        for one in live
        if one.live and one.live.occasion is Occasion.ENCOUNTER and fits(one.live.group, it, scheme=scheme)
    ]
    subject = ports.subjects(here, [it.subject_id]).get(it.subject_id) if fitting else None
    if subject is None:
        return 0
    theirs = ports.enrolments.of_subject(here, it.subject_id)
    known = {one.id: one for one in ports.encounters(here, it.subject_id)} | {it.id: it}
    new = 0
    for package in fitting:
        assert package.live is not None, "only what is live fits"
        made = _made(it, package, package.live, theirs, ports)
        if made.sends and why_over(made, known.values()) is None and _agrees(made, package.live, ports):
            new += enrol(made, package.live, subject, ports=ports)
    return new


def _made(
    it: Encounter, package: Package, content: Content, theirs: Sequence[Enrolment], ports: OutreachPorts
) -> Enrolment:
    zone = ports.catalogue(it.organisation_id).location(it.location_id).zone
    on, now = anchored_on(it, zone), ports.clock()
    return Enrolment(
        organisation_id=it.organisation_id,
        subject_id=it.subject_id,
        package_id=package.id,
        number=package.number,
        occasion_key=of_encounter(it.id, package.id, theirs),
        location_id=it.location_id,
        department_id=it.department_id,
        anchored_on=on,
        sends=sends_of(content, on, zone, now=now),
        made_at=now,
    )


def _agrees(made: Enrolment, content: Content, ports: OutreachPorts) -> bool:
    return bool(agreeing(content.topic, made.organisation_id, [made.subject_id], ports=ports))
