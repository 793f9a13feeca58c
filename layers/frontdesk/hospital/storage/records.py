"""What belongs to the hospital beside encounters: who is followed with emphasis, and tables on their way in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError, UpdateError
from pynamodb.models import Model

from frontdesk.hospital.model import Emphasis, EncounterId, Progress, Row
from frontdesk.hospital.rules.merging import instant, read_parts, write_parts
from frontdesk.hospital.storage.table import Json, Table
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import OrganisationId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.kernel.patience import REFUSED, code_of
from frontdesk.patients.rules.persons import Person

PART = "part#"
UPLOAD_KEPT_FOR = timedelta(days=2)
EMPHASIS_KEPT_FOR = timedelta(days=366)


class AnyRecord(Model):
    """Everything that is no encounter; what it is, its key says."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    said = Json(null=True)
    facts = Json(null=True)
    ttl = NumberAttribute(null=True)


class DynamoEmphases:
    """`Emphases` on DynamoDB."""

    def put(self, emphasis: Emphasis) -> None:
        AnyRecord(
            _emphasis_pk(emphasis.organisation_id),
            emphasis.subject_id,
            said={
                "level": emphasis.level,
                "reason": emphasis.reason,
                "until": emphasis.until.isoformat(),
                "owner": emphasis.owner,
            },
            ttl=int((datetime.combine(emphasis.until, time(), UTC) + EMPHASIS_KEPT_FOR).timestamp()),
        ).save()

    def get(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Emphasis | None:
        try:
            record = AnyRecord.get(_emphasis_pk(organisation_id), subject_id, consistent_read=True)
        except DoesNotExist:
            return None
        return _emphasis(organisation_id, record)

    def end(self, organisation_id: OrganisationId, subject_id: SubjectId) -> None:
        AnyRecord(_emphasis_pk(organisation_id), subject_id).delete()

    def everybody(self, organisation_id: OrganisationId) -> Sequence[Emphasis]:
        found = AnyRecord.query(_emphasis_pk(organisation_id), consistent_read=True)
        return sorted(
            (_emphasis(organisation_id, it) for it in found), key=lambda it: (-it.level, it.subject_id)
        )


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
            record = AnyRecord(
                _upload_pk(organisation_id, upload_id),
                f"{PART}{number:04}",
                said={"rows": [_write_row(it) for it in rows], "count": len(rows), "parts": len(parts)},
                facts=[carried(fact)],
                ttl=int((at + UPLOAD_KEPT_FOR).timestamp()),
            )
            try:
                record.save(condition=AnyRecord.pk.does_not_exist())
            except PutError as error:
                if code_of(error) != REFUSED:
                    raise

    def part(self, organisation_id: OrganisationId, upload_id: str, part: int) -> Sequence[Row]:
        try:
            record = AnyRecord.get(_upload_pk(organisation_id, upload_id), f"{PART}{part:04}")
        except DoesNotExist:
            return ()
        return [_read_row(organisation_id, it) for it in record.said["rows"]]

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


def _emphasis(organisation_id: OrganisationId, record: AnyRecord) -> Emphasis:
    return Emphasis(
        organisation_id=organisation_id,
        subject_id=SubjectId(record.sk),
        level=record.said["level"],
        reason=record.said["reason"],
        until=date.fromisoformat(record.said["until"]),
        owner=StaffId(record.said["owner"]),
    )


def _write_row(it: Row) -> dict[str, Any]:
    return {
        "n": it.number,
        "name": it.person.name,
        "born": it.person.birth_date.isoformat(),
        "phone": it.person.phone,
        "email": it.person.email,
        "lang": it.language.value,
        "visit": it.encounter.id,
        "told": instant(it.encounter.told_at),
        "parts": write_parts(it.encounter),
    }


def _read_row(organisation_id: OrganisationId, said: Mapping[str, Any]) -> Row:
    return Row(
        number=said["n"],
        person=Person(
            name=said["name"],
            birth_date=date.fromisoformat(said["born"]),
            phone=said["phone"],
            email=said["email"],
        ),
        language=Language(said["lang"]),
        encounter=read_parts(
            organisation_id,
            EncounterId(said["visit"]),
            said["parts"],
            told_at=datetime.fromisoformat(said["told"]),
        ),
    )


def _emphasis_pk(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#EMPHASIS"


def _upload_pk(organisation_id: OrganisationId, upload_id: str) -> str:
    return f"{organisation_id}#UPLOAD#{upload_id}"
