"""The product's own booking over whatever DynamoDB the environment names. Imported once that is set."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.booking.errors import Taken
from frontdesk.booking.model import Appointment, OwnerKind, Sheet, Slot, Wish
from frontdesk.booking.model.cells import by_day
from frontdesk.booking.model.timetable import (
    Block,
    Resource,
    ResourceKind,
    Schedule,
    Terms,
    Timetable,
    TimeType,
)
from frontdesk.booking.storage import AppointmentRecord, SheetRecord
from frontdesk.booking.storage.sheets import _pages, _sheet
from frontdesk.booking.usecases.book_time import Booking, book_time
from frontdesk.booking.usecases.find_times import Search, find_times
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import (
    AppointmentId,
    LocationId,
    OrganisationId,
    ResourceId,
    ScheduleId,
    SubjectId,
    TimeTypeId,
)
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Consent, Subject

HERE, AT, KIND = OrganisationId("bench"), LocationId("mitte"), TimeTypeId("consultation")
SHEET_PK = f"{HERE}#SHEET#"
Item = Mapping[str, Any]


class BookingDesk:
    """Performers who work from eight to six on every day of the week, in quarters."""

    def __init__(self, now: datetime, first: date, zone: ZoneInfo, performers: Sequence[str]) -> None:
        self.now, self.first, self.numbers = now, first, count(1)
        timetable = _timetable(performers)
        AppointmentRecord.create_table(wait=True)
        self.ports = replace(
            booking_ports(),
            timetables=SimpleNamespace(get=lambda _: timetable),
            zone=lambda *_: zone,
            clock=lambda: now,
        )

    def free(
        self, performer: str | None, days: int, *, remembered: Mapping[str, Sequence[Item]] | None = None
    ) -> Sequence[Slot]:
        """The free times from the first day on; `remembered`: what the cloud answered before, if it is not asked."""
        ports = self.ports
        if remembered is not None:
            known = SimpleNamespace(
                sheets=lambda _organisation, owner, *_days: [
                    _sheet(OwnerKind.RESOURCE, owner, item) for item in remembered[owner]
                ]
            )
            ports = replace(ports, appointments=known)
        search = Search(
            organisation_id=HERE,
            location_id=AT,
            time_type_id=KIND,
            performer_id=None if performer is None else ResourceId(performer),
        )
        return find_times(search, self.first, self.first + timedelta(days=days - 1), ports=ports)

    def tries(self, slot: Slot) -> Appointment | None:
        """Somebody new books the time; None when another has it."""
        number = next(self.numbers)
        wish = Wish(
            location_id=AT, time_type_id=KIND, performer_id=slot.performer_id, starts_at=slot.starts_at
        )
        try:
            return book_time(
                organisation_id=HERE,
                appointment_id=AppointmentId(_id(number)),
                wish=wish,
                booking=self._booking(number),
                ports=self.ports,
            )
        except Taken:
            return None

    def bare(self, slot: Slot) -> None:
        """The three items of a booking, written by boto3's client alone."""
        number, (day, cells) = next(self.numbers), next(by_day(slot.occupied))
        table = AppointmentRecord.Meta.table_name
        client = AppointmentRecord._get_connection().connection.client  # noqa: SLF001
        taking = {
            "UpdateExpression": "SET " + ",".join(f"c{it}=:t" for it in cells),
            "ConditionExpression": " AND ".join(f"attribute_not_exists(c{it})" for it in cells),
            "ExpressionAttributeValues": {":t": {"S": "AAAA"}},
        }
        owners = (slot.performer_id, _id(number))
        updates = [{"Update": {"TableName": table, "Key": _key(owner, day), **taking}} for owner in owners]
        said = {"S": "x" * 700}
        item = {"pk": {"S": f"{HERE}#BARE#{number}"}, "sk": {"S": "appointment"}, "said": said}
        put = {"Put": {"TableName": table, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}}
        client.transact_write_items(TransactItems=[put, *updates])

    def sheets(self, performer: str, days: int) -> Sequence[Sheet]:
        """The sheets of a performer, by the storage alone."""
        until = self.first + timedelta(days=days)
        return self.ports.appointments.sheets(
            HERE, ResourceId(performer), self.first - timedelta(days=1), until
        )

    def stored(self, performer: str, days: int) -> Sequence[Item]:
        """The same as the cloud answers it."""
        days_of = SheetRecord.sk.between(
            self.first.isoformat(), (self.first + timedelta(days=days)).isoformat()
        )
        return list(_pages(f"{SHEET_PK}{performer}", days_of))

    def of_day(self, day: date) -> Sequence[Appointment]:
        """What is booked on a day."""
        return self.ports.appointments.of_days(HERE, AT, day, day)

    def fill(self, performers: Sequence[str], days: int) -> None:
        """Every quarter of these days is somebody's."""
        client = AppointmentRecord._get_connection().connection.client  # noqa: SLF001
        cells = {f"c{cell}": {"S": "AAAA"} for cell in range(7 * 12, 17 * 12)}
        for performer in performers:
            for day in range(days):
                item = _key(performer, self.first + timedelta(days=day)) | cells
                client.put_item(TableName=SheetRecord.Meta.table_name, Item=item)

    def _booking(self, number: int) -> Booking:
        patient = SubjectId(_id(number))
        return Booking(subject=self._person(patient), by=Actor(ActorKind.PATIENT, patient))

    def _person(self, subject_id: SubjectId) -> Subject:
        return Subject(
            id=subject_id,
            organisation_id=HERE,
            name="Anna",
            birth_date=date(1980, 5, 17),
            phone="+4915112345678",
            email=None,
            language=Language.GERMAN,
            consent=Consent(version="bench", given_at=self.now),
        )


def _timetable(performers: Sequence[str]) -> Timetable:
    kind = TimeType(id=KIND, name={Language.GERMAN: "Sprechstunde"}, lasts=15)
    words = {Language.GERMAN: "Willkommen"}
    block = partial(Block, opens=time(8), closes=time(18), time_types=(KIND,))
    week = tuple(block(weekday=day) for day in range(7))
    return Timetable(
        terms=Terms(booking=words, moving=words, cancelling=words),
        time_types=(kind,),
        resources=tuple(
            Resource(id=ResourceId(it), kind=ResourceKind.PERFORMER, name=it) for it in performers
        ),
        schedules=tuple(
            Schedule(
                id=ScheduleId(it),
                performer_id=ResourceId(it),
                location_id=AT,
                week=week,
                valid_from=date(2026, 1, 1),
            )
            for it in performers
        ),
    )


def _id(number: int) -> str:
    """Ids whose tokens differ: the number stands where a token is cut from."""
    return f"{number % 0x1000000:06x}{number:026x}"


def _key(owner: str, day: date) -> dict[str, Any]:
    return {"pk": {"S": f"{SHEET_PK}{owner}"}, "sk": {"S": day.isoformat()}}
