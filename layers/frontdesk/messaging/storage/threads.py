"""Threads in the table: who said what at a contact point, and whether it waits for staff."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import ContactKey, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.kernel.patience import read_many
from frontdesk.messaging.model import Kind
from frontdesk.messaging.model.threads import Line, LineId, Opting, Side, Thread
from frontdesk.messaging.storage.table import Table, unless_refused, update

KEPT_FOR = timedelta(days=365)
HEAD = "head"


class ConversationsIndex(GlobalSecondaryIndex["ThreadRecord"]):
    """The same index as that of what is told somebody: a clinic's conversations are two lists in it."""

    class Meta:
        index_name = "by_recipient"
        projection = KeysOnlyProjection()

    recipient_key = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class ThreadRecord(Model):
    """A line, the instant at which its id was first heard (`once#`), or the conversation itself (`head`)."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    by_recipient = ConversationsIndex()
    recipient_key = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute(null=True)
    schema_version = NumberAttribute(default=1)
    at = UnicodeAttribute()
    waits_since = UnicodeAttribute(null=True)
    kind = UnicodeAttribute(null=True)
    to = UnicodeAttribute(null=True)
    by = UnicodeAttribute(null=True)
    text = UnicodeAttribute(null=True)
    template = UnicodeAttribute(null=True)
    parameters = JSONAttribute(null=True)
    language = UnicodeAttribute(null=True)
    answers = UnicodeAttribute(null=True)
    opting = UnicodeAttribute(null=True)
    decided = UnicodeAttribute(null=True)
    subjects = JSONAttribute(null=True)
    facts = JSONAttribute(null=True)
    ttl = NumberAttribute()


class DynamoThreads:
    """`Threads` on DynamoDB. The id of a line says nothing of when it was said, and lines lie in that order."""

    def first_said(self, line: Line) -> Line:
        once = ThreadRecord(
            _pk(line.organisation_id, line.contact_key),
            _once(line.id),
            at=_instant(line.at),
            kind=line.side.value,
            ttl=_until(line.at),
        )
        try:
            once.save(condition=ThreadRecord.pk.does_not_exist())
        except PutError as error:
            unless_refused(error)
            once.refresh(consistent_read=True)
        return replace(line, at=datetime.fromisoformat(once.at))

    def add(self, line: Line, *facts: Event) -> Line:
        record = _record(line, facts)
        try:
            record.save(condition=ThreadRecord.pk.does_not_exist())
        except PutError as error:
            unless_refused(error)
            record.refresh(consistent_read=True)
        return _line(line.organisation_id, line.contact_key, record)

    def get(self, organisation_id: OrganisationId, contact_key: ContactKey, line_id: LineId) -> Line:
        pk = _pk(organisation_id, contact_key)
        try:
            once = ThreadRecord.get(pk, _once(line_id), consistent_read=True)
            record = ThreadRecord.get(pk, f"{once.kind}#{once.at}#{line_id}", consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(line_id=line_id) from missing
        return _line(organisation_id, contact_key, record)

    def decide(self, line: Line, decided: str) -> str:
        record = ThreadRecord(_pk(line.organisation_id, line.contact_key), _place(line))
        if not update(record, [ThreadRecord.decided.set(decided)], ThreadRecord.decided.does_not_exist()):
            record.refresh(consistent_read=True)
        return str(record.decided)

    def head(self, organisation_id: OrganisationId, contact_key: ContactKey) -> Thread | None:
        try:
            record = ThreadRecord.get(_pk(organisation_id, contact_key), HEAD, consistent_read=True)
        except DoesNotExist:
            return None
        return _thread(organisation_id, record)

    def open(self, thread: Thread) -> None:
        at = _instant(thread.last_at)
        update(
            ThreadRecord(_pk(thread.organisation_id, thread.contact_key), HEAD),
            [
                ThreadRecord.schema_version.set(1),
                ThreadRecord.kind.set(thread.kind.value),
                ThreadRecord.to.set(thread.to),
                ThreadRecord.language.set(thread.language.value),
                ThreadRecord.subjects.set(list(thread.subject_ids)),
                *_listed(thread.organisation_id, thread.contact_key, thread.last_at, waits=thread.waits),
                *([ThreadRecord.waits_since.set(ThreadRecord.waits_since | at)] if thread.waits else []),
            ],
            ThreadRecord.at.does_not_exist() | (ThreadRecord.at < at),
        )

    def settle(
        self, organisation_id: OrganisationId, contact_key: ContactKey, *, seen: datetime, at: datetime
    ) -> bool:
        return update(
            ThreadRecord(_pk(organisation_id, contact_key), HEAD),
            [
                *_listed(organisation_id, contact_key, max(seen, at), waits=False),
                ThreadRecord.waits_since.remove(),
            ],
            ThreadRecord.at <= _instant(seen),
        )

    def settle_answered(self, reply: Line) -> bool:
        at = _instant(reply.at)
        return update(
            ThreadRecord(_pk(reply.organisation_id, reply.contact_key), HEAD),
            [
                *_listed(reply.organisation_id, reply.contact_key, reply.at, waits=False),
                ThreadRecord.waits_since.remove(),
            ],
            (ThreadRecord.at == at) & (ThreadRecord.waits_since == at),
        )

    def lines(self, organisation_id: OrganisationId, contact_key: ContactKey, *, most: int) -> Sequence[Line]:
        found = [
            _line(organisation_id, contact_key, record)
            for side in Side
            for record in ThreadRecord.query(
                _pk(organisation_id, contact_key),
                ThreadRecord.sk.startswith(f"{side.value}#"),
                scan_index_forward=False,
                limit=most,
                consistent_read=True,
            )
        ]
        return sorted(found, key=lambda it: (it.at, it.side is Side.OUT))

    def conversations(self, organisation_id: OrganisationId, *, waiting: bool, most: int) -> Sequence[Thread]:
        index = ThreadRecord.by_recipient.query(
            _list(organisation_id, waits=waiting), scan_index_forward=False, limit=most
        )
        keys = [record.pk for record in index]
        found = {it.pk: it for it in read_many(ThreadRecord, [(pk, HEAD) for pk in keys])}
        return [_thread(organisation_id, found[pk]) for pk in keys if pk in found]


def _pk(organisation_id: OrganisationId, contact_key: ContactKey) -> str:
    return f"{organisation_id}#THREAD#{contact_key}"


def _once(line_id: LineId) -> str:
    return f"once#{line_id}"


def _place(line: Line) -> str:
    return f"{line.side.value}#{_instant(line.at)}#{line.id}"


def _list(organisation_id: OrganisationId, *, waits: bool) -> str:
    return f"{organisation_id}#THREADS#{'waiting' if waits else 'done'}"


def _listed(
    organisation_id: OrganisationId, contact_key: ContactKey, at: datetime, *, waits: bool
) -> list[Any]:
    return [
        ThreadRecord.at.set(_instant(at)),
        ThreadRecord.recipient_key.set(_list(organisation_id, waits=waits)),
        ThreadRecord.listed_at.set(f"{_instant(at)}#{contact_key}"),
        ThreadRecord.ttl.set(_until(at)),
    ]


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _until(at: datetime) -> int:
    return int((at + KEPT_FOR).timestamp())


def _record(line: Line, facts: Sequence[Event]) -> ThreadRecord:
    return ThreadRecord(
        _pk(line.organisation_id, line.contact_key),
        _place(line),
        at=_instant(line.at),
        kind=line.kind.value,
        by=str(line.by),
        text=line.text or None,
        template=line.template or None,
        parameters=dict(line.parameters) or None,
        language=line.language.value,
        answers=line.answers or None,
        opting=line.opting.value or None,
        facts=[carried(fact) for fact in facts] or None,
        ttl=_until(line.at),
    )


def _line(organisation_id: OrganisationId, contact_key: ContactKey, record: ThreadRecord) -> Line:
    side, _, line_id = record.sk.split("#", 2)
    return Line(
        id=LineId(line_id),
        organisation_id=organisation_id,
        contact_key=contact_key,
        side=Side(side),
        at=datetime.fromisoformat(record.at),
        by=Actor.parse(record.by),
        kind=Kind(record.kind),
        text=record.text or "",
        template=record.template or "",
        parameters=record.parameters or {},
        language=Language(record.language),
        answers=record.answers or "",
        opting=Opting(record.opting or ""),
        decided=record.decided,
    )


def _thread(organisation_id: OrganisationId, record: ThreadRecord) -> Thread:
    return Thread(
        organisation_id=organisation_id,
        contact_key=ContactKey(record.pk.rpartition("#")[2]),
        kind=Kind(record.kind),
        to=record.to,
        language=Language(record.language),
        subject_ids=tuple(SubjectId(it) for it in record.subjects or ()),
        last_at=datetime.fromisoformat(record.at),
        waits=record.recipient_key == _list(organisation_id, waits=True),
    )
