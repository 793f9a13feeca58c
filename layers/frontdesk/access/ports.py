"""What access needs from the outside, in its own words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from frontdesk.access.model import Staff, StaffSession
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.kernel.language import Language


class StaffList(Protocol):
    def get(self, organisation_id: OrganisationId, staff_id: StaffId) -> Staff:
        """Raise NotFound when this organisation has none of that number."""

    def get_many(
        self, organisation_id: OrganisationId, staff_ids: Collection[StaffId]
    ) -> Mapping[StaffId, Staff]:
        """Those of this organisation that exist; at most 100 numbers."""

    def everybody(self, organisation_id: OrganisationId) -> Iterable[Staff]:
        """All staff of the organisation, by number."""

    def put(self, staff: Staff) -> None:
        """Store somebody in place of what was known of them."""

    def speak(self, organisation_id: OrganisationId, staff_id: StaffId, language: Language) -> None:
        """Change nothing but somebody's language; NotFound, and nobody made, when there is none of that number."""


class Sessions(Protocol):
    """`digest` is the hash of the session's key: the key itself is handed to nobody but the browser."""

    def add(self, digest: str, session: StaffSession) -> None:
        """Store a new session; Conflict, and nothing changed, when the digest is taken."""

    def get(self, organisation_id: OrganisationId, digest: str) -> StaffSession:
        """Raise NotFound when this organisation has no such session, or has no more."""

    def speak(self, organisation_id: OrganisationId, digest: str, language: Language) -> None:
        """Change the language of a session; NotFound, and none made, when it is gone."""

    def end(self, organisation_id: OrganisationId, digest: str) -> None:
        """Forget a session; one that is gone stays gone."""


class Accounts(Protocol):
    def check(self, organisation_id: OrganisationId, staff_id: StaffId, password: str) -> None:
        """Return when the password is the account's.

        WrongLogin when it is not, or when there is no such account; TooManyTries; NewPasswordNeeded when the
        account still has a password that somebody else chose; ProviderFailure.
        """

    def change(self, organisation_id: OrganisationId, staff_id: StaffId, old: str, new: str) -> None:
        """The account has the new password from now on, also where the old one was somebody else's choice.

        WeakPassword when it is none that one may have; else as `check` of the old one.
        """

    def begin(self, organisation_id: OrganisationId, staff_id: StaffId, password: str) -> bool:
        """Make an account with a password that has to be changed; False, and nothing changed, when there is one."""

    def begin_anew(self, organisation_id: OrganisationId, staff_id: StaffId, password: str) -> None:
        """The account has a password that has to be changed. NotFound when there is none."""


@dataclass(frozen=True, slots=True)
class AccessPorts:
    staff: StaffList
    sessions: Sessions
    accounts: Accounts
    clock: Clock
