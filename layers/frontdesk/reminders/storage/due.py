"""Patient reminders in the table, under their patient; three sparse indexes say what is due, goes out, and when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist, UpdateError
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import LocationId, OrganisationId, ReminderId, SubjectId
from frontdesk.kernel.patience import REFUSED, code_of, read_many, save_or_conflict, save_versioned
from frontdesk.reminders.model.recalls import Leaf, Marked, Reminder, Sending, Sieve
from frontdesk.reminders.model.recalls_written import filed, read_reminder, write_reminder
from frontdesk.reminders.rules.keys import parts_of, shard_of
from frontdesk.reminders.storage.table import (
    SEND,
    Json,
    Page,
    Table,
    in_order,
    instant,
    patient_pk,
    place_key,
    start_key,
    subject_of,
)

REMINDER = "reminder#"
OVER = (Sending.STOPPED, Sending.GIVEN)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2300, 1, 1)


class DueIndex(GlobalSecondaryIndex["ReminderRecord"]):
    class Meta:
        index_name = "due"
        projection = IncludeProjection(["filed"])

    due_key = UnicodeAttribute(hash_key=True)
    due_on = UnicodeAttribute(range_key=True)
    filed = UnicodeAttribute()


class QueueIndex(GlobalSecondaryIndex["ReminderRecord"]):
    class Meta:
        index_name = "queue"
        projection = KeysOnlyProjection()

    queue_key = UnicodeAttribute(hash_key=True)
    next_at = UnicodeAttribute(range_key=True)


class SendIndex(GlobalSecondaryIndex["ReminderRecord"]):
    class Meta:
        index_name = "send"
        projection = KeysOnlyProjection()

    send_key = UnicodeAttribute(hash_key=True)
    next_at = UnicodeAttribute(range_key=True)


class ReminderRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    due = DueIndex()
    queue = QueueIndex()
    send = SendIndex()
    due_key = UnicodeAttribute(null=True)
    due_on = UnicodeAttribute(null=True)
    filed = UnicodeAttribute(null=True)
    queue_key = UnicodeAttribute(null=True)
    send_key = UnicodeAttribute(null=True)
    next_at = UnicodeAttribute(null=True)
    said = Json(null=True)
    facts = Json(null=True)
    faults = NumberAttribute(null=True)
    version = VersionAttribute()


class DynamoReminders:
    """`Reminders` on DynamoDB."""

    def add(self, reminder: Reminder) -> bool:
        return save_versioned(_record(reminder, ()), None)

    def write(self, reminder: Reminder, *facts: Event) -> Reminder:
        record = _record(reminder, facts)
        return replace(reminder, version=save_or_conflict(record, reminder.version))

    def get(self, organisation_id: OrganisationId, reminder_id: ReminderId) -> Reminder:
        try:
            record = ReminderRecord.get(*_key(organisation_id, reminder_id), consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(reminder_id=reminder_id) from missing
        return _reminder(organisation_id, record)

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Reminder]:
        found = ReminderRecord.query(
            patient_pk(organisation_id, subject_id),
            ReminderRecord.sk.startswith(REMINDER),
            consistent_read=True,
        )
        return sorted((_reminder(organisation_id, it) for it in found), key=lambda it: (it.due_on, it.id))

    def list_due(  # noqa: PLR0913
        self,
        organisation_id: OrganisationId,
        location_id: LocationId,
        *,
        first: date | None,
        last: date | None,
        sieve: Sieve,
        after: str | None,
        most: int,
    ) -> Leaf:
        key = place_key(organisation_id, location_id)
        days = ReminderRecord.due_on.between((first or FIRST_DAY).isoformat(), (last or LAST_DAY).isoformat())
        found = ReminderRecord.due.query(
            key,
            days,
            filter_condition=_sieved(sieve),
            page_size=most + 1,
            last_evaluated_key=start_key(organisation_id, after, {"due_key": key}, "due_on"),
        )
        return self._leaf(organisation_id, Page(found, most, "due_on"))

    def list_queue(
        self, organisation_id: OrganisationId, location_id: LocationId, *, after: str | None, most: int
    ) -> Leaf:
        key = place_key(organisation_id, location_id, SEND)
        found = ReminderRecord.queue.query(
            key,
            page_size=most + 1,
            last_evaluated_key=start_key(organisation_id, after, {"queue_key": key}, "next_at"),
        )
        return self._leaf(organisation_id, Page(found, most, "next_at"))

    def marked(self, shard: int, *, before: datetime, most: int) -> Sequence[Marked]:
        found = ReminderRecord.send.query(str(shard), ReminderRecord.next_at <= instant(before), limit=most)
        return [_marked(record) for record in found]

    def put_off(self, marked: Marked, *, until: datetime, most: int) -> None:
        record = ReminderRecord(*_key(marked.organisation_id, marked.reminder_id))
        actions = [ReminderRecord.next_at.set(instant(until)), ReminderRecord.faults.add(1)]
        if self._updated(record, actions) and int(record.faults or 0) >= most:
            self._updated(record, [ReminderRecord.send_key.remove()])

    def _updated(self, record: ReminderRecord, actions: list[Any]) -> bool:
        """Whether it still waits to be sent; its version stays, for who reads it sees nothing else."""
        try:
            record.update(
                actions=actions, condition=ReminderRecord.send_key.exists(), add_version_condition=False
            )
        except UpdateError as error:
            if code_of(error) != REFUSED:
                raise
            return False
        return True

    def _leaf(self, organisation_id: OrganisationId, page: Page) -> Leaf:
        records = in_order(page.keys, read_many(ReminderRecord, page.keys))
        return Leaf(
            reminders=tuple(_reminder(organisation_id, it) for it in records),
            after=page.after,
        )


def _sieved(sieve: Sieve) -> Any:  # noqa: ANN401  (a condition of PynamoDB)
    wanted = [
        ReminderRecord.filed.contains(word)
        for word in (
            sieve.care and f"={sieve.care.value}=",
            None if sieve.internal is None else f"={'calls' if sieve.internal else 'messages'}=",
            None if sieve.by_rule is None else f"={'rule' if sieve.by_rule else 'hand'}=",
        )
        if word
    ]
    condition = None
    for it in wanted:
        condition = it if condition is None else condition & it
    return condition


def _key(organisation_id: OrganisationId, reminder_id: ReminderId) -> tuple[str, str]:
    subject_id, key = parts_of(reminder_id)
    return patient_pk(organisation_id, subject_id), f"{REMINDER}{key}"


def _marked(record: ReminderRecord) -> Marked:
    organisation_id = OrganisationId(record.pk.partition("#")[0])
    return Marked(organisation_id, _id(organisation_id, record))


def _id(organisation_id: OrganisationId, record: ReminderRecord) -> ReminderId:
    return ReminderId(f"{subject_of(organisation_id, record.pk)}-{record.sk.removeprefix(REMINDER)}")


def _record(it: Reminder, facts: Sequence[Event]) -> ReminderRecord:
    waits, listed = it.next_at is not None, it.sending not in OVER
    return ReminderRecord(
        *_key(it.organisation_id, it.id),
        due_key=place_key(it.organisation_id, it.location_id) if listed else None,
        due_on=it.due_on.isoformat(),
        filed=filed(it),
        queue_key=place_key(it.organisation_id, it.location_id, SEND) if waits else None,
        send_key=str(shard_of(it.organisation_id, it.id)) if waits else None,
        next_at=instant(it.next_at) if it.next_at else None,
        said=write_reminder(it),
        facts=[carried(fact) for fact in facts] or None,
    )


def _reminder(organisation_id: OrganisationId, record: ReminderRecord) -> Reminder:
    """`next_at` may have been put off since it was written."""
    reminder = read_reminder(organisation_id, _id(organisation_id, record), record.said)
    at = datetime.fromisoformat(record.next_at).astimezone(UTC) if record.next_at else None
    return replace(
        reminder,
        due_on=date.fromisoformat(str(record.due_on)),
        next_at=at,
        version=int(record.version),
    )
