"""Administrators work on flows for days, in two tabs and beside each other, before anything goes live."""

from dataclasses import replace

import pytest

from frontdesk.kernel.errors import BadInput, Conflict, NotFound
from frontdesk.kernel.ids import random_id
from frontdesk.window.errors import BadRelease, NoteMissing
from frontdesk.window.model.releases import DraftId
from frontdesk.window.usecases.change_draft import change_draft
from frontdesk.window.usecases.check_draft import check_draft
from frontdesk.window.usecases.compare import compare
from frontdesk.window.usecases.discard_draft import discard_draft
from frontdesk.window.usecases.list_drafts import list_drafts
from frontdesk.window.usecases.publish_draft import publish_draft
from frontdesk.window.usecases.read_draft import read_draft
from frontdesk.window.usecases.start_draft import start_draft
from tests.clinic import BIRKENHOF, LINDENHOF, a_plain_definition

from .administration import KATRIN, MURAT, Office, greeting
from .fakes import FakeDrafts

WRONG = {"frontdesk_release": "1.0", "flows": {}}


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def draft(office):
    """Katrin's draft of what is live."""
    office.publish(a_plain_definition(), follows=0)
    return office.start()


def read(office, draft):
    return read_draft(organisation_id=LINDENHOF, draft_id=draft.id, ports=office.ports)


def change(office, draft, definition, *, by=KATRIN, version=None, title=None):
    return change_draft(
        organisation_id=LINDENHOF,
        draft_id=draft.id,
        definition=definition,
        version=version or draft.version,
        by=by,
        title=title,
        ports=office.ports,
    )


def discard(office, draft, *, organisation_id=LINDENHOF):
    discard_draft(
        organisation_id=organisation_id, draft_id=draft.id, version=draft.version, ports=office.ports
    )


def publish(office, draft, *, follows=None, note="winter", organisation_id=LINDENHOF):
    return publish_draft(
        organisation_id=organisation_id,
        draft_id=draft.id,
        version=draft.version,
        note=note,
        by=KATRIN,
        follows=follows,
        ports=office.ports,
    )


def faults(office, draft):
    return check_draft(organisation_id=LINDENHOF, draft_id=draft.id, ports=office.ports)


def listed(office, organisation_id=LINDENHOF):
    return list_drafts(organisation_id=organisation_id, ports=office.ports)


# beginning


def test_a_draft_begins_with_what_is_live(office, draft):
    assert read(office, draft) == draft
    assert (draft.definition, draft.follows, draft.version, draft.by) == (a_plain_definition(), 1, 1, KATRIN)


def test_a_draft_of_an_older_publication_follows_what_is_live_now(office):
    office.publish(a_plain_definition(), follows=0)
    office.publish(greeting("Grüß Gott!"), follows=1)
    draft = office.start("1")
    assert (draft.definition, draft.follows) == (a_plain_definition(), 2)
    assert publish(office, draft).number == 3


def test_a_draft_of_a_draft_is_a_copy(office, draft):
    changed = change(office, draft, greeting("Moin!"))
    assert office.start(draft.id, title="Copy").definition == changed.definition


@pytest.mark.parametrize("source", ["empty", "live"])
def test_a_draft_of_nothing_has_the_clinics_languages_and_locations(office, source):
    empty = office.start(source)
    assert empty.definition["languages"] == {"default": "de", "required": ["de", "sv", "zh-Hans", "en"]}
    assert list(empty.definition["locations"]) == ["mitte", "nord"]
    assert empty.definition["flows"] == {}
    assert empty.follows == 0


@pytest.mark.parametrize("source", ["7", "", "nothing", "0" * 32, "9" * 40, "²"])
def test_a_draft_of_what_is_not_there_is_not_begun(office, source):
    with pytest.raises(NotFound):
        office.start(source)
    assert listed(office) == ()


@pytest.mark.parametrize("title", ["", "  ", "x" * 101])
def test_a_draft_has_a_title(office, title):
    with pytest.raises(BadInput):
        office.start("empty", title=title)


def test_the_draft_that_was_changed_last_is_listed_first(office, draft):
    second = office.start(title="Second")
    change(office, draft, WRONG)
    assert [it.id for it in listed(office)] == [draft.id, second.id]
    assert [it.definition for it in listed(office)] == [None, None]


# changing


def test_a_draft_may_be_wrong_for_a_while(office, draft):
    changed = change(office, draft, WRONG)
    assert (changed.version, changed.definition, changed.title) == (2, WRONG, "Winter")
    assert faults(office, changed)
    assert faults(office, change(office, changed, a_plain_definition())) == ()


def test_a_draft_changes_its_title_with_its_text(office, draft):
    assert change(office, draft, WRONG, title=" Spring ").title == "Spring"


def test_of_a_draft_in_two_tabs_the_slower_one_is_told(office, draft):
    first = change(office, draft, greeting("Moin!"))
    with pytest.raises(Conflict):
        change(office, draft, greeting("Servus!"))
    assert read(office, draft) == first


def test_the_same_change_sent_twice_is_one(office, draft):
    first = change(office, draft, greeting("Moin!"))
    assert change(office, draft, greeting("Moin!")) == first


def test_another_order_is_another_change(office, draft):
    change(office, draft, a_plain_definition())
    turned = a_plain_definition()
    turned["flows"] = dict(reversed(turned["flows"].items()))
    with pytest.raises(Conflict):
        change(office, draft, turned)


def test_two_tabs_at_the_same_instant_leave_one_text(office, draft):
    class Interrupted(FakeDrafts):
        def get(self, organisation_id, draft_id):
            found = super().get(organisation_id, draft_id)
            if found.version == draft.version:
                self.save(change_of_murat(found))
            return found

    def change_of_murat(found):
        from dataclasses import replace

        return replace(found, definition=WRONG, by=MURAT, version=found.version + 1)

    interrupted = Interrupted()
    interrupted.known = office.drafts.known
    office.drafts = interrupted
    with pytest.raises(Conflict):
        change(office, draft, greeting("Servus!"))
    assert read(office, draft).by == MURAT


def test_a_draft_has_a_limit(office, draft):
    with pytest.raises(BadInput) as caught:
        change(office, draft, {"x": "y" * 2_000_000})
    assert [it.code for it in caught.value.errors] == ["too_large"]


# ending


def test_a_draft_is_thrown_away_in_the_version_that_was_seen(office, draft):
    change(office, draft, WRONG)
    with pytest.raises(Conflict):
        discard(office, draft)
    discard(office, read(office, draft))
    assert listed(office) == ()
    with pytest.raises(NotFound):
        discard(office, draft)


def test_a_published_draft_is_live_and_no_draft_any_more(office, draft):
    publication = publish(office, change(office, draft, greeting("Moin!")))
    assert office.releases.live(LINDENHOF) == publication
    assert (publication.number, publication.note) == (2, "winter")
    assert listed(office) == ()


def test_a_draft_that_was_overtaken_waits_until_it_was_compared(office, draft):
    changed = change(office, draft, greeting("Moin!"))
    office.publish(greeting("Grüß Gott!"), follows=1, by=MURAT)
    with pytest.raises(Conflict):
        publish(office, changed)
    assert read(office, draft) == changed
    assert publish(office, changed, follows=2).number == 3


def test_a_draft_that_was_changed_in_another_tab_is_not_published_unseen(office, draft):
    change(office, draft, greeting("Moin!"))
    with pytest.raises(Conflict):
        publish(office, draft)


def test_a_wrong_draft_stays_a_draft(office, draft):
    with pytest.raises(BadRelease):
        publish(office, change(office, draft, WRONG))
    with pytest.raises(NoteMissing):
        publish(office, read(office, draft), note="")
    assert len(listed(office)) == 1


def test_a_draft_that_changes_nothing_ends_without_a_publication(office, draft):
    assert publish(office, draft).number == 1
    assert listed(office) == ()


def test_what_was_changed_while_it_was_published_stays_a_draft(office, draft):
    changed = change(office, draft, greeting("Moin!"))
    publishing, office.releases.publish = office.releases.publish, None

    def meanwhile(*said):
        change(office, changed, WRONG, by=MURAT)
        publishing(*said)

    office.releases.publish = meanwhile
    assert publish(office, changed).number == 2
    assert read(office, draft).definition == WRONG


# nothing of others


@pytest.mark.requirement("N7")
def test_another_organisations_draft_does_not_exist(office, draft):
    for act in (discard, publish):
        with pytest.raises(NotFound):
            act(office, draft, organisation_id=BIRKENHOF)
    for use_case in (read_draft, check_draft):
        with pytest.raises(NotFound):
            use_case(organisation_id=BIRKENHOF, draft_id=draft.id, ports=office.ports)
    with pytest.raises(NotFound):
        office.start(draft.id, organisation_id=BIRKENHOF)
    with pytest.raises(NotFound):
        compare(organisation_id=BIRKENHOF, before="live", after=draft.id, ports=office.ports)
    assert listed(office, BIRKENHOF) == ()


def test_a_draft_nobody_began_is_not_found(office):
    with pytest.raises(NotFound):
        read_draft(organisation_id=LINDENHOF, draft_id=DraftId(random_id()), ports=office.ports)


def test_a_draft_begun_again_under_the_same_id_is_the_one_that_is_there(office, draft):
    begun = [begin_under(office, "d" * 32) for _ in range(2)]
    assert begun[0] == begun[1]
    assert len(listed(office)) == 2


def test_an_id_that_is_another_draft_begins_nothing(office, draft):
    with pytest.raises(Conflict):
        begin_under(office, draft.id, by=MURAT)
    assert listed(office) == (replace(draft, definition=None),)


def test_publishing_a_draft_again_that_is_live_and_gone_answers_the_same(office, draft):
    changed = change(office, draft, greeting("Moin!"))
    assert publish(office, changed) == publish(office, changed)
    assert len(list(office.releases.publications(LINDENHOF))) == 2


def test_a_draft_that_was_live_once_is_gone(office, draft):
    changed = change(office, draft, greeting("Moin!"))
    publish(office, changed)
    office.publish(greeting("Grüß Gott!"), follows=2)
    with pytest.raises(NotFound):
        publish(office, changed)


def begin_under(office, draft_id, by=KATRIN):
    return start_draft(
        organisation_id=LINDENHOF, source="live", title="Winter", by=by, ports=office.ports, draft_id=draft_id
    )
