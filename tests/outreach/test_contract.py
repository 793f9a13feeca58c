"""Whatever keeps packages, who is on them, and pushes, keeps these promises: the fakes and DynamoDB alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.messaging.model import Kind
from frontdesk.outreach.events import PushAsked
from frontdesk.outreach.model import (
    LeftOut,
    Package,
    PackageId,
    PushState,
    Tally,
    Withdrawn,
)
from frontdesk.outreach.storage import DynamoEnrolments, DynamoPackages, DynamoPushes

from .builders import (
    A_DAY,
    ANNA,
    BEN,
    HEART,
    HERE,
    KATRIN,
    NOW,
    OTHER,
    FakeEnrolments,
    FakePackages,
    FakePushes,
    a_content,
    a_greeting,
    a_push,
    an_enrolment,
)

ELSEWHERE = OrganisationId("elsewhere")


def pair(fake, real):
    @pytest.fixture(params=[fake, real])
    def kept(request):
        if request.param is real:
            request.getfixturevalue("cloud")
        return request.param()

    return kept


packages = pair(FakePackages, DynamoPackages)
enrolments = pair(FakeEnrolments, DynamoEnrolments)
pushes = pair(FakePushes, DynamoPushes)


def a_package(**changes):
    said = {"id": HEART, "organisation_id": HERE, "draft": a_content(), "changed_by": KATRIN.id}
    return Package(**said | {"changed_at": NOW} | changes)


def test_of_two_who_write_at_a_package_one_is_refused(packages):
    first = packages.put(a_package())
    packages.put(replace(first, draft=a_greeting()))
    with pytest.raises(Conflict):
        packages.put(replace(first, draft=a_content(name="Anders")))
    with pytest.raises(Conflict):
        packages.put(a_package())
    assert packages.get(HERE, HEART).draft == a_greeting()


def test_what_a_version_said_stays_when_the_next_is_published(packages):
    drafted = packages.put(a_package())
    first = packages.publish(replace(drafted, live=drafted.draft, number=1))
    packages.publish(replace(first, live=a_greeting(), number=2))
    assert packages.content(HERE, HEART, 1) == a_content()
    assert packages.content(HERE, HEART, 2) == a_greeting()
    assert packages.get(HERE, HEART).live == a_greeting()


def test_of_two_who_publish_at_once_one_is_refused_and_nothing_of_theirs_stays(packages):
    drafted = packages.put(a_package())
    packages.publish(replace(drafted, live=drafted.draft, number=1))
    with pytest.raises(Conflict):
        packages.publish(replace(drafted, live=a_greeting(), number=1))
    assert packages.content(HERE, HEART, 1) == a_content()
    with pytest.raises(NotFound):
        packages.content(HERE, HEART, 2)


def test_packages_are_an_organisations_own(packages):
    packages.put(a_package())
    packages.put(a_package(id=OTHER))
    assert {it.id for it in packages.everybody(HERE)} == {HEART, OTHER}
    assert packages.everybody(ELSEWHERE) == []
    with pytest.raises(NotFound):
        packages.get(ELSEWHERE, HEART)


def test_somebody_is_on_a_package_once_for_an_occasion(enrolments):
    assert enrolments.add(an_enrolment())
    assert not enrolments.add(an_enrolment(number=2))
    assert enrolments.add(an_enrolment(occasion_key="year2026"))
    assert enrolments.get(HERE, ANNA, HEART, "once") == an_enrolment(version=1)
    assert [it.occasion_key for it in enrolments.of_subject(HERE, ANNA)] == ["once", "year2026"]
    with pytest.raises(NotFound):
        enrolments.get(HERE, BEN, HEART, "once")


def test_what_became_of_somebody_on_a_package_is_written_by_one(enrolments):
    enrolments.add(an_enrolment())
    seen = enrolments.get(HERE, ANNA, HEART, "once")
    enrolments.write(replace(seen, why=Withdrawn.DIED))
    with pytest.raises(Conflict):
        enrolments.write(replace(seen, answered_at=NOW))
    assert enrolments.get(HERE, ANNA, HEART, "once").why is Withdrawn.DIED


def test_a_package_lists_its_people_the_latest_first(enrolments):
    enrolments.add(an_enrolment(answered_at=NOW))
    enrolments.add(an_enrolment(subject_id=BEN, anchored_on=an_enrolment().anchored_on + A_DAY, sends=()))
    enrolments.add(an_enrolment(package_id=OTHER, why=Withdrawn.READMITTED))
    found, more = enrolments.of_package(HERE, HEART, most=10)
    assert [(it.subject_id, it.items, it.is_answered) for it in found] == [
        (BEN, (), False),
        (ANNA, (0, 1), True),
    ]
    assert not more
    assert enrolments.of_package(HERE, HEART, most=1) == (found[:1], True)
    [other], _ = enrolments.of_package(HERE, OTHER, most=10)
    assert other.is_withdrawn


def test_a_push_is_asked_for_once_and_moved_on_by_one(pushes):
    fact = PushAsked(
        organisation_id=HERE, occurred_at=NOW, actor=Actor(ActorKind.STAFF, "1003"), push_id=OTHER
    )
    assert pushes.add(a_push(), fact)
    assert not pushes.add(a_push(state=PushState.SENDING), fact)
    seen = pushes.get(HERE, OTHER)
    tally = Tally(by_kind={Kind.SMS: 3}, left_out={LeftOut.NOT_AGREED: 2})
    ready = pushes.write(replace(seen, state=PushState.READY, tally=tally, parts=1))
    with pytest.raises(Conflict):
        pushes.write(replace(seen, state=PushState.STOPPED))
    gone = pushes.write(
        replace(ready, state=PushState.SENT, confirmed_by=StaffId("1004"), confirmed_at=NOW, done=1)
    )
    assert pushes.get(HERE, OTHER) == gone
    assert gone.tally.reached == 3


def test_the_latest_pushes_are_in_front(pushes):
    for number in range(3):
        pushes.add(a_push(id=PackageId(f"{number:032}"), asked_at=NOW + timedelta(minutes=number)))
    assert [it.id[-1] for it in pushes.latest(HERE, most=2)] == ["2", "1"]
    assert pushes.latest(ELSEWHERE, most=2) == []
    with pytest.raises(NotFound):
        pushes.get(ELSEWHERE, PackageId("0" * 32))


def test_a_part_of_a_push_has_its_people(pushes):
    pushes.keep_part(HERE, OTHER, 0, [BEN], at=NOW)
    pushes.keep_part(HERE, OTHER, 0, [ANNA, BEN], at=NOW)
    assert list(pushes.part(HERE, OTHER, 0)) == [ANNA, BEN]
    assert list(pushes.part(HERE, OTHER, 1)) == []
