"""Subjects in the table: one transaction stores a subject and files them under what they gave."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import ContactKey, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.kernel.patience import FAILED, past_a_crowd, read_many
from frontdesk.patients.model import Consent, Filing, Subject
from frontdesk.patients.storage.contacts import filed_under
from frontdesk.patients.storage.table import Table


class SubjectRecord(Model):
    class Meta(Table):
        pass

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
    logins = UnicodeSetAttribute(null=True)
    """Where they are filed beside what they gave: who erases them finds it here."""


class DynamoSubjects:
    """`Subjects` on DynamoDB."""

    def add(
        self, subject: Subject, contacts: Collection[ContactKey] = (), *, login: ContactKey | None = None
    ) -> None:
        try:
            past_a_crowd(lambda: _add(subject, contacts, login))
        except TransactWriteError as error:
            # Else the subject is there: it is the only condition.
            if FAILED not in {reason.code for reason in error.cancellation_reasons if reason}:
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
        found = (_subject(organisation_id, record) for record in read_many(SubjectRecord, keys))
        return {subject.id: subject for subject in found}

    def move(self, subject: Subject, *, phone: str, file: ContactKey, unfile: Collection[ContactKey]) -> None:
        try:
            past_a_crowd(lambda: _move(subject, phone, file, unfile))
        except TransactWriteError as error:
            if FAILED not in {reason.code for reason in error.cancellation_reasons if reason}:
                raise
            raise Conflict(subject_id=subject.id) from error

    def link(self, organisation_id: OrganisationId, login: ContactKey, filing: Filing) -> bool:
        try:
            past_a_crowd(lambda: _link(organisation_id, login, filing))
        except TransactWriteError as error:
            if FAILED not in {reason.code for reason in error.cancellation_reasons if reason}:
                raise
            return False
        return True


def _add(subject: Subject, contacts: Collection[ContactKey], login: ContactKey | None) -> None:
    record = SubjectRecord(
        _key(subject.organisation_id, subject.id),
        name=subject.name,
        birth_date=subject.birth_date.isoformat(),
        phone=subject.phone,
        email=subject.email,
        language=subject.language.value,
        consent_version=subject.consent.version,
        consent_given_at=subject.consent.given_at.isoformat(),
        logins={login} if login else None,
    )
    filing = Filing(subject_id=subject.id, since=subject.consent.given_at)
    with _transaction() as transaction:
        transaction.save(record, condition=SubjectRecord.pk.does_not_exist())
        for contact_key in (*contacts, login) if login else contacts:
            transaction.save(filed_under(subject.organisation_id, contact_key, filing))


def _move(subject: Subject, phone: str, file: ContactKey, unfile: Collection[ContactKey]) -> None:
    record = SubjectRecord(_key(subject.organisation_id, subject.id))
    is_as_seen = (
        SubjectRecord.phone == subject.phone if subject.phone else SubjectRecord.phone.does_not_exist()
    )
    filing = Filing(subject_id=subject.id, since=subject.consent.given_at)
    with _transaction() as transaction:
        transaction.update(
            record, actions=[SubjectRecord.phone.set(phone)], condition=SubjectRecord.pk.exists() & is_as_seen
        )
        transaction.save(filed_under(subject.organisation_id, file, filing))
        for contact_key in unfile:
            transaction.delete(filed_under(subject.organisation_id, contact_key, filing))


def _link(organisation_id: OrganisationId, login: ContactKey, filing: Filing) -> None:
    record = SubjectRecord(_key(organisation_id, filing.subject_id))
    with _transaction() as transaction:
        transaction.update(
            record, actions=[SubjectRecord.logins.add({login})], condition=SubjectRecord.pk.exists()
        )
        transaction.save(filed_under(organisation_id, login, filing))


def _transaction() -> TransactWrite:
    """On the table's own connection: another one would be another client."""
    return TransactWrite(connection=SubjectRecord._get_connection().connection)  # noqa: SLF001


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
