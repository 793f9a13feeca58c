"""What a patient agreed to be sent: noted with when and by whom, taken back by a word or by STOP, whoever keeps it."""

import pytest

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import StaffId
from frontdesk.patients.model import Agreement, Offer
from frontdesk.patients.storage import DynamoAgreements
from frontdesk.patients.usecases.agreements_of import agreements_of
from frontdesk.patients.usecases.give_agreement import TEXT_VERSION, give_agreement
from frontdesk.patients.usecases.set_preference import set_preference
from frontdesk.patients.usecases.withdraw_agreement import withdraw_agreement

from .builders import ANNA, BO, EMAIL, HOUR, NOON, NORTH, PHONE, SOUTH, House, a_subject, key_of
from .fakes import FakeAgreements

KATRIN = StaffId("1001")


@pytest.fixture(params=[FakeAgreements, DynamoAgreements])
def house(request):
    if request.param is DynamoAgreements:
        request.getfixturevalue("cloud")
    house = House(agreements=request.param())
    house.people.add(a_subject(), [key_of()])
    house.people.add(a_subject(id=BO), [key_of()])
    return house


def gives(house, subject_id=ANNA, offer=Offer.EDUCATION, organisation_id=NORTH):
    said = {"organisation_id": organisation_id, "subject_id": subject_id, "offer": offer}
    give_agreement(**said, by=KATRIN, ports=house.ports)


def withdraws(house, subject_id=ANNA):
    said = {"organisation_id": NORTH, "subject_id": subject_id, "offer": Offer.EDUCATION}
    withdraw_agreement(**said, by=KATRIN, ports=house.ports)


def of(house, subject_id=ANNA):
    return agreements_of(organisation_id=NORTH, subject_id=subject_id, ports=house.ports)


@pytest.mark.requirement("R-5.4.8b")
def test_who_agreed_to_what_and_when_can_be_shown(house):
    gives(house)
    house.now += HOUR
    gives(house)
    [said] = of(house).values()
    assert said == Agreement(
        offer=Offer.EDUCATION, subject_id=ANNA, version=TEXT_VERSION, given_at=NOON, noted_by=KATRIN
    )
    assert said.holds
    assert house.agreements.everybody(NORTH, Offer.EDUCATION) == [ANNA]
    assert house.agreements.everybody(SOUTH, Offer.EDUCATION) == []
    assert house.agreements.everybody(NORTH, Offer.GREETING) == []
    assert [it.action for it in house.trail] == ["AgreementGiven", "AgreementGiven"]


def test_taken_back_it_holds_no_more_and_is_still_on_record_until_it_is_given_again(house):
    withdraws(house)
    assert of(house) == {}
    gives(house)
    house.now += HOUR
    withdraws(house)
    house.now += HOUR
    withdraws(house)
    assert of(house)[Offer.EDUCATION].withdrawn_at == NOON + HOUR
    assert house.agreements.everybody(NORTH, Offer.EDUCATION) == []
    gives(house)
    assert of(house)[Offer.EDUCATION].given_at == NOON + 2 * HOUR
    assert of(house)[Offer.EDUCATION].holds


@pytest.mark.requirement("R-5.4.8b")
def test_stop_withdraws_what_the_people_there_agreed_to_and_start_does_not_give_it_back(house):
    gives(house)
    gives(house, BO, Offer.GREETING)
    stop = {"organisation_id": NORTH, "ports": house.ports}
    set_preference(contact=EMAIL, wanted=False, **stop)
    set_preference(contact=PHONE, wanted=False, of=["sms.recall"], **stop)
    assert of(house)[Offer.EDUCATION].holds
    set_preference(contact=PHONE, wanted=False, **stop)
    set_preference(contact=PHONE, wanted=True, **stop)
    assert not of(house)[Offer.EDUCATION].holds
    assert not of(house, BO)[Offer.GREETING].holds


def test_nobody_agrees_for_somebody_who_is_not_on_record(house):
    with pytest.raises(NotFound):
        gives(house, organisation_id=SOUTH)
    with pytest.raises(NotFound):
        withdraws(house, "f" * 32)
    assert house.trail == []
