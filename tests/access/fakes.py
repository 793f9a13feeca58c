"""In-memory stand-ins for ports. The contract tests hold them to DynamoDB's promises."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from frontdesk.access.errors import NewPasswordNeeded, WrongLogin
from frontdesk.access.model import Staff, StaffSession
from frontdesk.access.ports import AccessPorts
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.kernel.language import Language


@dataclass
class FakeStaffList:
    known: dict[tuple[OrganisationId, StaffId], Staff] = field(default_factory=dict)

    def get(self, organisation_id: OrganisationId, staff_id: StaffId) -> Staff:
        if (organisation_id, staff_id) not in self.known:
            raise NotFound(staff_id=staff_id)
        return self.known[organisation_id, staff_id]

    def get_many(
        self, organisation_id: OrganisationId, staff_ids: Collection[StaffId]
    ) -> Mapping[StaffId, Staff]:
        keys = [(organisation_id, staff_id) for staff_id in staff_ids]
        return {key[1]: self.known[key] for key in keys if key in self.known}

    def everybody(self, organisation_id: OrganisationId) -> Iterable[Staff]:
        return [staff for key, staff in sorted(self.known.items()) if key[0] == organisation_id]

    def put(self, staff: Staff) -> None:
        self.known[staff.organisation_id, staff.id] = staff

    def speak(self, organisation_id: OrganisationId, staff_id: StaffId, language: Language) -> None:
        self.put(replace(self.get(organisation_id, staff_id), language=language))


@dataclass
class FakeSessions:
    open: dict[tuple[OrganisationId, str], StaffSession] = field(default_factory=dict)

    def add(self, digest: str, session: StaffSession) -> None:
        if (session.organisation_id, digest) in self.open:
            raise Conflict
        self.open[session.organisation_id, digest] = session

    def get(self, organisation_id: OrganisationId, digest: str) -> StaffSession:
        if (organisation_id, digest) not in self.open:
            raise NotFound
        return self.open[organisation_id, digest]

    def speak(self, organisation_id: OrganisationId, digest: str, language: Language) -> None:
        session = self.get(organisation_id, digest)
        self.open[organisation_id, digest] = replace(session, language=language)

    def end(self, organisation_id: OrganisationId, digest: str) -> None:
        self.open.pop((organisation_id, digest), None)


@dataclass
class FakeAccounts:
    """Passwords by organisation and number. `checked` is who was asked about, `first` whose is a first one."""

    passwords: dict[tuple[OrganisationId, StaffId], str] = field(default_factory=dict)
    checked: list[tuple[OrganisationId, StaffId]] = field(default_factory=list)
    first: set[tuple[OrganisationId, StaffId]] = field(default_factory=set)

    def check(self, organisation_id: OrganisationId, staff_id: StaffId, password: str) -> None:
        self.checked.append((organisation_id, staff_id))
        if self.passwords.get((organisation_id, staff_id)) != password:
            raise WrongLogin
        if (organisation_id, staff_id) in self.first:
            raise NewPasswordNeeded

    def change(self, organisation_id: OrganisationId, staff_id: StaffId, old: str, new: str) -> None:
        with suppress(NewPasswordNeeded):
            self.check(organisation_id, staff_id, old)
        self.passwords[organisation_id, staff_id] = new
        self.first.discard((organisation_id, staff_id))

    def begin(self, organisation_id: OrganisationId, staff_id: StaffId, password: str) -> bool:
        if (organisation_id, staff_id) in self.passwords:
            return False
        self.passwords[organisation_id, staff_id] = password
        self.first.add((organisation_id, staff_id))
        return True

    def begin_anew(self, organisation_id: OrganisationId, staff_id: StaffId, password: str) -> None:
        if (organisation_id, staff_id) not in self.passwords:
            raise NotFound
        self.passwords[organisation_id, staff_id] = password
        self.first.add((organisation_id, staff_id))


def an_office(*staff: Staff, now: datetime, password: str) -> AccessPorts:
    """Ports of a house where these people work, and all have the same password."""
    ports = AccessPorts(
        staff=FakeStaffList(), sessions=FakeSessions(), accounts=FakeAccounts(), clock=lambda: now
    )
    for person in staff:
        ports.staff.put(person)
        ports.accounts.passwords[person.organisation_id, person.id] = password
    return ports
