"""The requests table. The only module here that imports PynamoDB.

pk                            sk            what
<organisation>#REQUEST#<id>   request       one request with its thread, and the facts of its latest change
<organisation>#REQUEST#<id>   wake          where its execution waits; apart, so that no change can overwrite it
<organisation>#REQUEST#<id>   tries#<day>   how often the second proof was tried that day

index inbox     <organisation>#<department>#<pile> / <due, reply by, or closed>#<id>
index running   <organisation> / <when the machine must act>#<id>; sparse: until it is settled

retention  request: 10 years after it was closed (as the record of care, BGB s. 630f), by `ttl`
           wake: with the request; tries: two days, by `ttl`
export     answers and thread
erasure    answers and texts of the thread are emptied; type, dates and state stay for the statistics
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.constants import STREAM_NEW_AND_OLD_IMAGE
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.events import Event, written_down
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, RequestId, SubjectId
from frontdesk.kernel.patience import EveryTable, code_of, use_up_a_try
from frontdesk.requests.model import InboxPage, InboxRow, Request, RequestStatus, RequestType, View
from frontdesk.requests.model.written import read_request, write_request
from frontdesk.requests.rules import acts_by

PAGE = 50
KEPT_FOR = timedelta(days=10 * 366)
REFUSED = "ConditionalCheckFailedException"
SK = "request"
WAKE = "wake"


class InboxIndex(GlobalSecondaryIndex["RequestRecord"]):
    class Meta:
        index_name = "inbox"
        projection = AllProjection()

    inbox_key = UnicodeAttribute(hash_key=True)
    inbox_at = UnicodeAttribute(range_key=True)


class RunningIndex(GlobalSecondaryIndex["RequestRecord"]):
    class Meta:
        index_name = "running"
        projection = KeysOnlyProjection()

    running_key = UnicodeAttribute(hash_key=True)
    running_at = UnicodeAttribute(range_key=True)


class RequestRecord(Model):
    class Meta(EveryTable):
        table_name = os.environ.get("REQUESTS_TABLE", "frontdesk-requests")
        stream_view_type = STREAM_NEW_AND_OLD_IMAGE

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    inbox = InboxIndex()
    inbox_key = UnicodeAttribute(null=True)
    inbox_at = UnicodeAttribute(null=True)
    running = RunningIndex()
    running_key = UnicodeAttribute(null=True)
    running_at = UnicodeAttribute(null=True)
    schema_version = NumberAttribute(default=1)
    said = JSONAttribute(null=True)
    facts = JSONAttribute(null=True)
    tries = NumberAttribute(null=True)
    token = UnicodeAttribute(null=True)
    ttl = NumberAttribute(null=True)
    version = VersionAttribute()


class DynamoRequests:
    """`Requests` on DynamoDB."""

    def get(self, organisation_id: OrganisationId, request_id: RequestId) -> Request:
        try:
            record = RequestRecord.get(_key(organisation_id, request_id), SK, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(request_id=request_id) from missing
        return read_request(record.said, version=int(record.version))

    def add(self, request: Request, *facts: Event) -> bool:
        try:
            _record(request, facts).save(condition=RequestRecord.pk.does_not_exist())
        except PutError as error:
            if code_of(error) != REFUSED:
                raise
            return False
        return True

    def save(self, request: Request, *facts: Event) -> Request:
        record = _record(request, facts)
        record.version = request.version
        try:
            record.save()  # VersionAttribute adds its own condition
        except PutError as error:
            if code_of(error) == REFUSED:
                raise Conflict(request_id=request.id) from error
            raise
        return read_request(record.said, version=int(record.version))

    def inbox(
        self, organisation_id: OrganisationId, department_id: DepartmentId, view: View, *, after: str | None
    ) -> InboxPage:
        found = RequestRecord.inbox.query(
            f"{organisation_id}#{department_id}#{view.value}",
            _beyond(view, after),
            scan_index_forward=view is not View.CLOSED,
            limit=PAGE + 1,
        )
        records = list(found)
        placed = tuple((record.inbox_at, _row(record.said)) for record in records[:PAGE])
        return InboxPage(placed=placed, after=records[PAGE - 1].inbox_at if len(records) > PAGE else None)

    def running(self, organisation_id: OrganisationId, *, before: datetime | None) -> Iterable[RequestId]:
        until = None if before is None else RequestRecord.running_at < before.isoformat()
        prefix = _key(organisation_id, RequestId(""))
        found = RequestRecord.running.query(organisation_id, until)
        return [RequestId(record.pk.removeprefix(prefix)) for record in found]

    def take_try(
        self, organisation_id: OrganisationId, request_id: RequestId, *, on: str, most: int, until: datetime
    ) -> int | None:
        record = RequestRecord(_key(organisation_id, request_id), f"tries#{on}")
        return use_up_a_try(record, most=most, until=until)

    def park(self, organisation_id: OrganisationId, request_id: RequestId, token: str) -> None:
        RequestRecord(_key(organisation_id, request_id), WAKE).update(
            actions=[RequestRecord.token.set(token)], add_version_condition=False
        )

    def parked(self, organisation_id: OrganisationId, request_id: RequestId) -> str | None:
        try:
            return RequestRecord.get(_key(organisation_id, request_id), WAKE, consistent_read=True).token
        except DoesNotExist:
            return None


def _beyond(view: View, after: str | None) -> Condition | None:
    if after is None:
        return None
    return RequestRecord.inbox_at < after if view is View.CLOSED else RequestRecord.inbox_at > after


def _key(organisation_id: OrganisationId, request_id: RequestId) -> str:
    return f"{organisation_id}#REQUEST#{request_id}"


def _record(request: Request, facts: tuple[Event, ...]) -> RequestRecord:
    place = request.closed_at or request.reply_by if request.view is not View.OPEN else request.due_at
    settled = request.settled_at is not None
    return RequestRecord(
        _key(request.organisation_id, request.id),
        SK,
        inbox_key=f"{request.organisation_id}#{request.department_id}#{request.view.value}",
        inbox_at=f"{(place or request.due_at).isoformat()}#{request.id}",
        running_key=None if settled else request.organisation_id,
        running_at=None if settled else f"{acts_by(request).isoformat()}#{request.id}",
        said=write_request(request),
        facts=[written_down(fact) for fact in facts],
        ttl=None if request.closed_at is None else int((request.closed_at + KEPT_FOR).timestamp()),
    )


def _row(said: dict[str, Any]) -> InboxRow:
    return InboxRow(
        id=RequestId(said["id"]),
        type=RequestType(said["type"]),
        status=RequestStatus(said["status"]),
        subject_id=SubjectId(said["subject_id"]),
        location_id=LocationId(said["location_id"]),
        department_id=DepartmentId(said["department_id"]),
        submitted_at=datetime.fromisoformat(said["submitted_at"]).astimezone(UTC),
        due_at=datetime.fromisoformat(said["due_at"]).astimezone(UTC),
        escalated=said["escalated_at"] is not None,
    )
