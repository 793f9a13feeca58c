"""A code is asked for, guessed and used at the same time: in every order each guess is a try, and it opens once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from moto import mock_aws

from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import FormId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.patients.errors import CodeOver, TooManyCodes, WrongCode
from frontdesk.patients.model import ContactKind, ContactPoint
from frontdesk.patients.rules.contacts import contact_key, contacts_of
from frontdesk.patients.storage import CodeRecord, DynamoCodes, FilingRecord
from frontdesk.patients.storage.table import contact_pk
from frontdesk.patients.usecases.check_code import check_code
from frontdesk.patients.usecases.register_subject import register_subject
from frontdesk.patients.usecases.send_code import SentCode, send_code
from frontdesk.patients.wiring import patients_ports
from tests.clouds import put_back, taken
from tests.conftest import furnish
from tests.width import seeded, wide

from .booking_scene import ANNA, a_person
from .explorer import every_order, some_orders

NOW = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
CLINIC = OrganisationId("lindenhof")
PHONE = ContactPoint(ContactKind.SMS, "+4915112345678")


def form(number):
    return FormId(f"{number:032x}")


class Scene:
    """A code was sent a minute ago; who has the form of which number, what they know and what they do."""

    def __init__(self, tried=0, sent=1):
        self.now, self.told = NOW - timedelta(minutes=1), {}
        self.ports = replace(
            patients_ports(lambda code: self.told.setdefault(code.reference, code)), clock=lambda: self.now
        )
        for number in range(sent):
            self.contact_key = self.sends(number).contact_key
        self.now = NOW
        self.digits = list(self.told.values())[-1].digits
        for _ in range(tried):
            with pytest.raises(WrongCode):
                self.checks(self.wrong(1), 9)
        self.before, self.begin = dict(self.told), taken()

    def restore(self):
        put_back(*self.begin)
        self.told = dict(self.before)

    def sends(self, number):
        return send_code(
            organisation_id=CLINIC,
            contact=PHONE,
            form_id=form(number),
            language=Language.GERMAN,
            ports=self.ports,
        )

    def checks(self, digits, number):
        check_code(
            organisation_id=CLINIC,
            contact_key=self.contact_key,
            typed=digits,
            form_id=form(number),
            ports=self.ports,
        )

    def wrong(self, by):
        return f"{(int(self.digits) + by) % 10**6:06}"

    def record(self):
        return CodeRecord.get(contact_pk(CLINIC, self.contact_key), "code")

    def everybody(self):
        right, wrong = partial(self.checks, self.digits), partial(self.checks, self.wrong(1))
        return {
            "anna has it": partial(right, 1),
            "anna clicks twice": partial(right, 1),
            "bo has it": partial(right, 2),
            "cem guesses": partial(wrong, 3),
            "cem guesses again": partial(self.checks, self.wrong(2), 3),
            "dora asks for another": partial(self.sends, 4),
            "dora clicks twice": partial(self.sends, 4),
            "emil asks for another": partial(self.sends, 5),
        }

    def orders(self, *names):
        everybody = self.everybody()
        return every_order(self.restore, lambda: {it: everybody[it] for it in names})


@pytest.fixture(scope="module")
def begins():
    """A scene in a cloud that holds nothing else."""
    with mock_aws():
        furnish()
        empty = taken()

        def scene(**beginning):
            put_back(*empty)
            return Scene(**beginning)

        yield scene


@pytest.fixture
def sent(begins):
    return begins()


def kinds(told):
    return {name: type(it) if isinstance(it, Exception) else None for name, it in told.answers.items()}


def test_two_guesses_at_once_are_two_tries(sent):
    for told in sent.orders("cem guesses", "cem guesses again"):
        assert set(kinds(told).values()) == {WrongCode}
        assert {it.details["tries_left"] for it in told.answers.values()} == {4, 3}
        assert sent.record().tries == 2


def test_of_two_guesses_at_the_last_try_one_is_not_even_compared(begins):
    scene = begins(tried=4)
    for told in scene.orders("cem guesses", "bo has it"):
        opened = scene.record().opened_by == form(2)
        assert kinds(told) == {"cem guesses": CodeOver, "bo has it": None if opened else CodeOver}
        assert scene.record().tries == 5


def test_a_code_opens_for_one_of_two_forms(sent):
    winners = set()
    for told in sent.orders("anna has it", "bo has it"):
        [winner] = told.won()
        winners.add(winner)
        assert set(kinds(told).values()) == {None, CodeOver}, told.order
    assert winners == {"anna has it", "bo has it"}


def test_a_second_click_of_one_form_opens_as_well(sent):
    for told in sent.orders("anna has it", "anna clicks twice"):
        assert set(kinds(told).values()) == {None}, told.order


def test_two_who_ask_at_once_have_two_codes_and_one_of_them_is_good(sent):
    for told in sent.orders("dora asks for another", "emil asks for another"):
        assert len(told.won()) == 2
        assert len(sent.told) == 3
        assert sent.record().form_id in {form(4), form(5)}


def test_a_form_that_is_clicked_twice_is_one_code_in_one_message(sent):
    for told in sent.orders("dora asks for another", "dora clicks twice"):
        first, second = told.answers.values()
        assert first == second
        assert len(sent.told) == 2


def test_of_two_who_ask_for_the_third_code_one_gets_it(begins):
    scene, winners = begins(sent=2), set()
    for told in scene.orders("dora asks for another", "emil asks for another"):
        winners.update(told.won())
        assert set(kinds(told).values()) == {None, TooManyCodes}
        assert len(scene.told) == 3
    assert winners == {"dora asks for another", "emil asks for another"}


def test_a_code_that_is_replaced_while_it_is_compared_does_not_open(sent):
    ends = set()
    for told in sent.orders("anna has it", "dora asks for another"):
        opened = kinds(told)["anna has it"]
        ends.add(opened)
        if opened is not None:
            assert sent.record().opened_by is None, told.order
        assert sent.record().form_id == form(4)
    assert ends == {None, WrongCode, CodeOver}


def test_of_two_numbers_for_one_form_the_subject_and_the_filing_are_the_same(sent):
    mine, other = a_person(ANNA), replace(a_person(ANNA), phone="+4915187654321")
    both = {"anna": partial(register_subject, mine, ports=sent.ports)}
    both["who knows her id"] = partial(register_subject, other, ports=sent.ports)
    ends = set()
    for told in every_order(sent.restore, lambda: both):
        assert len(told.won()) == 2
        stored = sent.ports.subjects.get(CLINIC, mine.id)
        [behind] = [it for it in FilingRecord.scan() if it.sk.startswith("person#")]
        assert behind.pk == contact_pk(
            CLINIC, contact_key(CLINIC, *contacts_of(stored), sent.ports.keys()[-1])
        )
        ends.add(stored.phone)
    assert ends == {mine.phone, other.phone}


def faults(scene, told):
    """What must hold, whoever did what: one opening, no more tries than there are, no code that nobody was told."""
    record, asked = scene.record(), {form(0)}
    for name, it in told.answers.items():
        if isinstance(it, Exception) and not isinstance(it, FrontdeskError):
            yield f"{name}: {it!r}"
        elif isinstance(it, SentCode):
            asked.add(form(4) if "dora" in name else form(5))
    opened = {name.split()[0] for name, it in told.answers.items() if it is None}
    if len(opened) > 1:
        yield f"it opened for {opened}"
    if record.form_id not in asked:
        yield f"the code is that of {record.form_id}"
    if record.opened_by is None and record.tries > 5:
        yield f"{record.tries} tries"


def test_several_act_in_orders_of_the_dice(sent, record_property):
    dice, count, found = seeded(), wide(40, 2000), []
    for _ in range(count):
        names = dice.sample(sorted(sent.everybody()), 4)
        everybody = sent.everybody()
        for told in some_orders(
            sent.restore, lambda names=names, all_=everybody: {it: all_[it] for it in names}, dice, 1
        ):
            found += [f"{told.order}: {it}" for it in faults(sent, told)]
    record_property("covered", f"orders of four at one code: {count}")
    assert found == []


def test_a_try_that_is_counted_after_a_look_is_found(sent, monkeypatch):
    """The planted fault: how many tries were used is read, then written."""

    def careless(self, organisation_id, contact_key, *, form_id, now):
        record = CodeRecord.get(contact_pk(organisation_id, contact_key), "code")
        if record.tries >= 5:
            return None
        record.tries += 1
        record.save()
        code, _ = counted(self, organisation_id, contact_key, form_id=form_id, now=now)
        return code, 5 - record.tries

    counted = DynamoCodes.take_try
    monkeypatch.setattr(DynamoCodes, "take_try", careless)
    left = [
        {it.details["tries_left"] for it in told.answers.values() if isinstance(it, WrongCode)}
        for told in sent.orders("cem guesses", "cem guesses again")
    ]
    assert any(len(it) == 1 for it in left)


def test_an_opening_without_its_condition_is_found(sent, monkeypatch):
    """The planted fault: whoever compared well is let in."""
    monkeypatch.setattr(DynamoCodes, "open", lambda self, code, *, form_id: True)
    assert any(list(faults(sent, told)) for told in sent.orders("anna has it", "bo has it"))
