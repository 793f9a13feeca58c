"""Staff come in by a table, get first passwords, and choose their own."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.access.errors import (
    NewPasswordNeeded,
    NotStaff,
    PasswordsDiffer,
    TooManyStaff,
    WeakPassword,
    WrongLogin,
)
from frontdesk.access.model import Permission, Role
from frontdesk.access.rules import GRANTS, why_not_password
from frontdesk.access.rules.tables import COLUMNS, STAFF_AT_MOST, compared, read_staff
from frontdesk.access.usecases.choose_password import choose_password
from frontdesk.access.usecases.import_staff import (
    compare_staff,
    first_password,
    import_staff,
    renew_first_password,
)
from frontdesk.access.usecases.list_staff import list_staff
from frontdesk.access.usecases.sign_in import sign_in
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import StaffId
from frontdesk.kernel.language import Language

from .builders import KATRIN, MONDAY_EIGHT, NORTH, PAEDIATRICS, PASSWORD, SOUTH, SURGERY, a_lead, a_nurse
from .fakes import an_office

HEAD = "number;name;role;departments;email;language;active"
KATRINS = "1001;Katrin Sommer;clinician;surgery;katrin.sommer@example.org;de;yes"
NEW = "1007;Ole 🦊 Neu;empfang;surgery paediatrics;ole@example.org;sv;"
ANOTHER = "Abend-Stern-88"


@pytest.fixture
def office():
    return an_office(a_nurse(), a_lead(), now=MONDAY_EIGHT, password=PASSWORD)


NAMES = {SURGERY: ("Surgery", "Chirurgie"), PAEDIATRICS: ("Children and teens",)}


def read(*lines, head=HEAD, by="9001", known=(), names=NAMES):
    return read_staff(
        "\ufeff" + "\r\n".join((head, *lines)),
        organisation_id=NORTH,
        departments=names,
        language=Language.GERMAN,
        known=known,
        by=StaffId(by),
    )


def taken_in(office, *lines):
    return import_staff(read(*lines), organisation_id=NORTH, ports=office)


@pytest.mark.requirement("R-5.4.14")
def test_a_table_is_compared_before_anything_is_stored(office):
    changed = KATRINS.replace("surgery", "paediatrics")
    found = compare_staff(read(changed, NEW), organisation_id=NORTH, ports=office)
    assert [it.id for it in found.new] == ["1007"]
    assert [(it.departments, after.departments) for it, after in found.changed] == [
        ({SURGERY}, {PAEDIATRICS})
    ]
    assert [it.id for it in found.missing] == ["2001"]
    assert office.staff.get(NORTH, KATRIN) == a_nurse()


@pytest.mark.requirement("R-5.4.14")
def test_who_is_new_gets_a_first_password_and_has_to_change_it(office):
    [made] = taken_in(office, KATRINS, NEW)
    ole = office.staff.get(NORTH, StaffId("1007"))
    assert (ole.name, ole.role, ole.departments) == ("Ole 🦊 Neu", Role.RECEPTION, {SURGERY, PAEDIATRICS})
    assert (ole.language, made.staff, made.password in repr(made)) == (Language.SWEDISH, ole, False)
    with pytest.raises(NewPasswordNeeded):
        sign_in(clinic=NORTH, number="1007", password=made.password, ports=office)
    choose_password(clinic=NORTH, number="1007", old=made.password, new=ANOTHER, again=ANOTHER, ports=office)
    assert sign_in(clinic=NORTH, number="1007", password=ANOTHER, ports=office)[1].staff == ole
    assert taken_in(office, KATRINS, NEW) == ()


def test_who_leaves_is_let_in_no_more_and_who_is_not_listed_stays(office):
    taken_in(office, KATRINS.replace(";yes", ";nein"))
    with pytest.raises(WrongLogin):
        sign_in(clinic=NORTH, number="1001", password=PASSWORD, ports=office)
    assert sign_in(clinic=NORTH, number="2001", password=PASSWORD, ports=office)
    assert [it.id for it in list_staff(organisation_id=NORTH, ports=office)] == ["2001", "1001"]
    assert list_staff(organisation_id=SOUTH, ports=office) == ()


def test_a_first_password_can_be_made_anew_for_who_works_here(office):
    made = renew_first_password(organisation_id=NORTH, staff_id=KATRIN, ports=office)
    with pytest.raises(NewPasswordNeeded):
        sign_in(clinic=NORTH, number="1001", password=made.password, ports=office)
    for here, number in ((SOUTH, KATRIN), (NORTH, StaffId("9999"))):
        with pytest.raises(NotFound):
            renew_first_password(organisation_id=here, staff_id=number, ports=office)
    taken_in(office, KATRINS.replace(";yes", ";no"))
    with pytest.raises(NotFound):
        renew_first_password(organisation_id=NORTH, staff_id=KATRIN, ports=office)


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        (("1001", ""), "number", "required"),
        (("1001", "10 01"), "number", "invalid_employee_number"),
        (("Katrin Sommer", ""), "name", "required"),
        (("Katrin Sommer", "=cmd|calc"), "name", "odd_signs"),
        (("clinician", "wizard"), "role", "unknown_word"),
        (("clinician", ""), "role", "required"),
        (("surgery", "moon"), "departments", "unknown_department"),
        (("@example.org", "@"), "email", "invalid_email"),
        ((";de;", ";tlh;"), "language", "unknown_word"),
        ((";yes", ";perhaps"), "active", "unknown_word"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(change, column, code):
    reading = read(NEW, KATRINS.replace(*change))
    [bad] = reading.bad
    assert (len(reading.lines), bad.number) == (1, 3)
    assert [(it.pointer, it.code) for it in bad.errors] == [(column, code)]


def test_a_column_that_is_not_in_the_table_changes_nothing():
    gone = a_nurse(active=False, language=Language.SWEDISH, departments=frozenset({SURGERY, PAEDIATRICS}))
    [line] = read("1001;Katrin Winter;lead", head="number;name;role", known=[gone]).lines
    assert line.staff == replace(gone, name="Katrin Winter", role=Role.LEAD)
    [line] = read("1001;Katrin Sommer;clinician;;;;", known=[gone]).lines
    assert (line.staff.email, line.staff.departments) == (None, frozenset())
    assert (line.staff.language, line.staff.active) == (Language.SWEDISH, False)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Chirurgie", {SURGERY}),
        ("children and  teens, surgery", {SURGERY, PAEDIATRICS}),
        ("surgery paediatrics", {SURGERY, PAEDIATRICS}),
        ("Chirurgie、Children and Teens", {SURGERY, PAEDIATRICS}),
    ],
)
def test_departments_and_languages_may_be_called_by_their_names(written, meant):
    [line] = read(NEW.replace("surgery paediatrics", written).replace(";sv;", ";Schwedisch;")).lines
    assert (line.staff.departments, line.staff.language) == (meant, Language.SWEDISH)


def test_a_name_that_two_departments_have_is_none():
    two = {SURGERY: ("Reception",), PAEDIATRICS: ("Reception",)}
    [bad] = read(NEW.replace("surgery paediatrics", "Reception"), names=two).bad
    assert [it.code for it in bad.errors] == ["unknown_department"]


def test_whoever_has_a_line_with_an_error_is_in_the_table():
    found = compared(read(KATRINS.replace("clinician", "wizard"), NEW), [a_nurse(), a_lead()])
    assert [it.id for it in found.missing] == ["2001"]


def test_nobody_takes_away_their_own_keys():
    own = "9001;Ada Amt;administrator;;;;"
    assert read(own).bad == ()
    for lost in (own.replace("administrator", "reception"), own + "no"):
        [bad] = read(lost).bad
        assert [it.code for it in bad.errors] == ["own_account"]


def test_a_table_has_names_of_columns_in_each_language_and_an_end():
    for language in range(4):
        head = ",".join(words[language] for words in COLUMNS.values())
        assert len(read(KATRINS.replace(";", ","), head=head).lines) == 1
    with pytest.raises(NotStaff):
        read(head="name;role")
    with pytest.raises(TooManyStaff):
        read(*(NEW.replace("1007", f"{it}") for it in range(STAFF_AT_MOST + 1)))


@given(st.text(max_size=100))
def test_no_cell_stops_the_reading(cell):
    read(NEW, f'"{cell}";x', head=HEAD)


@pytest.mark.requirement("R-5.4.18")
@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"old": "Wrong-password-1"}, WrongLogin),
        ({"old": ""}, WrongLogin),
        ({"number": "?"}, WrongLogin),
        ({"again": "Abend-Stern-89"}, PasswordsDiffer),
        ({"new": "short1A", "again": "short1A"}, WeakPassword),
        ({"new": PASSWORD, "again": PASSWORD}, WeakPassword),
        ({"new": "North-Clinic-1001", "again": "North-Clinic-1001"}, WeakPassword),
    ],
)
def test_a_new_password_is_taken_only_with_the_old_one_and_if_it_is_good(office, said, refused):
    form = {"clinic": NORTH, "number": "1001", "old": PASSWORD, "new": ANOTHER, "again": ANOTHER} | said
    with pytest.raises(refused):
        choose_password(**form, ports=office)
    assert sign_in(clinic=NORTH, number="1001", password=PASSWORD, ports=office)


def test_first_passwords_are_good_and_none_is_like_another():
    drawn = {first_password() for _ in range(200)}
    assert len(drawn) == 200
    assert all(why_not_password(it, (NORTH, KATRIN)) is None for it in drawn)


def test_staff_are_an_administrators_and_encounters_are_the_desks():
    assert [it for it in Role if Permission.STAFF_EDIT in GRANTS[it]] == [Role.ADMINISTRATOR]
    assert Permission.ENCOUNTERS_READ not in GRANTS[Role.ADMINISTRATOR]
    desk = set(Role) - {Role.ADMINISTRATOR, Role.FOLLOWUP_CENTRE}
    assert {it for it in Role if Permission.ENCOUNTERS_EDIT in GRANTS[it]} == desk
