"""Identifiers. A bare string never stands for a thing; these names do.

Ids of organisations, locations, departments and of what a timetable is made of are slugs that a person chose
(`lindenhof`); all others are 128 random bits, or derived from the natural key of what they name.
"""

import re
import secrets
from typing import NewType

OrganisationId = NewType("OrganisationId", str)
LocationId = NewType("LocationId", str)
DepartmentId = NewType("DepartmentId", str)
SubjectId = NewType("SubjectId", str)
StaffId = NewType("StaffId", str)
RequestId = NewType("RequestId", str)
EntryId = NewType("EntryId", str)
MessageId = NewType("MessageId", str)
ReleaseId = NewType("ReleaseId", str)
EventId = NewType("EventId", str)
AppointmentId = NewType("AppointmentId", str)
InvitationId = NewType("InvitationId", str)
ResourceId = NewType("ResourceId", str)
TimeTypeId = NewType("TimeTypeId", str)
ScheduleId = NewType("ScheduleId", str)
FormId = NewType("FormId", str)
ReminderId = NewType("ReminderId", str)
ContactKey = NewType("ContactKey", str)

_SLUG = re.compile(r"[a-z][a-z0-9-]{0,30}")
_RANDOM = re.compile(r"[0-9a-f]{32}")


def random_id() -> str:
    """128 random bits in hexadecimal: 32 characters that are safe in an address and in an execution name."""
    return secrets.token_hex(16)


def carried_id(text: str) -> str:
    """The id that a form carried, so that sending it again is the same; a new one where it carried none of ours."""
    return text if is_random_id(text) else random_id()


def is_random_id(text: str) -> bool:
    """Whether the text has the form of `random_id()`."""
    return _RANDOM.fullmatch(text) is not None


def is_slug(text: str) -> bool:
    """Whether the text may name an organisation, a location or a department (1 to 31 characters)."""
    return _SLUG.fullmatch(text) is not None
