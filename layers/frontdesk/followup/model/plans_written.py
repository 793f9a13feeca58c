"""A plan with what was recommended and why, as plain JSON: how its record writes it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from frontdesk.followup.model.book_written import read_step, write_step
from frontdesk.followup.model.plans import (
    Plan,
    PlanId,
    PlanState,
    Population,
    Reason,
    Recommendation,
    Risk,
    SchemeId,
)
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId

Json = dict[str, Any]


def write_plan(it: Plan) -> Json:
    return {
        "subject": it.subject_id,
        "encounter": it.encounter_id,
        "population": it.population.value,
        "location": it.location_id,
        "department": it.department_id,
        "recommendation": _write_recommendation(it.recommendation),
        "scheme": it.scheme_id,
        "steps": [write_step(one) for one in it.steps],
        "anchored_on": it.anchored_on.isoformat(),
        "state": it.state.value,
        "made": it.made,
        "vip": it.vip,
        "accepted_by": it.accepted_by,
        "overridden_because": it.overridden_because,
        "because": it.because,
        "made_at": it.made_at.astimezone(UTC).isoformat(),
    }


def read_plan(
    organisation_id: OrganisationId, plan_id: PlanId, said: Mapping[str, Any], *, version: int
) -> Plan:
    scheme, by = said["scheme"], said["accepted_by"]
    return Plan(
        id=plan_id,
        organisation_id=organisation_id,
        subject_id=SubjectId(said["subject"]),
        encounter_id=said["encounter"],
        population=Population(said["population"]),
        location_id=LocationId(said["location"]),
        department_id=DepartmentId(said["department"]),
        recommendation=_read_recommendation(said["recommendation"]),
        scheme_id=SchemeId(scheme) if scheme else None,
        steps=tuple(read_step(one) for one in said["steps"]),
        anchored_on=date.fromisoformat(said["anchored_on"]),
        state=PlanState(said["state"]),
        made=said["made"],
        vip=said["vip"],
        accepted_by=StaffId(by) if by else None,
        overridden_because=said["overridden_because"],
        because=said["because"],
        made_at=datetime.fromisoformat(said["made_at"]).astimezone(UTC),
        version=version,
    )


def _write_recommendation(it: Recommendation) -> Json:
    return {
        "scheme": it.scheme_id,
        "steps": [write_step(one) for one in it.steps],
        "risk": it.risk.value,
        "lace": it.lace,
        "reasons": [{"code": one.code, "values": dict(one.values)} for one in it.reasons],
        "missing": list(it.missing),
        "excluded": it.excluded,
        "weights": it.weights,
        "rules_version": it.rules_version,
    }


def _read_recommendation(said: Mapping[str, Any]) -> Recommendation:
    scheme = said["scheme"]
    return Recommendation(
        scheme_id=SchemeId(scheme) if scheme else None,
        steps=tuple(read_step(one) for one in said["steps"]),
        risk=Risk(said["risk"]),
        lace=said["lace"],
        reasons=tuple(Reason(code=one["code"], values=one["values"]) for one in said["reasons"]),
        missing=tuple(said["missing"]),
        excluded=said["excluded"],
        weights=said["weights"],
        rules_version=said["rules_version"],
    )
