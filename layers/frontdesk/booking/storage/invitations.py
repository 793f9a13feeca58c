"""Invitations in the table. Used up by the transaction that takes the time, on condition that it is as it was read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from frontdesk.booking.model.invitations import Invitation, InvitationStatus
from frontdesk.booking.model.invitations_written import read_invitation, write_invitation
from frontdesk.booking.storage.table import REFUSED, Json, Table
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import InvitationId, LocationId, OrganisationId, SubjectId, TimeTypeId
from frontdesk.kernel.patience import code_of

KEPT_FOR = timedelta(days=31)
SK = "invitation"
BEFORE_ALL_DAYS = "#"
"""Begins what stands in the indexes, so that nobody who asks for days meets it."""


class OpenIndex(GlobalSecondaryIndex["InvitationRecord"]):
    class Meta:
        index_name = "by_day"
        projection = IncludeProjection(["said", "version"])

    day_key = UnicodeAttribute(hash_key=True)
    begins = UnicodeAttribute(range_key=True)


class TheirsIndex(GlobalSecondaryIndex["InvitationRecord"]):
    class Meta:
        index_name = "by_subject"
        projection = IncludeProjection(["said", "version"])

    subject_key = UnicodeAttribute(hash_key=True)
    begins = UnicodeAttribute(range_key=True)


class InvitationRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    by_day = OpenIndex()
    by_subject = TheirsIndex()
    day_key = UnicodeAttribute(null=True)
    subject_key = UnicodeAttribute(null=True)
    begins = UnicodeAttribute(null=True)
    said = Json(null=True)
    facts = Json(null=True)
    ttl = NumberAttribute(null=True)
    version = VersionAttribute()


class DynamoInvitations:
    """`Invitations` on DynamoDB."""

    def write(self, before: Invitation | None, after: Invitation, *facts: Event) -> Invitation:
        record = _record(after, facts)
        if before is not None:
            record.version = before.version
        try:
            record.save()  # VersionAttribute adds its own condition
        except PutError as error:
            if code_of(error) == REFUSED:
                raise Conflict(invitation_id=after.id) from error
            raise
        return replace(after, version=int(record.version))

    def get(self, organisation_id: OrganisationId, invitation_id: InvitationId) -> Invitation:
        try:
            record = InvitationRecord.get(_key(organisation_id, invitation_id), SK, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(invitation_id=invitation_id) from missing
        return _invitation(organisation_id, record)

    def waiting(
        self, organisation_id: OrganisationId, location_id: LocationId, time_type_id: TimeTypeId
    ) -> Iterator[Invitation]:
        those = InvitationRecord.begins.startswith(f"{_kind(invited=False)}#{time_type_id}#")
        for record in InvitationRecord.by_day.query(_open_at(organisation_id, location_id), those):
            yield _invitation(organisation_id, record)

    def open_at(self, organisation_id: OrganisationId, location_id: LocationId) -> Sequence[Invitation]:
        found = InvitationRecord.by_day.query(_open_at(organisation_id, location_id))
        return [_invitation(organisation_id, record) for record in found]

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Invitation]:
        found = InvitationRecord.by_subject.query(
            f"{organisation_id}#{subject_id}", InvitationRecord.begins.startswith(BEFORE_ALL_DAYS)
        )
        return [_invitation(organisation_id, record) for record in found]


def use_up(transaction: TransactWrite, invitation: Invitation) -> None:
    """Add to the transaction that the invitation, as it was read, is used from now on."""
    record = _record(replace(invitation, status=InvitationStatus.USED), ())
    record.version = invitation.version
    transaction.save(record)  # VersionAttribute adds its own condition


def _key(organisation_id: OrganisationId, invitation_id: InvitationId) -> str:
    return f"{organisation_id}#INVITATION#{invitation_id}"


def _open_at(organisation_id: OrganisationId, location_id: LocationId) -> str:
    return f"{organisation_id}#{location_id}#open"


def _kind(*, invited: bool) -> str:
    return f"{BEFORE_ALL_DAYS}{'invited' if invited else 'waiting'}"


def _record(it: Invitation, facts: tuple[Event, ...]) -> InvitationRecord:
    is_open = it.status is InvitationStatus.OPEN
    kept_until = datetime.combine(it.want.last_day, time.min, UTC) + KEPT_FOR
    order = f"{it.want.time_type_id}#{it.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}#{it.reference}"
    return InvitationRecord(
        _key(it.organisation_id, it.id),
        SK,
        day_key=_open_at(it.organisation_id, it.want.location_id) if is_open else None,
        subject_key=f"{it.organisation_id}#{it.subject_id}",
        begins=f"{_kind(invited=it.is_invited)}#{order}",
        said=write_invitation(it),
        facts=[carried(fact) for fact in facts],
        ttl=int(kept_until.timestamp()),
    )


def _invitation(organisation_id: OrganisationId, record: InvitationRecord) -> Invitation:
    invitation_id = InvitationId(record.pk.removeprefix(_key(organisation_id, InvitationId(""))))
    return read_invitation(organisation_id, invitation_id, record.said, version=int(record.version))
