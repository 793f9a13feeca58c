"""Every organisation that is written down in the demo is put in, once, and nothing of it is named elsewhere."""

import re

import boto3
import pytest

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.usecases.list_publications import list_publications
from frontdesk.window.usecases.publish_release import publish_release
from frontdesk.window.wiring import window_ports
from infra.target import ROOT
from local.demo.__main__ import main
from local.demo.organisations import demos
from local.demo.stand_ins import led_to_stand_ins
from local.seed import logins

STAND_IN = "http://localhost:8000/stand-in"
SOMEBODY = Actor(ActorKind.STAFF, "1004")


@pytest.fixture
def put(cloud, monkeypatch):
    """Puts the demo in, as the seed does."""
    pool = boto3.client("cognito-idp").create_user_pool(PoolName="staff")["UserPool"]["Id"]
    monkeypatch.setenv("USER_POOL_ID", pool)
    monkeypatch.setenv("STAND_IN_URL", STAND_IN)
    return main


def publications(organisation_id):
    return list_publications(organisation_id=OrganisationId(organisation_id), ports=window_ports())


def test_there_is_a_german_and_a_chinese_organisation():
    assert [it.id for it in demos()] == ["lindenhof", "xinglin"]


def test_no_two_colleagues_have_one_number():
    for demo in demos():
        numbers = [it["id"] for it in demo.said["staff"]]
        assert sorted(set(numbers)) == sorted(numbers)


def test_every_organisation_is_live_and_twice_is_once(put):
    put()
    first = {it.id: publications(it.id) for it in demos()}
    put()
    assert {it.id: publications(it.id) for it in demos()} == first
    assert [[it.number for it in listed] for listed in first.values()] == [[1], [1]]


def test_the_files_of_every_organisation_are_kept(put):
    put()
    for demo in demos():
        for download in demo.release["downloads"].values():
            for file in download["files"].values():
                kept = window_ports().read_file(OrganisationId(demo.id), file["sha256"])
                assert len(kept) == file["size"]


def test_what_somebody_published_since_stays(put):
    put()
    changed = led_to_stand_ins(demos()[0].release, STAND_IN)
    changed["greeting"] = changed["greeting"] | {"de": "Moin!"}
    theirs = publish_release(
        organisation_id=OrganisationId("lindenhof"),
        definition=changed,
        note="Moin",
        by=SOMEBODY,
        follows=1,
        ports=window_ports(),
    )
    put()
    assert publications("lindenhof")[0] == theirs


def test_the_logins_of_every_organisation_are_printed():
    lines = logins()
    assert any(re.match(r"lindenhof +1001 / Lindenhof-1001 ", line) for line in lines)
    assert any(re.match(r"xinglin +2001 / Xinglin-2001 ", line) for line in lines)


def test_every_organisation_stands_in_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [it.id for it in demos() if f"/window/{it.id}" not in readme] == []


@pytest.mark.parametrize(
    "path", [*ROOT.glob("local/*.py"), *ROOT.glob("local/**/*.html")], ids=lambda it: it.name
)
def test_no_organisation_is_named_in_the_code_of_the_run(path):
    said = path.read_text("utf-8")
    assert [it.id for it in demos() if it.id in said] == []


def test_an_invented_address_becomes_the_page_of_a_stand_in():
    release = {
        "embed_origins": ["https://termine.example", "https://real.org", "https://yuyue.example"],
        "flows": {"a": {"url": "https://termine.example/nord"}, "b": ["https://rezept.example/"]},
        "c": "https://real.org/x und https://other.example",
    }
    assert led_to_stand_ins(release, STAND_IN) == {
        "embed_origins": ["http://localhost:8000", "https://real.org"],
        "flows": {"a": {"url": f"{STAND_IN}/booking/nord"}, "b": [f"{STAND_IN}/prescription"]},
        "c": f"https://real.org/x und {STAND_IN}/information",
    }
