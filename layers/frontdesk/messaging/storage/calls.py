"""Calls in the table of messaging: asked for one at a time, changed one after the other.

pk                                  sk     what
<organisation>#CALL#<id>            call   a call
<organisation>#CALLER#<staff id>    call   which call somebody has in hand
<organisation>#CONTACT#<their id>   call   which call the contact centre means

index outbox         <organisation>#CALLS / <asked at>#<id>         sparse: until anything is heard of it
index by_recipient   <organisation>#CALLS#<day, UTC> / <asked at>#<id>

units      asking: a transaction of two writes (4 units) and 2 index entries; taking 1; the first event 1 and an index
           entry, each further one 1. A bridge that finds nothing to dial costs half a unit a poll.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError, TransactWriteError
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.kernel.patience import FAILED, past_a_crowd, read_many
from frontdesk.messaging.model import Purpose, Recipient, RecipientKind
from frontdesk.messaging.model.calls import Call, CallEnd, CallId, Noted, Recording, Way
from frontdesk.messaging.rules.calls import KEPT_FOR
from frontdesk.messaging.storage.table import Table, unless_refused

SK = "call"
INSTANTS = ("asked_at", "taken_at", "leased_until", "ringing_at", "answered_at", "ended_at", "noted_at")
KEPT_ELSEWHERE = {"id", "organisation_id", "version"}


class WaitingIndex(GlobalSecondaryIndex["CallRecord"]):
    class Meta:
        index_name = "outbox"
        projection = KeysOnlyProjection()

    outbox_key = UnicodeAttribute(hash_key=True)
    outbox_at = UnicodeAttribute(range_key=True)


class ByDayIndex(GlobalSecondaryIndex["CallRecord"]):
    class Meta:
        index_name = "by_recipient"
        projection = KeysOnlyProjection()

    recipient_key = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class CallRecord(Model):
    """A call, or what leads to one: then `call_id` is all it has."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    waiting = WaitingIndex()
    by_day = ByDayIndex()
    outbox_key = UnicodeAttribute(null=True)
    outbox_at = UnicodeAttribute(null=True)
    recipient_key = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute(null=True)
    schema_version = NumberAttribute(default=1)
    call_id = UnicodeAttribute(null=True)
    said = JSONAttribute(null=True)
    changes = NumberAttribute(null=True)
    facts = JSONAttribute(null=True)
    ttl = NumberAttribute()


class DynamoCalls:
    """`Calls` on DynamoDB."""

    def add(self, call: Call, *facts: Event, instead_of: CallId | None = None) -> CallId | None:
        in_hand = CallRecord(_caller(call), call_id=call.id, ttl=_ttl(call))
        free = CallRecord.pk.does_not_exist()
        mine = free | (CallRecord.call_id == instead_of) if instead_of else free
        try:
            past_a_crowd(lambda: _write(_record(call, facts), in_hand, mine))
        except TransactWriteError as error:
            reasons = [it.code if it else None for it in error.cancellation_reasons]
            if reasons[:1] == [FAILED]:
                return call.id
            if FAILED not in reasons:
                raise
            return CallId(str(CallRecord.get(_caller(call), SK, consistent_read=True).call_id))
        return None

    def get(self, organisation_id: OrganisationId, call_id: CallId) -> Call:
        try:
            record = CallRecord.get(_key(organisation_id, call_id), SK, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(call_id=call_id) from missing
        return _call(organisation_id, record)

    def put(self, call: Call, *facts: Event) -> bool:
        record = _record(call, facts)
        try:
            record.save(condition=CallRecord.changes == call.version)
        except PutError as error:
            unless_refused(error)
            return False
        return True

    def waiting(self, organisation_id: OrganisationId, *, most: int) -> Sequence[Call]:
        found = CallRecord.waiting.query(f"{organisation_id}#CALLS", limit=most)
        return list(_in_order(organisation_id, [it.pk for it in found]))

    def of_day(self, organisation_id: OrganisationId, day: date, *, most: int) -> Sequence[Call]:
        found = CallRecord.by_day.query(
            f"{organisation_id}#CALLS#{day.isoformat()}", scan_index_forward=False, limit=most
        )
        return list(_in_order(organisation_id, [it.pk for it in found]))

    def know_as(self, call: Call, provider_call_id: str) -> None:
        CallRecord(_contact(call.organisation_id, provider_call_id), call_id=call.id, ttl=_ttl(call)).save()

    def known_as(self, organisation_id: OrganisationId, provider_call_id: str) -> CallId:
        try:
            record = CallRecord.get(_contact(organisation_id, provider_call_id), SK)
        except DoesNotExist as missing:
            raise NotFound(provider_call_id=provider_call_id) from missing
        return CallId(str(record.call_id))


def _write(call: CallRecord, in_hand: CallRecord, mine: Any) -> None:  # noqa: ANN401  (a condition of PynamoDB)
    # The table's own connection: another one would be another client.
    connection = CallRecord._get_connection().connection  # noqa: SLF001
    with TransactWrite(connection=connection) as transaction:
        transaction.save(call, condition=CallRecord.pk.does_not_exist())
        transaction.save(in_hand, condition=mine)


def _in_order(organisation_id: OrganisationId, keys: Sequence[str]) -> Iterator[Call]:
    found = {it.pk: it for it in read_many(CallRecord, [(pk, SK) for pk in keys])}
    return (_call(organisation_id, found[pk]) for pk in keys if pk in found)


def _key(organisation_id: OrganisationId, call_id: CallId) -> str:
    return f"{organisation_id}#CALL#{call_id}"


def _caller(call: Call) -> str:
    return f"{call.organisation_id}#CALLER#{call.caller}"


def _contact(organisation_id: OrganisationId, provider_call_id: str) -> str:
    return f"{organisation_id}#CONTACT#{provider_call_id}"


def _ttl(call: Call) -> int:
    return int((call.asked_at + KEPT_FOR).timestamp())


def _record(call: Call, facts: Sequence[Event]) -> CallRecord:
    """The call as it is stored, one change on."""
    asked_at = call.asked_at.astimezone(UTC)
    place, here = f"{asked_at.isoformat(timespec='microseconds')}#{call.id}", call.organisation_id
    return CallRecord(
        _key(here, call.id),
        outbox_key=f"{here}#CALLS" if call.waits else None,
        outbox_at=place if call.waits else None,
        recipient_key=f"{here}#CALLS#{asked_at.date().isoformat()}",
        listed_at=place,
        said=_said(call),
        changes=call.version + 1,
        facts=[carried(fact) for fact in facts],
        ttl=_ttl(call),
    )


def _said(call: Call) -> Mapping[str, Any]:
    plain = {name: it for name, it in asdict(call).items() if it and name not in KEPT_ELSEWHERE}
    plain |= {name: plain[name].isoformat() for name in INSTANTS if name in plain}
    if call.seconds is not None:
        plain["seconds"] = call.seconds
    return plain | {"heard": sorted(call.heard)}


def _call(organisation_id: OrganisationId, record: CallRecord) -> Call:
    said = {name: it for name, it in record.said.items() if name in {one.name for one in fields(Call)}}
    said |= {name: datetime.fromisoformat(said[name]) for name in INSTANTS if name in said}
    if "recording" in said:
        said["recording"] = Recording(**said["recording"])
    return Call(
        **said
        | {
            "id": CallId(record.pk.removeprefix(_key(organisation_id, CallId("")))),
            "organisation_id": organisation_id,
            "caller": StaffId(said["caller"]),
            "recipient": Recipient(RecipientKind(said["recipient"]["kind"]), said["recipient"]["id"]),
            "way": Way(said["way"]),
            "purpose": Purpose(said["purpose"]),
            "end": CallEnd(said.get("end", "")),
            "noted": Noted(said.get("noted", "")),
            "heard": frozenset(said["heard"]),
            "version": int(record.changes),
        }
    )
