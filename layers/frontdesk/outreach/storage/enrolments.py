"""Who is on a package, in the table: under the patient, and in one index by package."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.kernel.patience import save_or_conflict, save_versioned
from frontdesk.outreach.model import Enrolment, Filed, PackageId
from frontdesk.outreach.model.written import read_enrolment, write_enrolment
from frontdesk.outreach.storage.table import Json, Table, patient_pk

PUSH = "push#"
KEPT_FOR = timedelta(days=730)
WITHDRAWN, ANSWERED = "w", "a"


class DueIndex(GlobalSecondaryIndex["EnrolmentRecord"]):
    class Meta:
        index_name = "due"
        projection = IncludeProjection(["filed"])

    due_key = UnicodeAttribute(hash_key=True)
    due_on = UnicodeAttribute(range_key=True)
    filed = UnicodeAttribute()


class EnrolmentRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    due = DueIndex()
    due_key = UnicodeAttribute()
    due_on = UnicodeAttribute()
    filed = UnicodeAttribute()
    said = Json()
    ttl = NumberAttribute()
    version = VersionAttribute()


class DynamoEnrolments:
    """`Enrolments` on DynamoDB."""

    def add(self, enrolment: Enrolment) -> bool:
        return save_versioned(_record(enrolment), None)

    def write(self, enrolment: Enrolment) -> Enrolment:
        return replace(enrolment, version=save_or_conflict(_record(enrolment), enrolment.version))

    def get(
        self,
        organisation_id: OrganisationId,
        subject_id: SubjectId,
        package_id: PackageId,
        occasion_key: str,
    ) -> Enrolment:
        key = patient_pk(organisation_id, subject_id), f"{PUSH}{package_id}#{occasion_key}"
        try:
            return _enrolment(organisation_id, EnrolmentRecord.get(*key, consistent_read=True))
        except DoesNotExist as missing:
            raise NotFound(package_id=package_id) from missing

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Enrolment]:
        found = EnrolmentRecord.query(
            patient_pk(organisation_id, subject_id),
            EnrolmentRecord.sk.startswith(PUSH),
            consistent_read=True,
        )
        return [_enrolment(organisation_id, it) for it in found]

    def of_package(
        self, organisation_id: OrganisationId, package_id: PackageId, *, most: int
    ) -> tuple[Sequence[Filed], bool]:
        found = EnrolmentRecord.due.query(
            _list(organisation_id, package_id), scan_index_forward=False, limit=most + 1
        )
        filed = [_filed(organisation_id, it) for it in found]
        return filed[:most], len(filed) > most


def _list(organisation_id: OrganisationId, package_id: PackageId) -> str:
    return f"{organisation_id}#push#{package_id}"


def _record(it: Enrolment) -> EnrolmentRecord:
    marks = (WITHDRAWN if it.why else "") + (ANSWERED if it.answered_at else "")
    since = datetime.combine(it.anchored_on, time(), UTC)
    return EnrolmentRecord(
        patient_pk(it.organisation_id, it.subject_id),
        f"{PUSH}{it.package_id}#{it.occasion_key}",
        due_key=_list(it.organisation_id, it.package_id),
        due_on=it.anchored_on.isoformat(),
        filed=f"{','.join(str(one.item) for one in it.sends)}|{marks}",
        said=write_enrolment(it),
        ttl=int((since + KEPT_FOR).timestamp()),
    )


def _whose(organisation_id: OrganisationId, pk: str) -> SubjectId:
    return SubjectId(pk.removeprefix(patient_pk(organisation_id, SubjectId(""))))


def _enrolment(organisation_id: OrganisationId, record: EnrolmentRecord) -> Enrolment:
    package_id, _, occasion_key = record.sk.removeprefix(PUSH).partition("#")
    subject_id = _whose(organisation_id, record.pk)
    said = read_enrolment(organisation_id, subject_id, PackageId(package_id), occasion_key, record.said)
    return replace(said, version=int(record.version))


def _filed(organisation_id: OrganisationId, record: EnrolmentRecord) -> Filed:
    items, _, marks = record.filed.partition("|")
    return Filed(
        subject_id=_whose(organisation_id, record.pk),
        occasion_key=record.sk.removeprefix(PUSH).partition("#")[2],
        items=tuple(int(it) for it in items.split(",") if it),
        is_withdrawn=WITHDRAWN in marks,
        is_answered=ANSWERED in marks,
    )
