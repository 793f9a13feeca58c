"""A clinic says its messages in its own words: checked when they are saved, and never able to break or to tell more."""

from dataclasses import replace
from decimal import Decimal

import pytest

from frontdesk.kernel.errors import BadInput, Conflict, NotFound
from frontdesk.kernel.language import Language
from frontdesk.messaging.errors import TooManyTemplates
from frontdesk.messaging.model import Kind, MessageStatus, Purpose, Reason, Wording
from frontdesk.messaging.model.settings import Laid, Settings, Template
from frontdesk.messaging.rules import worded
from frontdesk.messaging.rules.laying_down import OWN_AT_MOST
from frontdesk.messaging.rules.samples import sample_of
from frontdesk.messaging.rules.templates import (
    faults_of,
    filled,
    needed,
    own_wording,
    placeholders,
    purpose_of,
)
from frontdesk.messaging.rules.wordings import WORDINGS
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.usecases.list_templates import list_templates
from frontdesk.messaging.usecases.preview_template import preview_template
from frontdesk.messaging.usecases.queue_message import queue_message
from frontdesk.messaging.usecases.write_template import Spot, read_template, reset_template, write_template

from .builders import NORTH, Sender, a_message
from .laid import Office

SAMPLE = sample_of(Language.SWEDISH, clinic="Norra kliniken", link="https://clinic.example/")
REMINDER, OWN = "appointment_reminder", "own-grippe"
SWEDISH = Spot(REMINDER, Language.SWEDISH)
OURS = Wording("Din tid", "Hej! Din tid: {times}. {link}")


def faults(text, subject="", template=REMINDER, kind=None):
    found = faults_of(template, kind, Wording(subject, text), sample=SAMPLE)
    return [(it.pointer, it.code) for it in found]


@pytest.mark.parametrize("template", WORDINGS)
def test_the_built_in_words_are_such_as_a_clinic_might_write(template):
    for kind in (None, *Kind):
        for said in WORDINGS[template].values():
            assert faults(said.text, said.subject, template, kind) == []


@pytest.mark.parametrize("template", WORDINGS)
def test_there_is_a_sample_of_everything_that_may_be_said(template):
    assert placeholders(template) <= SAMPLE.keys()
    assert needed(template) <= placeholders(template)


def test_what_must_be_said_is_where_it_leads():
    assert (needed(REMINDER), needed("code"), needed("request_withdrawn")) == ({"link"}, {"code"}, set())
    assert (purpose_of(OWN), purpose_of(REMINDER)) == (Purpose.RECALL, Purpose.APPOINTMENT)
    assert (purpose_of("code"), purpose_of("staff_escalation")) == (Purpose.SERVICE, Purpose.STAFF)


@pytest.mark.requirement("R8")
@pytest.mark.parametrize(
    ("text", "subject", "found"),
    [
        ("{link} {name}", "", [("text", "placeholder_unknown")]),
        ("{link}", "{reference}", [("subject", "placeholder_unknown")]),
        ("See you at {times}", "", [("text", "placeholder_missing_link")]),
        ("", "", [("text", "required")]),
        ("{link} {", "", [("text", "placeholder_broken")]),
        ("{link} }", "", [("text", "placeholder_broken")]),
        ("{{link}}", "", [("text", "placeholder_missing_link")]),
        ("{link} {clinic.__class__}", "", [("text", "placeholder_broken")]),
        ("{link} {clinic[0]}", "", [("text", "placeholder_broken")]),
        ("{link!r:>999999999}", "", [("text", "placeholder_broken")]),
        ("{link} {}", "", [("text", "placeholder_unknown")]),
        ("{link} {0}", "", [("text", "placeholder_broken")]),
        ("{link}", "Two\nlines", [("subject", "subject_too_long")]),
        ("{link}", "s" * 121, [("subject", "subject_too_long")]),
        ("{link}" + "a" * 5000, "", [("text", "too_long")]),
        ("{clinic} {times} {link}", "{times}", []),
    ],
)
def test_words_are_checked_when_they_are_saved(text, subject, found):
    assert faults(text, subject) == found


def test_a_code_is_in_the_text_and_in_no_subject():
    assert faults("{code}", "{code}", "code") == [("subject", "placeholder_unknown")]
    assert faults("{clinic}", "", "code") == [("text", "placeholder_missing_code")]


def test_a_text_message_takes_six_segments_at_most():
    assert faults("您" * 300 + "{link}", kind=Kind.SMS) == []
    assert faults("您" * 400 + "{link}", kind=Kind.SMS) == [("text", "too_many_segments")]
    assert faults("您" * 400 + "{link}", kind=Kind.EMAIL) == []


def test_what_is_told_is_never_read_as_a_placeholder():
    """A clinic, a patient or a link may be called anything."""
    assert (
        filled("{clinic}: {link}", {"clinic": "{link}", "link": "https://x/{code}"})
        == "{link}: https://x/{code}"
    )
    assert filled("{{{clinic}}} {{times}}", {"clinic": "N"}) == "{N} {times}"
    assert filled("50 % \\g<0> \\1", {}) == "50 % \\g<0> \\1"


def templates(*stored):
    return {(it.name, it.language): it for it in stored}


def test_words_for_one_kind_of_contact_come_before_those_for_all():
    short = Wording("", "{link}")
    stored = templates(
        Template(name=REMINDER, language=Language.SWEDISH, wordings={None: OURS, Kind.SMS: short})
    )
    assert own_wording(stored, REMINDER, Language.SWEDISH, Kind.SMS) == short
    assert own_wording(stored, REMINDER, Language.SWEDISH, Kind.EMAIL) == OURS
    assert own_wording(stored, REMINDER, Language.GERMAN, Kind.SMS) is None
    said = worded(REMINDER, Language.SWEDISH, clinic="Norra", parameters=SAMPLE, own=short)
    assert said.subject.startswith("Din tid: ")  # the built-in one


def test_an_own_template_that_a_patients_language_lacks_is_said_in_another():
    german = Template(name=OWN, language=Language.GERMAN, wordings={None: Wording("Impfung", "{link}")})
    found = own_wording(templates(german), OWN, Language.SWEDISH, Kind.SMS)
    assert worded(OWN, Language.SWEDISH, clinic="N", parameters=SAMPLE, own=found).subject == "Impfung"
    assert own_wording({}, OWN, Language.SWEDISH, Kind.SMS) is None


def writes(office, wording=OURS, spot=SWEDISH, version=0):
    return write_template(
        organisation_id=NORTH, spot=spot, wording=wording, version=version, ports=office.ports
    )


@pytest.mark.requirement("R8")
def test_words_are_written_for_one_kind_after_another_and_taken_back():
    office = Office()
    writes(office)
    of_sms = replace(SWEDISH, kind=Kind.SMS)
    writes(office, Wording("", "{link}"), of_sms, version=1)
    there = read_template(organisation_id=NORTH, spot=SWEDISH, ports=office.ports)
    assert (there.wordings.keys(), there.version) == ({None, Kind.SMS}, 2)
    with pytest.raises(Conflict):
        writes(office, version=1)
    with pytest.raises(Conflict):
        reset_template(organisation_id=NORTH, spot=SWEDISH, version=1, ports=office.ports)
    reset_template(organisation_id=NORTH, spot=of_sms, version=2, ports=office.ports)
    reset_template(organisation_id=NORTH, spot=SWEDISH, version=3, ports=office.ports)
    reset_template(organisation_id=NORTH, spot=SWEDISH, version=3, ports=office.ports)
    assert office.laid.get(NORTH).templates == {}


def test_what_is_wrong_is_not_written_and_what_there_is_not_cannot_be():
    office = Office()
    with pytest.raises(BadInput) as no:
        writes(office, Wording("", "{link} {patient}"))
    assert [(it.pointer, it.code) for it in no.value.errors] == [("text", "placeholder_unknown")]
    for name in ("gossip", "own-", "own-Ä", "own-x#y", "own-" + "a" * 29):
        with pytest.raises(NotFound):
            writes(office, spot=Spot(name, Language.SWEDISH))
    assert office.laid.stored == {}


def test_a_clinic_thinks_of_templates_for_its_reminders_of_examinations():
    office = Office()
    spot = Spot(OWN, Language.SWEDISH)
    writes(office, Wording("Dags för vaccination", "{clinic}: {due} {link}"), spot)
    *built_in, found = list_templates(organisation_id=NORTH, purpose=Purpose.RECALL, ports=office.ports)
    assert {it.name for it in built_in} <= WORDINGS.keys()
    assert (found.name, found.own, found.subject) == (OWN, (Language.SWEDISH,), "Dags för vaccination")
    everything = list_templates(organisation_id=NORTH, ports=office.ports)
    assert [it.name for it in everything] == [*WORDINGS, OWN]


def test_there_is_an_end_to_own_templates():
    office = Office()
    many = [
        Template(name=f"own-{it}", language=Language.SWEDISH, wordings={None: OURS}, version=1)
        for it in range(OWN_AT_MOST)
    ]
    office.laid.stored[NORTH] = Laid(templates=templates(*many))
    with pytest.raises(TooManyTemplates):
        writes(office, Wording("", "Hej"), Spot("own-more", Language.SWEDISH))
    writes(office, Wording("", "Hej"), Spot("own-7", Language.GERMAN))


def preview(office, wording=None, spot=SWEDISH):
    return preview_template(organisation_id=NORTH, spot=spot, wording=wording, ports=office.ports)


@pytest.mark.parametrize("language", Language)
def test_a_preview_shows_the_words_their_segments_and_what_these_cost(language):
    office = Office()
    office.laid.put_settings(NORTH, Settings(prices={"SE": Decimal("0.05"), "DE": Decimal("0.08")}))
    seen = preview(office, spot=Spot(REMINDER, language))
    assert seen.wording.text.startswith("Norra kliniken")
    assert (seen.segments.count, seen.segments.is_unicode) == (
        3 if language is Language.CHINESE else 2,
        language is Language.CHINESE,
    )
    assert dict(seen.prices)["DE"] == Decimal("0.08") * seen.segments.count


def test_a_preview_of_what_cannot_be_saved_says_so():
    seen = preview(Office(), Wording("", "{link} {patient}"))
    assert (seen.wording, [it.code for it in seen.faults]) == (None, ["placeholder_unknown"])
    office = Office()
    writes(office)
    assert preview(office).wording.text.startswith("Hej! Din tid: 24 nov. 2026 09:30. https://clinic")
    assert preview(office, spot=replace(SWEDISH, kind=Kind.EMAIL)).segments is None


@pytest.mark.parametrize(
    ("own", "status", "reason"),
    [
        (Wording("", "Hej {reference}"), MessageStatus.ACCEPTED, Reason.NONE),
        (Wording("", "{patient}"), MessageStatus.UNDELIVERABLE, Reason.BROKEN_TEMPLATE),
        (Wording("", "{ {link}"), MessageStatus.UNDELIVERABLE, Reason.BROKEN_TEMPLATE),
    ],
)
def test_a_waiting_message_is_said_in_the_words_of_the_hour_and_broken_ones_end_it(own, status, reason):
    sender = Sender()
    queue_message(a_message(), ports=sender.ports)
    ports = replace(sender.ports, own_wording=lambda message, kind: own)
    found = deliver_message(organisation_id=NORTH, message_id=a_message().id, ports=ports)
    [message] = sender.outbox.stored.values()
    assert (found, message.reason) == (status, reason)
    assert [text for _, _, text in sender.sent] == (["Hej 8F3A-C2D1"] if own.text.startswith("Hej") else [])
