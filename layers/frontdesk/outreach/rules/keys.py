"""Natural keys of outreach. Pure."""

import hashlib
from collections.abc import Iterable
from datetime import date

from frontdesk.kernel.ids import MessageId, SubjectId
from frontdesk.outreach.model import Enrolment, PackageId, Withdrawn

CAUSE = "outreach"
"""What messages of packages and pushes are about; their members are `member()`s."""
ONCE = "once"
"""The occasion of a push: there is one."""


def member(package_id: PackageId, occasion_key: str, item: int) -> str:
    """A message of somebody's enrolment; whose it is, its recipient says."""
    return f"{package_id}@{occasion_key}@{item}"


def parts_of_member(said: str) -> tuple[PackageId, str, int]:
    """Which package, which occasion, which of its messages; ValueError for what is no member."""
    package_id, occasion_key, item = said.split("@")
    return PackageId(package_id), occasion_key, int(item)


def message_id(subject_id: SubjectId, package_id: PackageId, occasion_key: str, item: int) -> MessageId:
    """Of an enrolment each message is sent once, however often it is asked for."""
    said = f"{subject_id}|{package_id}|{occasion_key}"
    return MessageId(f"push-{hashlib.sha256(said.encode()).hexdigest()[:32]}-{item}")


def of_year(day: date) -> str:
    """The occasion of a birthday, or of a package's festival: once a year."""
    return f"year{day:%Y}"


def of_encounter(encounter_id: str, package_id: PackageId, theirs: Iterable[Enrolment]) -> str:
    """The occasion of an encounter: once, and once more for each time that its end was taken back."""
    before = sum(
        it.package_id == package_id
        and it.why is Withdrawn.TAKEN_BACK
        and encounter_of(it.occasion_key) == encounter_id
        for it in theirs
    )
    return f"{encounter_id}-{before}" if before else encounter_id


def encounter_of(occasion_key: str) -> str:
    """Which encounter an occasion is; ids of encounters are hexadecimal."""
    return occasion_key.partition("-")[0]


def is_of_encounter(occasion_key: str) -> bool:
    """Whether somebody is on a package because of an encounter; its id is hexadecimal."""
    return occasion_key != ONCE and not occasion_key.startswith("year")
