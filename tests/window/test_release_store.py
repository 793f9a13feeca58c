"""Releases are kept for ever, and one is live."""

import pytest

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ReleaseId
from frontdesk.window.storage import LiveRecord, StoredReleases
from frontdesk.window.usecases.publish_release import publish_release
from tests.clinic import BIRKENHOF, LINDENHOF, a_definition

from .builders import FakeReleases, window


@pytest.fixture
def releases(cloud):
    return StoredReleases()


def publish(releases, definition):
    by = Actor(ActorKind.STAFF, "1003")
    return publish_release(
        organisation_id=LINDENHOF, definition=definition, by=by, ports=window(releases=releases)
    )


def test_what_was_published_is_live_and_comes_back(releases):
    release = publish(releases, a_definition())
    assert releases.live(LINDENHOF) == release.id
    assert StoredReleases().get(LINDENHOF, release.id) == release
    assert [fact["name"] for fact in LiveRecord.get(LINDENHOF, "live").facts] == ["ReleasePublished"]


def test_an_older_release_stays_readable(releases):
    old = publish(releases, a_definition())
    changed = a_definition()
    changed["greeting"]["de"] = "Grüß Gott!"
    new = publish(releases, changed)
    assert releases.live(LINDENHOF) == new.id != old.id
    assert StoredReleases().get(LINDENHOF, old.id) == old


def test_nothing_is_live_before_anything_is_published(releases):
    with pytest.raises(NotFound):
        releases.live(LINDENHOF)
    with pytest.raises(NotFound):
        releases.get(LINDENHOF, ReleaseId("0" * 64))


@pytest.mark.requirement("N7")
def test_another_organisations_release_is_not_found(releases):
    release = publish(releases, a_definition())
    with pytest.raises(NotFound):
        releases.get(BIRKENHOF, release.id)
    with pytest.raises(NotFound):
        releases.live(BIRKENHOF)


def test_the_fake_forgets_nothing_either():
    fake = FakeReleases()
    release = publish(fake, a_definition())
    assert fake.get(LINDENHOF, fake.live(LINDENHOF)) == release
