"""The cloud of a test is what its steps made of it, whether they were done or put back."""

import os

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from frontdesk.window.storage import VisitRecord
from tests import clouds
from tests.clinic import LINDENHOF, move_in, ports_of_the_window
from tests.conftest import client, furnish


def a_file(name):
    client("s3").put_object(Bucket=os.environ["RELEASES_BUCKET"], Key=name, Body=b"x")
    return name


def files():
    found = client("s3").list_objects_v2(Bucket=os.environ["RELEASES_BUCKET"])
    return [it["Key"] for it in found.get("Contents", [])]


@pytest.fixture
def done():
    return []


@pytest.fixture
def step(done, request):
    """Puts a file there as a step of this test's own, and notes whether that was really done."""

    def taken(name):
        return clouds.step((request.node.nodeid, name), lambda: (done.append(name), a_file(name))[1])

    return taken


def test_a_step_is_done_once_and_put_back_for_the_next_cloud(step, done):
    for _ in range(3):
        with mock_aws():
            furnish()
            assert step("one") == "one"
            assert step("two") == "two"
            assert files() == ["one", "two"]
    assert done == ["one", "two"]


def test_what_a_test_does_to_its_cloud_is_not_in_the_next_one(step):
    for _ in range(2):
        with mock_aws():
            furnish()
            step("one")
            assert files() == ["one"]
            a_file("more")
            client("s3").delete_object(Bucket=os.environ["RELEASES_BUCKET"], Key="one")
            assert files() == ["more"]


def test_a_step_after_something_else_is_really_done(step, done):
    for own in ("mine", "yours"):
        with mock_aws():
            furnish()
            a_file(own)
            step("one")
            assert files() == sorted([own, "one"])
    assert done == ["one", "one"]


def test_a_cloud_that_nobody_began_has_its_steps_really_done(step, done):
    for names in (("one", "one"), ("one",)):
        with mock_aws():
            furnish()
            for name in names:
                step(name)
    with mock_aws(), pytest.raises(ClientError, match="NoSuchBucket"):
        step("one")
    assert done == ["one", "one", "one"]


def test_a_record_comes_back_as_it_was_whatever_is_in_it(cloud):
    table, key = VisitRecord.Meta.table_name, {"pk": {"S": "one"}, "sk": {"S": "two"}}
    said = {
        "text": {"S": ""},
        "number": {"N": "1.50"},
        "bytes": {"B": b"\x00\xff"},
        "yes": {"BOOL": False},
        "nothing": {"NULL": True},
        "many": {"L": [{"S": "a"}, {"M": {"b": {"N": "2"}, "none": {"L": []}}}]},
        "texts": {"SS": ["a", "b"]},
        "numbers": {"NS": ["1", "2"]},
        "parts": {"BS": [b"\x01", b"\x02"]},
    }
    client("dynamodb").put_item(TableName=table, Item=key | said)
    assert client("dynamodb").get_item(TableName=table, Key=key)["Item"] == key | said


def test_steps_in_another_order_are_other_steps(step, done):
    for names in (("one", "two"), ("two", "one"), ("two",)):
        with mock_aws():
            furnish()
            for name in names:
                step(name)
            assert files() == sorted(names)
    assert done == ["one", "two", "two", "one"]


def test_a_clinic_that_is_put_back_is_as_if_it_had_just_moved_in():
    seen = []
    for _ in range(2):
        with mock_aws():
            furnish()
            move_in()
            ports = ports_of_the_window()
            live = ports.releases.live(LINDENHOF)
            seen.append(
                (live, ports.releases.get(LINDENHOF, live.release_id), ports.catalogue(LINDENHOF), files())
            )
    assert seen[0] == seen[1]
