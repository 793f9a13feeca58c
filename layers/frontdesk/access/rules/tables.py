"""A list of staff, read from CSV. Pure: nothing is stored, and every line that cannot be taken in says why."""

import re
from collections.abc import Collection, Iterable, Mapping

from frontdesk.access.errors import NotStaff, TooManyStaff
from frontdesk.access.model import BadLine, Comparison, Role, Staff, StaffLine, StaffReading
from frontdesk.access.rules import is_employee_number
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import DepartmentId, OrganisationId, StaffId
from frontdesk.kernel.language import Language, understood
from frontdesk.kernel.tables import NoTable, hostile, lines_of

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
ROLES: Mapping[str, Role] = {
    word: role
    for role, words in {
        Role.RECEPTION: ("reception", "empfang", "前台"),
        Role.CLINICIAN: ("clinician", "behandlung", "behandlare", "医务人员"),
        Role.LEAD: ("lead", "leitung", "chef", "主管"),
        Role.ADMINISTRATOR: ("administrator", "administration", "administratör", "管理员"),
        Role.FOLLOWUP_CENTRE: ("follow-up centre", "nachsorgezentrum", "uppföljningscentral", "随访中心"),
    }.items()
    for word in words
}
YES = ("", "y", "yes", "j", "ja", "1", "true", "是")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]+")
NO = ("n", "no", "nein", "nej", "0", "false", "否")


def read_staff(
    text: str,
    *,
    organisation_id: OrganisationId,
    departments: Collection[DepartmentId],
    language: Language,
    by: StaffId,
) -> StaffReading:
    """The lines of a file; of two lines of one number the later counts, and without a language they have that.

    Nobody takes away their own role or account (`by`): then nobody might be left to give it back. NotStaff when there
    is no header with the columns that are needed; TooManyStaff for more than 100 lines.
    """
    good: dict[StaffId, StaffLine] = {}
    bad: list[BadLine] = []
    try:
        for count, (number, cells) in enumerate(lines_of(text, COLUMNS, NEEDED), start=1):
            if count > STAFF_AT_MOST:
                raise TooManyStaff(most=STAFF_AT_MOST)
            staff, errors = _staff(cells, organisation_id, departments, language)
            if staff and staff.id == by and not (staff.active and staff.role is Role.ADMINISTRATOR):
                errors.append(FieldError("number", "own_account"))
            if staff is None or errors:
                first = {it.pointer: it for it in reversed(errors)}
                bad.append(BadLine(number=number, errors=tuple(first.values())))
            else:
                good[staff.id] = StaffLine(number=number, staff=staff)
    except NoTable as odd:
        raise NotStaff from odd
    return StaffReading(lines=tuple(good.values()), bad=tuple(bad))


def compared(reading: StaffReading, known: Iterable[Staff]) -> Comparison:
    """Who of a file is new, who is changed, who is as they were; and who is not in it, though they work here."""
    here = {it.id: it for it in known}
    told = [it.staff for it in reading.lines]
    return Comparison(
        new=tuple(it for it in told if it.id not in here),
        changed=tuple(it for it in told if it.id in here and here[it.id] != it),
        same=tuple(it for it in told if here.get(it.id) == it),
        missing=tuple(it for it in here.values() if it.active and it.id not in {one.id for one in told}),
    )


def _staff(
    cells: Mapping[str, str],
    organisation_id: OrganisationId,
    departments: Collection[DepartmentId],
    language: Language,
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
    theirs = {DepartmentId(it) for it in re.split(r"[\s,/|]+", cells.get("departments", "")) if it}
    if not theirs <= set(departments):
        errors.append(FieldError("departments", "unknown_department"))
    email = cells.get("email", "")
    if email and not _EMAIL.fullmatch(email):
        errors.append(FieldError("email", "invalid_email"))
    speaks = understood(cells["language"]) if cells.get("language") else language
    if speaks is None:
        errors.append(FieldError("language", "unknown_word"))
    active = cells.get("active", "").casefold()
    if active not in (*YES, *NO):
        errors.append(FieldError("active", "unknown_word"))
    if errors or role is None or speaks is None:
        return None, errors
    staff = Staff(
        id=StaffId(number),
        organisation_id=organisation_id,
        name=name,
        role=role,
        departments=frozenset(theirs),
        language=speaks,
        email=email or None,
        active=active in YES,
    )
    return staff, []
