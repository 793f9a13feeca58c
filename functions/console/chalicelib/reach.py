"""How far somebody's hands reach: what their role covers, and the locations of their departments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import same_department, why_not
from frontdesk.booking.model import Wish
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.ports import BookingPorts
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.errors import BadInput, NotFound
from frontdesk.kernel.ids import LocationId, ResourceId, TimeTypeId
from frontdesk.patients.rules.persons import Person, read_person

AT_MOST_AWAY = timedelta(days=20 * 366)

_shelf = catalogue_ports()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Somebody at the calendar: their clinic, and those of its locations that are theirs to see."""

    who: SignedIn
    catalogue: Catalogue
    locations: tuple[Location, ...]

    @property
    def member(self) -> StaffMember:
        return StaffMember(id=self.who.staff.id, locations=frozenset(it.id for it in self.locations))

    def location(self, asked: str) -> Location:
        """The one that is asked for, the first where none is; NotFound when it is not theirs."""
        for it in self.locations:
            if asked in ("", it.id):
                return it
        raise NotFound(location_id=asked)


def permit(who: SignedIn, permission: Permission) -> None:
    """What a role may not do does not exist for it."""
    if refusal := why_not(who.staff, permission):
        raise NotFound from refusal


def catalogue_of(who: SignedIn) -> Catalogue:
    return read_catalogue(organisation_id=who.organisation_id, ports=_shelf)


def reach_of(who: SignedIn) -> Reach:
    """Leads reach all locations that have a department, everybody else those of their own."""
    catalogue = catalogue_of(who)
    theirs = {it.location_id for it in catalogue.departments if same_department(who.staff, it.id)}
    return Reach(
        who=who,
        catalogue=catalogue,
        locations=tuple(it for it in catalogue.locations if it.id in theirs),
    )


def timetable_of(who: SignedIn, ports: BookingPorts) -> Timetable:
    """NotFound when the clinic has laid down no times."""
    timetable = ports.timetables.get(who.organisation_id)
    if timetable is None:
        raise NotFound(organisation_id=who.organisation_id)
    return timetable


def asked_day(text: str, location: Location, clock: Clock) -> date:
    """The day an address asks for; today at the location where it asks for none, or for one that no calendar has."""
    today = clock().astimezone(location.zone).date()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if abs(day - today) < AT_MOST_AWAY else today


def asked_person(reach: Reach, location: Location, typed: Mapping[str, str], clock: Clock) -> Person:
    """Whom something is for; BadInput with every error at its field."""
    person, errors = read_person(
        typed,
        today=asked_day("", location, clock),
        normal_phone=lambda written: _normal_phone(written, reach.catalogue.organisation.phone_region),
    )
    if person is None:
        raise BadInput(errors)
    return person


def _normal_phone(written: str, region: str) -> str | None:
    # Imported where a number is read: the library's data takes longer to load than a page to render.
    from frontdesk.patients.gateways.phone_numbers import normal_phone  # noqa: PLC0415

    return normal_phone(written, region=region)


def asked_wish(said: Mapping[str, str], clock: Clock) -> Wish:
    """The time that a form or an address names; NotFound where it names none, or one that no calendar has."""
    performer, _, written = said.get("time", "").partition("@")
    try:
        starts_at = datetime.strptime(written, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except ValueError as odd:
        raise NotFound(time=written) from odd
    if abs(starts_at - clock()) > AT_MOST_AWAY:
        raise NotFound(time=written)
    return Wish(
        location_id=LocationId(said.get("location", "")),
        time_type_id=TimeTypeId(said.get("type", "")),
        performer_id=ResourceId(performer),
        starts_at=starts_at,
    )
