"""Access's DynamoDB table. The only module here that imports PynamoDB.

pk                                           sk                  what
<organisation>#staff                         <employee number>   one member of staff
<organisation>#session#<SHA-256 of the key>  -                   somebody signed in; the key itself is nowhere

retention  staff: as long as the trail names them, 5 years after they left; sessions: 10 hours, by `ttl`
export     nothing of patients; staff on request by their employer
erasure    staff: the name and e-mail address are emptied when the retention ends; sessions: by themselves
"""

import os
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.exceptions import DoesNotExist, PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from frontdesk.access.model import Role, Staff, StaffSession
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import DepartmentId, OrganisationId, StaffId
from frontdesk.kernel.language import Language
from frontdesk.kernel.patience import EveryTable, code_of, read_many

REFUSED = "ConditionalCheckFailedException"


class _Table(EveryTable):
    table_name = os.environ.get("ACCESS_TABLE", "frontdesk-access")


class StaffRecord(Model):
    class Meta(_Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    name = UnicodeAttribute()
    role = UnicodeAttribute()
    departments = JSONAttribute()
    language = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    active = BooleanAttribute()


class SessionRecord(Model):
    class Meta(_Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="-")
    schema_version = NumberAttribute(default=1)
    staff_id = UnicodeAttribute()
    csrf = UnicodeAttribute()
    language = UnicodeAttribute()
    expires_at = UnicodeAttribute()
    ttl = NumberAttribute()


class DynamoStaffList:
    """`StaffList` on DynamoDB."""

    def get(self, organisation_id: OrganisationId, staff_id: StaffId) -> Staff:
        try:
            record = StaffRecord.get(_staff_key(organisation_id), staff_id, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(staff_id=staff_id) from missing
        return _staff(organisation_id, record)

    def get_many(
        self, organisation_id: OrganisationId, staff_ids: Collection[StaffId]
    ) -> Mapping[StaffId, Staff]:
        keys = [(_staff_key(organisation_id), staff_id) for staff_id in sorted(set(staff_ids))]
        found = (_staff(organisation_id, record) for record in read_many(StaffRecord, keys))
        return {staff.id: staff for staff in found}

    def everybody(self, organisation_id: OrganisationId) -> Iterable[Staff]:
        found = StaffRecord.query(_staff_key(organisation_id))
        return [_staff(organisation_id, record) for record in found]

    def put(self, staff: Staff) -> None:
        StaffRecord(
            _staff_key(staff.organisation_id),
            staff.id,
            name=staff.name,
            role=staff.role.value,
            departments=sorted(staff.departments),
            language=staff.language.value,
            email=staff.email,
            active=staff.active,
        ).save()

    def speak(self, organisation_id: OrganisationId, staff_id: StaffId, language: Language) -> None:
        record = StaffRecord(_staff_key(organisation_id), staff_id)
        _speak(record, StaffRecord.language.set(language.value), StaffRecord.pk.exists())


class DynamoSessions:
    """`Sessions` on DynamoDB."""

    def add(self, digest: str, session: StaffSession) -> None:
        record = SessionRecord(
            _session_key(session.organisation_id, digest),
            staff_id=session.staff_id,
            csrf=session.csrf,
            language=session.language.value,
            expires_at=session.expires_at.isoformat(),
            ttl=int(session.expires_at.timestamp()),
        )
        try:
            record.save(condition=SessionRecord.pk.does_not_exist())
        except PutError as error:
            if code_of(error) == REFUSED:
                raise Conflict from error
            raise

    def get(self, organisation_id: OrganisationId, digest: str) -> StaffSession:
        try:
            record = SessionRecord.get(_session_key(organisation_id, digest), "-", consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound from missing
        return StaffSession(
            organisation_id=organisation_id,
            staff_id=StaffId(record.staff_id),
            csrf=record.csrf,
            language=Language(record.language),
            expires_at=datetime.fromisoformat(record.expires_at).astimezone(UTC),
        )

    def speak(self, organisation_id: OrganisationId, digest: str, language: Language) -> None:
        record = SessionRecord(_session_key(organisation_id, digest), "-")
        _speak(record, SessionRecord.language.set(language.value), SessionRecord.pk.exists())

    def end(self, organisation_id: OrganisationId, digest: str) -> None:
        SessionRecord(_session_key(organisation_id, digest), "-").delete()


def _speak(record: StaffRecord | SessionRecord, spoken: Action, there: Condition) -> None:
    try:
        record.update(actions=[spoken], condition=there)
    except UpdateError as error:
        if code_of(error) == REFUSED:
            raise NotFound from error
        raise


def _staff_key(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#staff"


def _session_key(organisation_id: OrganisationId, digest: str) -> str:
    return f"{organisation_id}#session#{digest}"


def _staff(organisation_id: OrganisationId, record: StaffRecord) -> Staff:
    return Staff(
        id=StaffId(record.sk),
        organisation_id=organisation_id,
        name=record.name,
        role=Role(record.role),
        departments=frozenset(DepartmentId(it) for it in record.departments),
        language=Language(record.language),
        email=record.email,
        active=record.active,
    )
