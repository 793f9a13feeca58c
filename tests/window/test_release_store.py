"""Whatever keeps releases and drafts keeps these promises: the fakes, and DynamoDB with S3, alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import ReleaseId
from frontdesk.window.events import ReleasePublished
from frontdesk.window.model.releases import Draft, DraftId, Publication
from frontdesk.window.rules.canonical import canonical, release_id
from frontdesk.window.storage import PublicationRecord, StoredDrafts, StoredReleases
from tests.clinic import BIRKENHOF, LINDENHOF, a_plain_definition

from .fakes import FakeDrafts, FakeReleases

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BY = Actor(ActorKind.STAFF, "1003")
DRAFT = DraftId("d" * 32)


class ReleasesAndFacts(StoredReleases):
    """DynamoDB and S3, and the facts of the records as the relay would find them."""

    @property
    def facts(self):
        return [fact for record in PublicationRecord.scan() for fact in record.facts]


@pytest.fixture(params=[FakeReleases, ReleasesAndFacts])
def releases(request):
    if request.param is ReleasesAndFacts:
        request.getfixturevalue("cloud")
    return request.param()


@pytest.fixture(params=[FakeDrafts, StoredDrafts])
def drafts(request):
    if request.param is StoredDrafts:
        request.getfixturevalue("cloud")
    return request.param()


def publish(releases, number, definition=None, organisation_id=LINDENHOF):
    stored = canonical(definition or a_plain_definition())
    publication = Publication(
        organisation_id=organisation_id,
        number=number,
        release_id=release_id(stored),
        note="Grüße, 你好",
        by=BY,
        at=AT + timedelta(minutes=number),
    )
    fact = ReleasePublished(
        organisation_id=organisation_id,
        occurred_at=publication.at,
        actor=BY,
        number=number,
        release_id=publication.release_id,
    )
    releases.publish(publication, stored, fact)
    return publication


def a_draft(version=1, **changes):
    draft = Draft(
        id=DRAFT,
        organisation_id=LINDENHOF,
        title="Winter",
        definition=a_plain_definition(),
        follows=3,
        by=BY,
        changed_at=AT,
        version=version,
    )
    return replace(draft, **changes)


# releases


def test_what_was_published_is_live_and_comes_back(releases):
    published = publish(releases, 1)
    assert releases.live(LINDENHOF) == published
    release = releases.get(LINDENHOF, published.release_id)
    assert (release.id, release.definition) == (published.release_id, a_plain_definition())
    assert list(release.definition["flows"]) == list(a_plain_definition()["flows"])


def test_the_fact_travels_on_the_publication(releases):
    publish(releases, 1)
    [fact] = releases.facts
    assert fact["name"] == "ReleasePublished"
    assert fact["detail"]["data"] == {"number": 1, "release_id": release_id(canonical(a_plain_definition()))}


def test_an_older_release_stays_readable(releases):
    old = publish(releases, 1)
    new = publish(releases, 2, a_plain_definition() | {"greeting": {"de": "Grüß Gott!"}})
    assert releases.live(LINDENHOF) == new
    assert releases.get(LINDENHOF, old.release_id).definition == a_plain_definition()


def test_of_two_that_follow_the_same_one_wins(releases):
    first = publish(releases, 1)
    with pytest.raises(Conflict):
        publish(releases, 1, a_plain_definition() | {"greeting": {"de": "Grüß Gott!"}})
    assert releases.live(LINDENHOF) == first
    assert len(releases.facts) == 1


def test_the_highest_number_is_live_however_many_there_are(releases):
    published = [publish(releases, number) for number in range(1, 201)]
    assert releases.live(LINDENHOF) == published[-1]
    assert list(releases.publications(LINDENHOF)) == published[::-1]


def test_nothing_is_live_before_anything_is_published(releases):
    with pytest.raises(NotFound):
        releases.live(LINDENHOF)
    with pytest.raises(NotFound):
        releases.get(LINDENHOF, ReleaseId("0" * 64))
    assert list(releases.publications(LINDENHOF)) == []


@pytest.mark.requirement("N7")
def test_another_organisations_release_is_not_found(releases):
    published = publish(releases, 1)
    with pytest.raises(NotFound):
        releases.get(BIRKENHOF, published.release_id)
    with pytest.raises(NotFound):
        releases.live(BIRKENHOF)
    assert list(releases.publications(BIRKENHOF)) == []


def test_two_organisations_count_for_themselves(releases):
    publish(releases, 1)
    theirs = publish(releases, 1, organisation_id=BIRKENHOF)
    assert releases.live(BIRKENHOF) == theirs


def test_drafts_are_no_publications(cloud):
    StoredDrafts().save(a_draft())
    with pytest.raises(NotFound):
        StoredReleases().live(LINDENHOF)
    publish(StoredReleases(), 1)
    assert [it.id for it in StoredDrafts().all(LINDENHOF)] == [DRAFT]


def test_a_container_reads_a_release_once_and_a_new_one_again(cloud):
    published = publish(StoredReleases(), 1)
    container = StoredReleases()
    release = container.get(LINDENHOF, published.release_id)
    assert container.get(LINDENHOF, published.release_id) is release
    assert StoredReleases().get(LINDENHOF, published.release_id) == release


# drafts


def test_a_draft_comes_back_as_it_was_written(drafts):
    drafts.save(a_draft())
    assert drafts.get(LINDENHOF, DRAFT) == a_draft()


@pytest.mark.parametrize("wrong", [{}, [], None, "text", 1.5, {"flows": None}])
def test_a_draft_may_be_anything_that_is_json(drafts, wrong):
    drafts.save(a_draft(definition=wrong))
    assert drafts.get(LINDENHOF, DRAFT).definition == wrong


def test_every_change_of_a_draft_is_its_next_version(drafts):
    drafts.save(a_draft())
    drafts.save(a_draft(version=2, title="Frühling"))
    assert drafts.get(LINDENHOF, DRAFT) == a_draft(version=2, title="Frühling")


@pytest.mark.parametrize("version", [1, 3])
def test_a_version_that_is_not_the_next_one_is_refused(drafts, version):
    drafts.save(a_draft())
    with pytest.raises(Conflict):
        drafts.save(a_draft(version=version, title="Frühling"))
    assert drafts.get(LINDENHOF, DRAFT) == a_draft()


def test_a_later_version_of_nothing_is_refused(drafts):
    with pytest.raises(Conflict):
        drafts.save(a_draft(version=2))


def test_a_list_of_drafts_is_without_what_they_say(drafts):
    drafts.save(a_draft())
    drafts.save(a_draft(id=DraftId("e" * 32)))
    found = sorted(drafts.all(LINDENHOF), key=lambda it: it.id)
    assert found == [a_draft(definition=None), a_draft(id=DraftId("e" * 32), definition=None)]


def test_a_draft_is_removed_in_the_version_that_was_seen(drafts):
    drafts.save(a_draft())
    with pytest.raises(Conflict):
        drafts.remove(LINDENHOF, DRAFT, version=2)
    drafts.remove(LINDENHOF, DRAFT, version=1)
    assert list(drafts.all(LINDENHOF)) == []
    with pytest.raises(Conflict):
        drafts.remove(LINDENHOF, DRAFT, version=1)


@pytest.mark.requirement("N7")
def test_another_organisations_draft_is_not_found(drafts):
    drafts.save(a_draft())
    with pytest.raises(NotFound):
        drafts.get(BIRKENHOF, DRAFT)
    with pytest.raises(Conflict):
        drafts.remove(BIRKENHOF, DRAFT, version=1)
    assert list(drafts.all(BIRKENHOF)) == []
