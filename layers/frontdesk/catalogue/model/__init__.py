"""The nouns of the catalogue: what a clinic is and where it can be found. FHIR Organization and Location."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId
from frontdesk.kernel.language import Language, Text


class Page(StrEnum):
    """The pages every clinic must publish about itself."""

    PRIVACY = "privacy"
    IMPRINT = "imprint"
    ACCESSIBILITY = "accessibility"


@dataclass(frozen=True, slots=True)
class Span:
    """Open from `opens` until `closes`, wall time in the location's zone, on one day."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    id: DepartmentId
    location_id: LocationId
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """`hours` by weekday, Monday is 0; `desk` is the department that takes requests made here."""

    id: LocationId
    name: Text
    address: tuple[str, ...]
    phone: str
    zone: ZoneInfo
    hours: Mapping[int, tuple[Span, ...]]
    desk: DepartmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """How long a request may wait: until it is overdue and escalated, until it is given up, until a patient replied."""

    answer_within: timedelta = timedelta(hours=48)
    given_up_after: timedelta = timedelta(days=7)
    reply_within: timedelta = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A national log-in by OpenID Connect: who vouches (`issuer`), as whom they know the clinic, what it is called.

    `assurance`: the levels (acr) that are enough, none for any. `origins`: where its pages are, beside the issuer's.
    """

    issuer: str
    client_id: str
    name: Text
    scope: str = "openid profile"
    assurance: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """`languages[0]` is the default one; `channels` names the provider for each kind of contact point.

    Without a `login` nobody is offered one.
    """

    id: OrganisationId
    name: str
    languages: tuple[Language, ...]
    brand_colour: str
    phone_region: str
    emergency: Text
    emergency_phone: str
    pages: Mapping[Page, Text]
    channels: Mapping[str, str] = field(default_factory=dict)
    deadlines: Deadlines = Deadlines()
    login: Login | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything one organisation says about itself."""

    organisation: Organisation
    locations: tuple[Location, ...]
    departments: tuple[Department, ...]

    def location(self, location_id: LocationId) -> Location:
        """NotFound when this organisation has none of that id."""
        for location in self.locations:
            if location.id == location_id:
                return location
        raise NotFound(location_id=location_id)

    def department(self, department_id: DepartmentId) -> Department:
        """NotFound when this organisation has none of that id."""
        for department in self.departments:
            if department.id == department_id:
                return department
        raise NotFound(department_id=department_id)
