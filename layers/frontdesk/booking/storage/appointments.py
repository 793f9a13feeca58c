"""Appointments in the table: one transaction writes an appointment and the sheets it takes from."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from frontdesk.booking.errors import Overlaps, Taken
from frontdesk.booking.model import Appointment, AppointmentStatus, OwnerKind, Sheet, SheetKey
from frontdesk.booking.model.cells import cell_at
from frontdesk.booking.model.invitations import Invitation
from frontdesk.booking.model.written import read_appointment, write_appointment
from frontdesk.booking.rules.claims import SheetChange, difference, token
from frontdesk.booking.storage.invitations import use_up
from frontdesk.booking.storage.sheets import change_sheet, clear_session, sheet_now, sheets_of
from frontdesk.booking.storage.table import Json, Table
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import AppointmentId, LocationId, OrganisationId, ResourceId, SubjectId
from frontdesk.kernel.patience import FAILED, past_a_crowd, use_up_a_try

KEPT_FOR = timedelta(days=10 * 366)
A_DAY, A_MONTH_AT_MOST = timedelta(days=1), timedelta(days=31)
NEVER_BOOKED_KEPT_FOR = timedelta(days=2)
SK = "appointment"
UNSEEN = (AppointmentStatus.HELD, AppointmentStatus.LAPSED)


class ByDayIndex(GlobalSecondaryIndex["AppointmentRecord"]):
    class Meta:
        index_name = "by_day"
        projection = IncludeProjection(["said", "version"])

    day_key = UnicodeAttribute(hash_key=True)
    begins = UnicodeAttribute(range_key=True)


class BySubjectIndex(GlobalSecondaryIndex["AppointmentRecord"]):
    class Meta:
        index_name = "by_subject"
        projection = IncludeProjection(["said", "version"])

    subject_key = UnicodeAttribute(hash_key=True)
    begins = UnicodeAttribute(range_key=True)


class AppointmentRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    by_day = ByDayIndex()
    by_subject = BySubjectIndex()
    day_key = UnicodeAttribute(null=True)
    subject_key = UnicodeAttribute(null=True)
    begins = UnicodeAttribute(null=True)
    said = Json(null=True)
    facts = Json(null=True)
    tries = NumberAttribute(null=True)
    ttl = NumberAttribute(null=True)
    version = VersionAttribute()


class DynamoAppointments:
    """`Appointments` on DynamoDB."""

    def write(
        self, before: Appointment | None, after: Appointment, *facts: Event, uses: Invitation | None = None
    ) -> Appointment:
        changes = difference(before, after)
        try:
            return past_a_crowd(lambda: _write(before, after, changes, facts, uses))
        except TransactWriteError as error:
            raise _reason(error, after, changes, uses) from error.cause

    def get(self, organisation_id: OrganisationId, appointment_id: AppointmentId) -> Appointment:
        try:
            record = AppointmentRecord.get(_key(organisation_id, appointment_id), SK, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(appointment_id=appointment_id) from missing
        return _appointment(organisation_id, record)

    def sheets(
        self, organisation_id: OrganisationId, resource_id: ResourceId, first_day: date, last_day: date
    ) -> Sequence[Sheet]:
        return sheets_of(organisation_id, resource_id, first_day, last_day)

    def sheets_now(self, organisation_id: OrganisationId, keys: Collection[SheetKey]) -> Sequence[Sheet]:
        found = (sheet_now(organisation_id, key) for key in keys)
        return [sheet for sheet in found if sheet is not None]

    def clear_session(self, organisation_id: OrganisationId, sheet: Sheet, session: str) -> bool:
        return clear_session(organisation_id, sheet, session)

    def of_days(
        self, organisation_id: OrganisationId, location_id: LocationId, first_day: date, last_day: date
    ) -> Sequence[Appointment]:
        days = AppointmentRecord.begins.between(first_day.isoformat(), f"{last_day.isoformat()}~")
        return [
            _appointment(organisation_id, record)
            for month in _months(first_day, last_day)
            for record in AppointmentRecord.by_day.query(f"{organisation_id}#{location_id}#{month}", days)
        ]

    def of_subject(
        self, organisation_id: OrganisationId, subject_id: SubjectId, *, since: datetime
    ) -> Sequence[Appointment]:
        found = AppointmentRecord.by_subject.query(
            f"{organisation_id}#{subject_id}",
            AppointmentRecord.begins >= (since.astimezone(UTC) - A_DAY).date().isoformat(),
        )
        all_of_them = (_appointment(organisation_id, record) for record in found)
        return [it for it in all_of_them if it.slot.starts_at >= since]

    def take_try(
        self,
        organisation_id: OrganisationId,
        appointment_id: AppointmentId,
        *,
        on: str,
        most: int,
        until: datetime,
    ) -> int | None:
        record = AppointmentRecord(_key(organisation_id, appointment_id), f"tries#{on}")
        return use_up_a_try(record, most=most, until=until)


def _write(
    before: Appointment | None,
    after: Appointment,
    changes: Sequence[SheetChange],
    facts: tuple[Event, ...],
    uses: Invitation | None,
) -> Appointment:
    record = _record(after, facts)
    if before is not None:
        record.version = before.version
    # The table's own connection: another one would be another client.
    connection = AppointmentRecord._get_connection().connection  # noqa: SLF001
    with TransactWrite(connection=connection) as transaction:
        transaction.save(record)  # VersionAttribute adds its own condition
        if uses is not None:
            use_up(transaction, uses)
        for change in changes:
            change_sheet(transaction, after.organisation_id, change, token(after))
    return replace(after, version=int(record.version))


def _key(organisation_id: OrganisationId, appointment_id: AppointmentId) -> str:
    return f"{organisation_id}#APPOINTMENT#{appointment_id}"


def _appointment(organisation_id: OrganisationId, record: AppointmentRecord) -> Appointment:
    appointment_id = AppointmentId(record.pk.removeprefix(_key(organisation_id, AppointmentId(""))))
    return read_appointment(organisation_id, appointment_id, record.said, version=int(record.version))


def _record(it: Appointment, facts: tuple[Event, ...]) -> AppointmentRecord:
    slot, seen = it.slot, it.status not in UNSEEN
    of_whom = f"{it.organisation_id}#{it.subject_id}" if seen and it.subject_id else None
    kept_from = datetime.combine(slot.on, wall_time.min, UTC)
    kept_until = (
        kept_from + KEPT_FOR if seen else max(kept_from, it.hold_until or kept_from) + NEVER_BOOKED_KEPT_FOR
    )
    return AppointmentRecord(
        _key(it.organisation_id, it.id),
        SK,
        day_key=f"{it.organisation_id}#{slot.location_id}#{slot.on:%Y-%m}" if seen else None,
        subject_key=of_whom,
        begins=f"{slot.on.isoformat()}#{cell_at(slot.starts_at)}#{it.reference}",
        said=write_appointment(it),
        facts=[carried(fact) for fact in facts],
        ttl=int(kept_until.timestamp()),
    )


def _months(first_day: date, last_day: date) -> Iterator[str]:
    month = first_day.replace(day=1)
    while month <= last_day:
        yield f"{month:%Y-%m}"
        month = (month + A_MONTH_AT_MOST).replace(day=1)


def _reason(
    error: TransactWriteError, after: Appointment, changes: Sequence[SheetChange], uses: Invitation | None
) -> Exception:
    """What a cancelled transaction means; its reasons stand in the order of what it would have written."""
    failed = [reason is not None and reason.code == FAILED for reason in error.cancellation_reasons]
    if not any(failed):
        return error
    records = 1 if uses is None else 2
    if any(failed[:records]):
        return Conflict(appointment_id=after.id)
    keys = [change.key for change, it in zip(changes, failed[records:], strict=True) if it]
    if any(key.kind is OwnerKind.RESOURCE for key in keys):
        return Taken(keys=keys)
    return Overlaps()
