"""Administrators publish flows, go back, and never overwrite what they have not seen."""

from dataclasses import replace

import pytest

from frontdesk.kernel.errors import BadInput, Conflict, NotFound
from frontdesk.surveys.model import Opening
from frontdesk.window.errors import BadRelease, NoLongerFits, NoteMissing
from frontdesk.window.rules.canonical import canonical, release_id
from frontdesk.window.usecases.list_publications import list_publications
from frontdesk.window.usecases.roll_back import roll_back
from tests.clinic import BIRKENHOF, LINDENHOF, a_plain_definition
from tests.surveys.counting import a_survey

from .administration import KATRIN, MURAT, Office, greeting, with_leaflet
from .fakes import FakeReleases


@pytest.fixture
def office():
    return Office()


def listed(office, organisation_id=LINDENHOF):
    return list_publications(organisation_id=organisation_id, ports=office.ports)


def back_to(office, number, *, follows, note="back", organisation_id=LINDENHOF):
    return roll_back(
        organisation_id=organisation_id,
        number=number,
        note=note,
        by=MURAT,
        follows=follows,
        ports=office.ports,
    )


def test_a_published_release_is_live_with_its_note_and_who_it_was(office):
    publication = office.publish(a_plain_definition(), follows=0, note="  The first one ")
    assert listed(office) == (publication,)
    assert (publication.number, publication.note, publication.by) == (1, "The first one", KATRIN)
    assert office.releases.live(LINDENHOF) == publication


def test_a_release_is_named_by_the_bytes_it_is_kept_as(office):
    publication = office.publish(a_plain_definition(), follows=0)
    assert publication.release_id == release_id(canonical(a_plain_definition()))


def test_another_order_of_the_menu_is_another_release(office):
    office.publish(a_plain_definition(), follows=0)
    turned = a_plain_definition()
    turned["flows"] = dict(reversed(turned["flows"].items()))
    assert office.publish(turned, follows=1).number == 2


def test_publishing_tells_the_house_the_number_and_the_release(office):
    publication = office.publish(a_plain_definition(), follows=0)
    [fact] = office.releases.facts
    assert (fact["name"], fact["detail"]["metadata"]["actor"]) == ("ReleasePublished", str(KATRIN))
    assert fact["detail"]["data"] == {"number": 1, "release_id": publication.release_id}


def test_published_twice_is_published_once(office):
    first = office.publish(a_plain_definition(), follows=0)
    assert office.publish(a_plain_definition(), follows=0, note="again") == first
    assert office.publish(a_plain_definition(), follows=1, note="again") == first
    assert len(office.releases.facts) == 1


def test_who_has_not_seen_the_latest_release_does_not_overwrite_it(office):
    office.publish(a_plain_definition(), follows=0)
    murats = office.publish(greeting("Grüß Gott!"), follows=1, by=MURAT)
    with pytest.raises(Conflict):
        office.publish(greeting("Moin!"), follows=1)
    assert office.releases.live(LINDENHOF) == murats


@pytest.mark.parametrize("follows", [-1, 1, 7])
def test_a_first_release_follows_none(office, follows):
    with pytest.raises(Conflict):
        office.publish(a_plain_definition(), follows=follows)


class Interrupted(FakeReleases):
    """Somebody else publishes between the look and the write."""

    def __init__(self):
        super().__init__()
        self.meanwhile = lambda: None

    def publish(self, publication, stored, *facts):
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        super().publish(publication, stored, *facts)


def test_of_two_administrators_who_publish_at_the_same_instant_one_wins():
    office = Office(releases=Interrupted())
    office.publish(a_plain_definition(), follows=0)
    office.releases.meanwhile = lambda: office.publish(greeting("Grüß Gott!"), follows=1, by=MURAT)
    with pytest.raises(Conflict):
        office.publish(greeting("Moin!"), follows=1)
    assert [it.by for it in listed(office)] == [MURAT, KATRIN]


def test_the_same_click_twice_at_the_same_instant_is_one_publication():
    office = Office(releases=Interrupted())
    office.releases.meanwhile = lambda: office.publish(a_plain_definition(), follows=0)
    assert office.publish(a_plain_definition(), follows=0) == office.releases.live(LINDENHOF)
    assert len(listed(office)) == 1


@pytest.mark.parametrize("note", ["", "   \n", "x" * 501])
def test_nobody_publishes_without_a_few_words_on_what_is_new(office, note):
    with pytest.raises(NoteMissing):
        office.publish(a_plain_definition(), follows=0, note=note)
    assert listed(office) == ()


def test_a_note_may_have_five_hundred_characters(office):
    assert office.publish(a_plain_definition(), follows=0, note="你" * 500).number == 1


def test_every_fault_of_a_release_is_told_and_nothing_goes_live(office):
    wrong = a_plain_definition()
    del wrong["languages"]
    wrong["flows"]["appointment"]["placement"] = "nowhere"
    with pytest.raises(BadRelease) as caught:
        office.publish(wrong, follows=0)
    assert {it.pointer for it in caught.value.errors} == {"$", "$.flows.appointment.placement"}
    assert listed(office) == ()


@pytest.mark.parametrize("wrong", [float("nan"), {"flows": "\ud800"}])
def test_what_has_no_bytes_is_no_release(office, wrong):
    with pytest.raises(BadInput):
        office.publish(wrong, follows=0)


def test_a_file_that_nobody_kept_is_not_offered(office):
    with pytest.raises(BadRelease) as caught:
        office.publish(with_leaflet(Office().files), follows=0)
    assert [(it.pointer, it.code) for it in caught.value.errors] == [
        ("$.downloads.flu.files.de", "unknown_file")
    ]
    assert office.publish(with_leaflet(office.files), follows=0).number == 1


@pytest.mark.requirement("N7")
def test_another_organisations_file_is_not_offered(office):
    with pytest.raises(BadRelease):
        office.publish(with_leaflet(office.files, BIRKENHOF), follows=0)


@pytest.mark.requirement("S26")
@pytest.mark.parametrize(
    ("opening", "code"), [(None, "unknown_survey"), ("draft", "survey_not_open"), ("open", None)]
)
def test_a_concern_leads_only_to_a_survey_that_can_be_answered(office, opening, code):
    said = a_plain_definition()
    asked = {
        it: {"de": "Wie war es?", "sv": "Hur var det?", "zh-Hans": "如何?", "en": "How was it?"}
        for it in ("label", "closed")
    }
    ends = {"then": [{"do": {"survey": {"survey": "stay", **asked}}}]}
    said["flows"]["flu"]["steps"] = {"say": ends}
    said["tests"] = []
    if opening:
        office.surveys["stay"] = a_survey(opening=Opening(opening))
    if code is None:
        assert office.publish(said, follows=0).number == 1
        return
    with pytest.raises(BadRelease) as caught:
        office.publish(said, follows=0)
    assert code in {it.code for it in caught.value.errors}


# going back


def test_going_back_publishes_the_older_release_again(office):
    first = office.publish(a_plain_definition(), follows=0)
    office.publish(greeting("Grüß Gott!"), follows=1)
    third = back_to(office, 1, follows=2)
    assert (third.number, third.release_id, third.note, third.by) == (3, first.release_id, "back", MURAT)
    assert [it.number for it in listed(office)] == [3, 2, 1]


def test_going_back_to_what_is_live_changes_nothing(office):
    first = office.publish(a_plain_definition(), follows=0)
    assert back_to(office, 1, follows=1) == first


def test_going_back_twice_is_going_back_once(office):
    office.publish(a_plain_definition(), follows=0)
    office.publish(greeting("Grüß Gott!"), follows=1)
    assert back_to(office, 1, follows=2) == back_to(office, 1, follows=2)


def test_going_back_needs_a_note_and_the_latest_number_too(office):
    office.publish(a_plain_definition(), follows=0)
    office.publish(greeting("Grüß Gott!"), follows=1)
    with pytest.raises(NoteMissing):
        back_to(office, 1, follows=2, note=" ")
    with pytest.raises(Conflict):
        back_to(office, 1, follows=1)


def test_an_older_release_that_no_longer_fits_says_so(office):
    office.publish(with_leaflet(office.files), follows=0)
    office.publish(a_plain_definition(), follows=1)
    office.files.kept.clear()
    with pytest.raises(NoLongerFits) as caught:
        back_to(office, 1, follows=2)
    assert [it.code for it in caught.value.errors] == ["unknown_file"]


@pytest.mark.parametrize("number", [0, 2, -1])
def test_nobody_goes_back_to_what_never_was(office, number):
    office.publish(a_plain_definition(), follows=0)
    with pytest.raises(NotFound):
        back_to(office, number, follows=1)


@pytest.mark.requirement("N7")
def test_nobody_goes_back_to_another_organisations_release(office):
    office.publish(a_plain_definition(), follows=0)
    with pytest.raises(NotFound):
        back_to(office, 1, follows=0, organisation_id=BIRKENHOF)
    assert listed(office, BIRKENHOF) == ()


def test_the_catalogue_of_today_decides(office):
    office.publish(a_plain_definition(), follows=0)
    office.publish(greeting("Grüß Gott!"), follows=1)
    office.catalogue = replace(office.catalogue, locations=office.catalogue.locations[:1])
    with pytest.raises(NoLongerFits):
        back_to(office, 1, follows=2)
