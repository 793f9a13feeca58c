"""Who agreed to what, in the table: one record of an offer and a subject, all of an offer in one partition."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError, UpdateError
from pynamodb.models import Model

from frontdesk.kernel.ids import OrganisationId, StaffId, SubjectId
from frontdesk.kernel.patience import code_of, read_many
from frontdesk.patients.model import Agreement, Offer
from frontdesk.patients.storage.table import REFUSED, Table


class AgreementRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    text_version = UnicodeAttribute()
    given_at = UnicodeAttribute()
    noted_by = UnicodeAttribute()
    withdrawn_at = UnicodeAttribute(null=True)


HOLDS = AgreementRecord.withdrawn_at.does_not_exist()


class DynamoAgreements:
    """`Agreements` on DynamoDB."""

    def give(self, organisation_id: OrganisationId, agreement: Agreement) -> bool:
        record = AgreementRecord(
            _pk(organisation_id, agreement.offer),
            agreement.subject_id,
            text_version=agreement.version,
            given_at=_instant(agreement.given_at),
            noted_by=agreement.noted_by,
        )
        free = AgreementRecord.pk.does_not_exist() | AgreementRecord.withdrawn_at.exists()
        try:
            record.save(condition=free)
        except PutError as error:
            if code_of(error) != REFUSED:
                raise
            return False
        return True

    def withdraw(
        self, organisation_id: OrganisationId, subject_id: SubjectId, offer: Offer, *, at: datetime
    ) -> bool:
        record = AgreementRecord(_pk(organisation_id, offer), subject_id)
        try:
            record.update(
                actions=[AgreementRecord.withdrawn_at.set(_instant(at))],
                condition=AgreementRecord.pk.exists() & HOLDS,
            )
        except UpdateError as error:
            if code_of(error) != REFUSED:
                raise
            return False
        return True

    def of(
        self, organisation_id: OrganisationId, subject_ids: Collection[SubjectId], offer: Offer
    ) -> Mapping[SubjectId, Agreement]:
        keys = [(_pk(organisation_id, offer), it) for it in set(subject_ids)]
        found = (_agreement(it, offer) for it in read_many(AgreementRecord, keys))
        return {it.subject_id: it for it in found}

    def everybody(self, organisation_id: OrganisationId, offer: Offer) -> Sequence[SubjectId]:
        found = AgreementRecord.query(_pk(organisation_id, offer), filter_condition=HOLDS)
        return [SubjectId(it.sk) for it in found]


def _agreement(record: AgreementRecord, offer: Offer) -> Agreement:
    withdrawn = record.withdrawn_at
    return Agreement(
        offer=offer,
        subject_id=SubjectId(record.sk),
        version=record.text_version,
        given_at=datetime.fromisoformat(record.given_at),
        noted_by=StaffId(record.noted_by),
        withdrawn_at=datetime.fromisoformat(withdrawn) if withdrawn else None,
    )


def _pk(organisation_id: OrganisationId, offer: Offer) -> str:
    return f"{organisation_id}#AGREED#{offer.value}"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
