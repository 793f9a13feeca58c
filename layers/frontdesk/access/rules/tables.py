"""A list of staff, read from CSV. Pure: nothing is stored, and every line that cannot be taken in says why."""

import re
from collections.abc import Collection, Iterable, Mapping

from frontdesk.access.errors import NotStaff, TooManyStaff
from frontdesk.access.model import BadLine, Comparison, Role, Staff, StaffLine, StaffReading
from frontdesk.access.rules import is_employee_number
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import DepartmentId, OrganisationId, StaffId
from frontdesk.kernel.language import Language, named
from frontdesk.kernel.tables import NoTable, by_name, hostile, lines_of, plain, yes_or_no

STAFF_AT_MOST = 100
"""Lines of one file: an account is made for each at once, while somebody waits."""
NAME_AT_MOST = 120
NEEDED = ("number", "name", "role")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("number", "personalnummer", "anställningsnummer", "工号"),
    "name": ("name", "name", "namn", "姓名"),
    "role": ("role", "rolle", "roll", "角色"),
    "departments": ("departments", "abteilungen", "avdelningar", "科室"),
    "email": ("email", "e-mail", "e-post", "电子邮件"),
    "language": ("language", "sprache", "språk", "语言"),
    "active": ("active", "aktiv", "aktiv", "在职"),
}
"""What columns are called: in English, German, Swedish and Chinese, in any order."""
ROLE_WORDS: Mapping[Role, tuple[str, ...]] = {
    Role.RECEPTION: ("reception", "empfang", "reception", "前台"),
    Role.CLINICIAN: ("clinician", "behandlung", "behandlare", "医务人员"),
    Role.LEAD: ("lead", "leitung", "chef", "主管"),
    Role.ADMINISTRATOR: ("administrator", "administration", "administratör", "管理员"),
    Role.FOLLOWUP_CENTRE: ("follow-up centre", "nachsorgezentrum", "uppföljningscentral", "随访中心"),
}
ROLES: Mapping[str, Role] = {word: role for role, words in ROLE_WORDS.items() for word in words}
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]+")


def read_staff(  # noqa: PLR0913
    text: str,
    *,
    organisation_id: OrganisationId,
    departments: Mapping[DepartmentId, Collection[str]],
    language: Language,
    known: Iterable[Staff],
    by: StaffId,
) -> StaffReading:
    """The lines of a file; of two lines of one number the later counts, and without a language they have that.

    Of whoever is `known`, a column that is not in the file says nothing: what it would have said stays as it was.
    `departments` may be called by any of their names that no other has. Nobody takes away their own role or account
    (`by`): then nobody might be left to give it back. NotStaff when there is no header with the columns that are
    needed; TooManyStaff for more than 100 lines.
    """
    good: dict[StaffId, StaffLine] = {}
    bad: list[BadLine] = []
    here, called = {it.id: it for it in known}, by_name(departments)
    try:
        for count, (number, cells) in enumerate(lines_of(text, COLUMNS, NEEDED), start=1):
            if count > STAFF_AT_MOST:
                raise TooManyStaff(most=STAFF_AT_MOST)
            before = here.get(StaffId(cells.get("number", "").lower()))
            staff, errors = _staff(cells, organisation_id, called, language, before)
            if staff and staff.id == by and not (staff.active and staff.role is Role.ADMINISTRATOR):
                errors.append(FieldError("number", "own_account"))
            if staff is None or errors:
                first = {it.pointer: it for it in reversed(errors)}
                bad.append(BadLine(number=number, errors=tuple(first.values()), cells=cells))
            else:
                good[staff.id] = StaffLine(number=number, staff=staff)
    except NoTable as odd:
        raise NotStaff from odd
    return StaffReading(lines=tuple(good.values()), bad=tuple(bad))


def compared(reading: StaffReading, known: Iterable[Staff]) -> Comparison:
    """Who of a file is new, who is changed, who is as they were; and who is not in it, though they work here.

    Whoever has a line with an error is in the file.
    """
    here = {it.id: it for it in known}
    told = [it.staff for it in reading.lines]
    listed = {it.id for it in told} | {it.cells.get("number", "").lower() for it in reading.bad}
    return Comparison(
        new=tuple(it for it in told if it.id not in here),
        changed=tuple((here[it.id], it) for it in told if it.id in here and here[it.id] != it),
        same=tuple(it for it in told if here.get(it.id) == it),
        missing=tuple(it for it in here.values() if it.active and it.id not in listed),
    )


def _staff(
    cells: Mapping[str, str],
    organisation_id: OrganisationId,
    called: Mapping[str, DepartmentId],
    language: Language,
    before: Staff | None,
) -> tuple[Staff | None, list[FieldError]]:
    errors = hostile(cells)
    number, name = cells.get("number", "").lower(), " ".join(cells.get("name", "").split())
    if not is_employee_number(number):
        errors.append(FieldError("number", "invalid_employee_number" if number else "required"))
    if not name or len(name) > NAME_AT_MOST:
        errors.append(FieldError("name", "too_long" if name else "required"))
    role = ROLES.get(cells.get("role", "").casefold())
    if role is None:
        errors.append(FieldError("role", "unknown_word" if cells.get("role") else "required"))
    theirs = _departments(cells, called, before, errors)
    email = cells.get("email", before and before.email)
    if email and not _EMAIL.fullmatch(email):
        errors.append(FieldError("email", "invalid_email"))
    speaks = named(cells["language"]) if cells.get("language") else (before.language if before else language)
    if speaks is None:
        errors.append(FieldError("language", "unknown_word"))
    active = _active(cells, before, errors)
    if errors or role is None or speaks is None:
        return None, errors
    staff = Staff(
        id=StaffId(number),
        organisation_id=organisation_id,
        name=name,
        role=role,
        departments=theirs,
        language=speaks,
        email=email or None,
        active=active,
    )
    return staff, []


def _departments(
    cells: Mapping[str, str],
    called: Mapping[str, DepartmentId],
    before: Staff | None,
    errors: list[FieldError],
) -> frozenset[DepartmentId]:
    """By their short names or their names: a name may have blanks, so that between names stands another mark."""
    if "departments" not in cells:
        return before.departments if before else frozenset()
    parts = [plain(it) for it in re.split(r"[,/|、，；]", cells["departments"])]
    words = [word for part in parts if part for word in ([part] if part in called else part.split())]
    if any(it not in called for it in words):
        errors.append(FieldError("departments", "unknown_department"))
    return frozenset(called[it] for it in words if it in called)


def _active(cells: Mapping[str, str], before: Staff | None, errors: list[FieldError]) -> bool:
    """Whoever is new works here; of others an empty cell says nothing."""
    said = yes_or_no(cells, "active", errors)
    return before is None or before.active if said is None else said
