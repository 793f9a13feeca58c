"""Whatever keeps questionnaires keeps these promises: the fake and DynamoDB alike."""

import pytest

from frontdesk.kernel.errors import BadInput, Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.surveys.errors import NameTaken, NothingChanged, WasPublished
from frontdesk.surveys.rules.editing import without_item
from frontdesk.surveys.rules.reading import revision_of
from frontdesk.surveys.rules.starting import empty, instrument, instruments
from frontdesk.surveys.storage.questionnaires import DynamoQuestionnaires
from frontdesk.surveys.usecases.discard_questionnaire import discard_questionnaire, take_up_revision
from frontdesk.surveys.usecases.list_questionnaires import list_questionnaires
from frontdesk.surveys.usecases.publish_questionnaire import publish_questionnaire
from frontdesk.surveys.usecases.read_questionnaire import list_revisions, read_draft, read_numbered
from frontdesk.surveys.usecases.save_questionnaire import save_questionnaire
from frontdesk.surveys.usecases.start_questionnaire import start_questionnaire
from frontdesk.surveys.usecases.try_questionnaire import try_answers, try_questionnaire
from frontdesk.surveys.wiring.questionnaires import RememberedQuestionnaires

from .questionnaires import LINDENHOF, everything, item, questionnaire, read, said, scale
from .shelving import MURAT, NOON, FakeShelf, a_shelf

XINGLIN = OrganisationId("xinglin")


@pytest.fixture(params=[FakeShelf, DynamoQuestionnaires])
def ports(request):
    if request.param is DynamoQuestionnaires:
        request.getfixturevalue("cloud")
    return a_shelf(request.param())


def start(ports, name="stay", document=None, here=LINDENHOF):
    return start_questionnaire(
        organisation_id=here,
        questionnaire_id=name,
        document=document or everything(),
        by=MURAT,
        ports=ports,
    )


def publish(ports, version, name="stay"):
    return publish_questionnaire(
        organisation_id=LINDENHOF, questionnaire_id=name, version=version, by=MURAT, ports=ports
    )


def save(ports, document, version, name="stay"):
    return save_questionnaire(
        organisation_id=LINDENHOF,
        questionnaire_id=name,
        document=document,
        version=version,
        by=MURAT,
        ports=ports,
    )


def draft(ports, name="stay", here=LINDENHOF):
    return read_draft(organisation_id=here, questionnaire_id=name, ports=ports)


@pytest.mark.requirement("R-5.4.10")
def test_a_revision_is_numbered_named_by_its_bytes_and_never_changes(ports):
    first = publish(ports, start(ports).shelved.version)
    assert (first.number, first.id, first.at) == (1, revision_of(everything()), NOON)
    changed = everything() | {"title": said("Ihr Besuch")}
    second = publish(ports, save(ports, changed, 2).shelved.version)
    assert (second.number, second.id) == (2, revision_of(changed))
    listed = list_revisions(organisation_id=LINDENHOF, questionnaire_id="stay", ports=ports)
    assert [(it.number, it.document) for it in listed] == [(2, None), (1, None)]
    old = read_numbered(organisation_id=LINDENHOF, questionnaire_id="stay", number=1, ports=ports)
    assert old.document == everything()
    with pytest.raises(NotFound):
        read_numbered(organisation_id=LINDENHOF, questionnaire_id="stay", number=3, ports=ports)


def test_whoever_asks_by_a_revision_reads_it_once(ports):
    revision = publish(ports, start(ports).shelved.version).id
    kept = RememberedQuestionnaires(ports.shelf)
    q = kept.get(LINDENHOF, "stay", revision)
    assert (q.number, q.revision, q) == (1, revision, read(everything()))
    assert kept.get(LINDENHOF, "stay", revision) is q
    for here, name, which in (
        (XINGLIN, "stay", revision),
        (LINDENHOF, "go", revision),
        (LINDENHOF, "stay", "0" * 64),
    ):
        with pytest.raises(NotFound):
            kept.get(here, name, which)


def test_of_two_who_write_the_same_questionnaire_one_wins(ports):
    version = start(ports).shelved.version
    save(ports, everything() | {"licence": "A"}, version)
    for late in (lambda: save(ports, everything(), version), lambda: publish(ports, version)):
        with pytest.raises(Conflict):
            late()
    assert draft(ports).document["licence"] == "A"


def test_two_who_begin_one_of_the_same_name_do_not_meet(ports):
    start(ports)
    with pytest.raises(NameTaken):
        start(ports, document=empty({Language.GERMAN: "Leer"}, [Language.GERMAN]))
    assert draft(ports).document == everything()
    with pytest.raises(BadInput):
        start(ports, name="Mit Leerzeichen")
    with pytest.raises(BadInput):
        start(ports, name="other", document={"pages": 3})


def test_the_list_is_of_the_clinic_alone(ports):
    start(ports)
    start(ports, "other")
    start(ports, here=XINGLIN)
    listed = list_questionnaires(organisation_id=LINDENHOF, ports=ports)
    assert [(it.id, it.number, it.title) for it in listed] == [
        (name, 0, read(everything()).title) for name in ("other", "stay")
    ]
    with pytest.raises(NotFound):
        draft(ports, "other", XINGLIN)


def test_what_is_not_whole_is_kept_as_a_draft_and_not_published(ports):
    version = start(
        ports, document=empty({Language.GERMAN: "Leer"}, [Language.GERMAN, Language.SWEDISH])
    ).shelved.version
    with pytest.raises(BadInput) as refused:
        publish(ports, version)
    assert {it.code for it in refused.value.errors} >= {"surveys.text_missing", "surveys.nothing_asked"}
    with pytest.raises(BadInput):
        save(ports, {"title": 3}, version)


def test_what_is_published_is_published_once(ports):
    version = start(ports).shelved.version
    publish(ports, version)
    with pytest.raises(Conflict):
        publish(ports, version)
    with pytest.raises(NothingChanged):
        publish(ports, version + 1)


def test_changes_are_undone_and_a_questionnaire_that_nobody_was_asked_goes_away(ports):
    start(ports)
    with pytest.raises(Conflict):
        discard_questionnaire(organisation_id=LINDENHOF, questionnaire_id="stay", version=9, ports=ports)
    discard_questionnaire(organisation_id=LINDENHOF, questionnaire_id="stay", version=1, ports=ports)
    with pytest.raises(NotFound):
        draft(ports)
    publish(ports, start(ports).shelved.version)
    save(ports, everything() | {"licence": "Anders"}, 2)
    with pytest.raises(WasPublished):
        discard_questionnaire(organisation_id=LINDENHOF, questionnaire_id="stay", version=3, ports=ports)
    undone = take_up_revision(
        organisation_id=LINDENHOF, questionnaire_id="stay", number=1, version=3, by=MURAT, ports=ports
    )
    assert undone.document == everything()
    assert undone.shelved.written == undone.shelved.revision


def test_the_instruments_are_whole_in_four_languages_and_say_their_terms(ports):
    for name, document in instruments().items():
        assert len(document["languages"]) == 4
        assert document["licence"]
        publish(ports, start(ports, name, instrument(name)).shelved.version, name)
    with pytest.raises(NotFound):
        instrument("eq-5d")


def test_a_trial_tells_what_is_shown_and_what_it_comes_to():
    q = questionnaire(
        [item("a", "nps", required=True)],
        [item("b", "text", when={"tests": [{"of": "a", "compared": "at_most", "value": 6}]})],
        scales=[scale("s", "a", bands=[{"starts_at": 3, "name": said("hoch"), "alert": True}])],
    )
    trial = try_questionnaire(q, {"q.a": ["5"], "q.b": ["Zu laut"]})
    assert trial.row == {"a": 5, "b": "Zu laut"}
    assert trial.scores == {"s": 5.0}
    assert trial.bands["s"].name["de"] == "hoch"
    assert trial.alerts == (trial.bands["s"],)
    assert [it.code for it in try_questionnaire(q, {}).faults] == ["surveys.answer_missing"]
    assert [it.pointer for it in try_answers(q, {}).faults] == ["a"]
    assert try_answers(q, {"a": 9}).row["b"] == -8


def test_a_name_that_none_can_have_is_as_none(ports):
    for name in ("Mit Platz", "x" * 3000, "a#b"):
        with pytest.raises(NotFound):
            draft(ports, name)
        with pytest.raises(NotFound):
            read_numbered(organisation_id=LINDENHOF, questionnaire_id=name, number=1, ports=ports)


@pytest.mark.parametrize("removed", [it["id"] for page in everything()["pages"] for it in page])
def test_a_draft_that_speaks_of_a_removed_question_can_still_be_tried(removed):
    q = read(without_item(everything(), removed))
    trial = try_questionnaire(q, {"q.pain": ["4"], "q.food": ["1"]})
    assert removed not in trial.row
    assert set(trial.scores) == {"pain": {"experience"}, "food": {"experience"}, "care": {"burden"}}.get(
        removed, {"experience", "burden"}
    )
