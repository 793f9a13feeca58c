"""Who may do what."""

import pytest

from frontdesk.access.model import Permission, Role
from frontdesk.access.rules import GRANTS, same_department, why_not
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.access.usecases.staff_by_id import staff_by_id
from frontdesk.access.usecases.who_answers import who_answers
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import StaffId

from .builders import (
    KATRIN,
    MONDAY_EIGHT,
    NORTH,
    PAEDIATRICS,
    PASSWORD,
    SOUTH,
    SURGERY,
    a_lead,
    a_nurse,
)
from .fakes import an_office


def office(*staff):
    return an_office(*staff, now=MONDAY_EIGHT, password=PASSWORD)


RELEASES = (Permission.RELEASES_READ, Permission.RELEASES_EDIT, Permission.RELEASES_PUBLISH)
CARE = {Role.RECEPTION, Role.CLINICIAN, Role.LEAD}


def who_may(permission):
    return {role for role in Role if why_not(a_nurse(role=role), permission) is None}


@pytest.mark.parametrize("permission", [Permission.REQUESTS_READ, Permission.REQUESTS_ANSWER])
def test_whoever_cares_for_patients_reads_and_answers_requests(permission):
    assert who_may(permission) == CARE


@pytest.mark.parametrize("permission", [Permission.APPOINTMENTS_READ, Permission.APPOINTMENTS_CHANGE])
def test_whoever_cares_for_patients_keeps_the_calendar(permission):
    assert who_may(permission) == CARE


def test_only_leads_read_the_trail():
    assert who_may(Permission.AUDIT_READ) == {Role.LEAD}


@pytest.mark.parametrize("permission", [*RELEASES, Permission.STATISTICS_READ])
def test_administrators_look_after_the_flows(permission):
    assert Role.ADMINISTRATOR in who_may(permission)


@pytest.mark.parametrize("permission", [Permission.RELEASES_EDIT, Permission.RELEASES_PUBLISH])
def test_nobody_else_changes_the_flows(permission):
    assert who_may(permission) == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("permission", [Permission.RELEASES_READ, Permission.STATISTICS_READ])
def test_leads_see_what_is_live_and_how_it_is_used(permission):
    assert who_may(permission) == {Role.LEAD, Role.ADMINISTRATOR}


def test_who_has_left_may_nothing():
    gone = a_lead(active=False)
    assert all(why_not(gone, permission) for permission in Permission)


def test_every_role_has_its_permissions():
    assert GRANTS.keys() == set(Role)


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.CLINICIAN, Role.ADMINISTRATOR])
def test_staff_see_their_own_departments(role):
    assert same_department(a_nurse(role=role), SURGERY)
    assert not same_department(a_nurse(role=role), PAEDIATRICS)


def test_leads_see_all_departments():
    assert same_department(a_lead(), PAEDIATRICS)


def test_a_departments_own_leads_are_told():
    elsewhere = a_lead(id=StaffId("2002"), departments=frozenset({PAEDIATRICS}))
    gone = a_lead(id=StaffId("2003"), active=False)
    foreign = a_lead(organisation_id=SOUTH)
    ports = office(a_nurse(), a_lead(), elsewhere, gone, foreign)

    assert who_answers(organisation_id=NORTH, ports=ports)(SURGERY) == (a_lead(),)


def test_somebody_answers_for_a_department_without_a_lead():
    of_all, elsewhere = (
        a_lead(id=StaffId("2002"), departments=frozenset()),
        a_lead(id=StaffId("2003"), departments=frozenset({PAEDIATRICS})),
    )
    admin = a_nurse(id=StaffId("2004"), role=Role.ADMINISTRATOR)

    def answer(*staff):
        found = who_answers(organisation_id=NORTH, ports=office(*staff))
        return [it.id for it in found(SURGERY)]

    assert answer(a_lead(), of_all, admin) == [a_lead().id]
    assert answer(of_all, elsewhere, admin) == ["2002"]
    assert answer(elsewhere, admin, a_nurse()) == ["2004"]


def test_staff_are_found_by_number():
    assert staff_by_id(organisation_id=NORTH, staff_id=KATRIN, ports=office(a_nurse())) == a_nurse()
    with pytest.raises(NotFound):
        staff_by_id(organisation_id=SOUTH, staff_id=KATRIN, ports=office(a_nurse()))


def test_names_are_read_for_those_who_are_mentioned():
    mentioned = {KATRIN, StaffId("long-gone")}
    names = name_staff(organisation_id=NORTH, staff_ids=mentioned, ports=office(a_nurse(), a_lead()))
    assert names == {KATRIN: "Katrin Sommer"}


def test_two_who_are_called_the_same_are_told_apart_by_their_numbers():
    namesake = a_nurse(id=StaffId("1009"))
    here = office(a_nurse(), a_lead(), namesake)
    names = name_staff(organisation_id=NORTH, staff_ids={KATRIN, namesake.id, StaffId("2001")}, ports=here)
    assert names == {
        KATRIN: "Katrin Sommer · 1001",
        "1009": "Katrin Sommer · 1009",
        "2001": "Jens Brandt",
    }


def test_nobody_mentioned_needs_no_reading():
    assert name_staff(organisation_id=NORTH, staff_ids=set(), ports=office()) == {}
