"""What belongs to reminders: services that were given, calls to make, the rules, and tables on their way in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist, UpdateError
from pynamodb.models import Model

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.kernel.patience import REFUSED, code_of, read_many, save_or_conflict, save_versioned
from frontdesk.reminders.model.recalls import Call, CallLeaf, Service
from frontdesk.reminders.model.recalls_written import (
    read_call,
    read_row,
    read_service,
    write_call,
    write_row,
    write_service,
)
from frontdesk.reminders.model.rulebook import Rulebook
from frontdesk.reminders.model.rulebook_written import read_rules, write_rules
from frontdesk.reminders.model.uploads import Progress, Row
from frontdesk.reminders.storage.due import ReminderRecord
from frontdesk.reminders.storage.table import (
    CALL,
    Json,
    Page,
    Table,
    in_order,
    instant,
    patient_pk,
    place_key,
    save_new,
    start_key,
    subject_of,
)

SERVICE, CALLED, PART, RULES = "service#", "call#", "part#", "rules"
KEPT_YEARS = timedelta(days=3653)
UPLOAD_KEPT_FOR = timedelta(days=2)
CALL_KEPT_FOR = timedelta(days=730)


class AnyRecord(Model):
    """Everything that is no reminder; what it is, its key says."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    queue_key = UnicodeAttribute(null=True)
    next_at = UnicodeAttribute(null=True)
    said = Json(null=True)
    facts = Json(null=True)
    ttl = NumberAttribute(null=True)


class ChangingRecord(Model):
    """The same, with a version: of two who change it at once one is refused."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    queue_key = UnicodeAttribute(null=True)
    next_at = UnicodeAttribute(null=True)
    said = Json(null=True)
    ttl = NumberAttribute(null=True)
    version = VersionAttribute()


class DynamoServices:
    """`Services` on DynamoDB."""

    def add(self, service: Service, fact: Event) -> bool:
        return save_new(
            AnyRecord(
                patient_pk(service.organisation_id, service.subject_id),
                f"{SERVICE}{service.id}",
                said=write_service(service),
                facts=[carried(fact)],
                ttl=_days_after(service.given_on, KEPT_YEARS),
            )
        )

    def get(self, organisation_id: OrganisationId, subject_id: SubjectId, service_id: str) -> Service:
        try:
            record = AnyRecord.get(patient_pk(organisation_id, subject_id), f"{SERVICE}{service_id}")
        except DoesNotExist as missing:
            raise NotFound(service_id=service_id) from missing
        return read_service(organisation_id, subject_id, service_id, record.said)

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Service]:
        found = AnyRecord.query(
            patient_pk(organisation_id, subject_id), AnyRecord.sk.startswith(SERVICE), consistent_read=True
        )
        services = (
            read_service(organisation_id, subject_id, it.sk.removeprefix(SERVICE), it.said) for it in found
        )
        return sorted(services, key=lambda it: (it.given_on, it.id), reverse=True)


class DynamoCalls:
    """`Calls` on DynamoDB."""

    def add(self, call: Call) -> bool:
        return save_versioned(_call_record(call), None)

    def write(self, call: Call) -> Call:
        return replace(call, version=save_or_conflict(_call_record(call), call.version))

    def get(self, organisation_id: OrganisationId, subject_id: SubjectId, key: str) -> Call:
        try:
            record = ChangingRecord.get(
                patient_pk(organisation_id, subject_id), f"{CALLED}{key}", consistent_read=True
            )
        except DoesNotExist as missing:
            raise NotFound(call=key) from missing
        return _call(organisation_id, record)

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Call]:
        found = ChangingRecord.query(
            patient_pk(organisation_id, subject_id),
            ChangingRecord.sk.startswith(CALLED),
            consistent_read=True,
        )
        return sorted((_call(organisation_id, it) for it in found), key=lambda it: it.ask_at)

    def open_at(
        self, organisation_id: OrganisationId, location_id: LocationId, *, after: str | None, most: int
    ) -> CallLeaf:
        key = place_key(organisation_id, location_id, CALL)
        found = ReminderRecord.queue.query(
            key,
            page_size=most + 1,
            last_evaluated_key=start_key(organisation_id, after, {"queue_key": key}, "next_at"),
        )
        page = Page(found, most, "next_at")
        records = in_order(page.keys, read_many(ChangingRecord, page.keys))
        return CallLeaf(calls=tuple(_call(organisation_id, it) for it in records), after=page.after)


class DynamoRulebooks:
    """`Rulebooks` on DynamoDB: one record of an organisation, at most 400 KB."""

    def get(self, organisation_id: OrganisationId) -> Rulebook:
        try:
            record = ChangingRecord.get(_rules_pk(organisation_id), RULES, consistent_read=True)
        except DoesNotExist:
            return Rulebook()
        return read_rules(record.said, version=int(record.version))

    def put(self, organisation_id: OrganisationId, book: Rulebook) -> Rulebook:
        record = ChangingRecord(_rules_pk(organisation_id), RULES, said=write_rules(book))
        return replace(book, version=save_or_conflict(record, book.version or None))


class DynamoUploads:
    """`Uploads` on DynamoDB: a part is gone, but for its number, when it has been taken in."""

    def begin(
        self,
        organisation_id: OrganisationId,
        upload_id: str,
        parts: Sequence[Sequence[Row]],
        *,
        at: datetime,
        facts: Sequence[Event],
    ) -> None:
        for number, (rows, fact) in enumerate(zip(parts, facts, strict=True)):
            save_new(
                AnyRecord(
                    _upload_pk(organisation_id, upload_id),
                    f"{PART}{number:04}",
                    said={"rows": [write_row(it) for it in rows], "count": len(rows), "parts": len(parts)},
                    facts=[carried(fact)],
                    ttl=int((at + UPLOAD_KEPT_FOR).timestamp()),
                )
            )

    def part(self, organisation_id: OrganisationId, upload_id: str, part: int) -> Sequence[Row]:
        try:
            record = AnyRecord.get(_upload_pk(organisation_id, upload_id), f"{PART}{part:04}")
        except DoesNotExist:
            return ()
        return [read_row(it) for it in record.said["rows"]]

    def done(self, organisation_id: OrganisationId, upload_id: str, part: int) -> None:
        key = _upload_pk(organisation_id, upload_id), f"{PART}{part:04}"
        try:
            record = AnyRecord.get(*key)
            record.update(
                actions=[AnyRecord.said.set(record.said | {"rows": []})], condition=AnyRecord.pk.exists()
            )
        except DoesNotExist:
            return
        except UpdateError as error:
            if code_of(error) != REFUSED:
                raise

    def progress(self, organisation_id: OrganisationId, upload_id: str) -> Progress:
        found = list(AnyRecord.query(_upload_pk(organisation_id, upload_id), AnyRecord.sk.startswith(PART)))
        if not found:
            raise NotFound(upload_id=upload_id)
        return Progress(
            parts=found[0].said["parts"],
            done=sum(not it.said["rows"] for it in found),
            rows=sum(it.said["count"] for it in found),
        )


def _rules_pk(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#RULES"


def _upload_pk(organisation_id: OrganisationId, upload_id: str) -> str:
    return f"{organisation_id}#UPLOAD#{upload_id}"


def _days_after(day: date, kept_for: timedelta) -> int:
    return int((datetime.combine(day, time.min, UTC) + kept_for).timestamp())


def _call_record(it: Call) -> ChangingRecord:
    return ChangingRecord(
        patient_pk(it.organisation_id, it.subject_id),
        f"{CALLED}{it.key}",
        queue_key=place_key(it.organisation_id, it.location_id, CALL) if it.open else None,
        next_at=instant(it.ask_at) if it.open else None,
        said=write_call(it),
        ttl=int((it.ask_at + CALL_KEPT_FOR).timestamp()),
    )


def _call(organisation_id: OrganisationId, record: ChangingRecord) -> Call:
    subject_id, key = subject_of(organisation_id, record.pk), record.sk.removeprefix(CALLED)
    return read_call(organisation_id, subject_id, key, record.said, version=int(record.version))
