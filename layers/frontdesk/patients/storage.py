"""The patients table. The only module here that imports PynamoDB.

pk                            sk   what
<organisation>#SUBJECT#<id>   -    one subject of care, as they described themselves

retention  10 years after the last request, as the record of care (BGB s. 630f); `ttl` is set when that is known
export     the whole record
erasure    the whole record; requests and the trail keep only the id
"""

import os
from collections.abc import Collection, Mapping
from datetime import date, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.models import Model

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.kernel.patience import EveryTable
from frontdesk.patients.model import Consent, Subject


class SubjectRecord(Model):
    class Meta(EveryTable):
        table_name = os.environ.get("PATIENTS_TABLE", "frontdesk-patients")

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="-")
    schema_version = NumberAttribute(default=1)
    name = UnicodeAttribute()
    birth_date = UnicodeAttribute()
    phone = UnicodeAttribute(null=True)
    email = UnicodeAttribute(null=True)
    language = UnicodeAttribute()
    consent_version = UnicodeAttribute()
    consent_given_at = UnicodeAttribute()


class DynamoSubjects:
    """`Subjects` on DynamoDB."""

    def add(self, subject: Subject) -> None:
        record = SubjectRecord(
            _key(subject.organisation_id, subject.id),
            name=subject.name,
            birth_date=subject.birth_date.isoformat(),
            phone=subject.phone,
            email=subject.email,
            language=subject.language.value,
            consent_version=subject.consent.version,
            consent_given_at=subject.consent.given_at.isoformat(),
        )
        try:
            record.save(condition=SubjectRecord.pk.does_not_exist())
        except PutError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise

    def get(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Subject:
        try:
            record = SubjectRecord.get(_key(organisation_id, subject_id), "-", consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(subject_id=subject_id) from missing
        return _subject(organisation_id, record)

    def get_many(
        self, organisation_id: OrganisationId, subject_ids: Collection[SubjectId]
    ) -> Mapping[SubjectId, Subject]:
        keys = [(_key(organisation_id, subject_id), "-") for subject_id in set(subject_ids)]
        found = (_subject(organisation_id, record) for record in SubjectRecord.batch_get(keys))
        return {subject.id: subject for subject in found}


def _key(organisation_id: OrganisationId, subject_id: SubjectId) -> str:
    return f"{organisation_id}#SUBJECT#{subject_id}"


def _subject(organisation_id: OrganisationId, record: SubjectRecord) -> Subject:
    return Subject(
        id=SubjectId(record.pk.removeprefix(_key(organisation_id, SubjectId("")))),
        organisation_id=organisation_id,
        name=record.name,
        birth_date=date.fromisoformat(record.birth_date),
        phone=record.phone,
        email=record.email,
        language=Language(record.language),
        consent=Consent(
            version=record.consent_version, given_at=datetime.fromisoformat(record.consent_given_at)
        ),
    )
