"""Questionnaires in the table: the list apart from the documents, so that reading the list stays cheap."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId, is_slug
from frontdesk.kernel.language import parse_text
from frontdesk.kernel.patience import FAILED, past_a_crowd
from frontdesk.surveys.model.drafts import Document, Draft, Revision, Shelved
from frontdesk.surveys.model.questionnaires import QuestionnaireId, RevisionId
from frontdesk.surveys.storage.table import Json, Table

DRAFT, REVISION = "draft", "revision#"


class ShelvedRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    title = Json()
    written = UnicodeAttribute()
    number = NumberAttribute()
    revision = UnicodeAttribute(null=True)
    by = UnicodeAttribute()
    changed_at = UnicodeAttribute()
    version = NumberAttribute()


class DraftRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    document = Json()


class RevisionRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    number = NumberAttribute()
    by = UnicodeAttribute()
    at = UnicodeAttribute()
    document = Json(null=True)


class DynamoQuestionnaires:
    """`Shelf` on DynamoDB."""

    def all(self, organisation_id: OrganisationId) -> Sequence[Shelved]:
        found = ShelvedRecord.query(_list_pk(organisation_id), consistent_read=True)
        return [_shelved(organisation_id, it) for it in found]

    def draft(self, organisation_id: OrganisationId, questionnaire_id: QuestionnaireId) -> Draft:
        if not is_slug(questionnaire_id):  # nothing has such a name, and not every text can be a key
            raise NotFound(questionnaire_id=questionnaire_id)
        try:
            listed = ShelvedRecord.get(_list_pk(organisation_id), questionnaire_id, consistent_read=True)
            written = DraftRecord.get(_pk(organisation_id, questionnaire_id), DRAFT, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(questionnaire_id=questionnaire_id) from missing
        return Draft(shelved=_shelved(organisation_id, listed), document=written.document)

    def save(self, draft: Draft) -> Draft:
        return _write(draft, lambda writing: writing.save(_draft_record(draft.shelved, draft.document)))

    def publish(self, draft: Draft, revision: Revision) -> Draft:
        record = RevisionRecord(
            _pk(revision.organisation_id, revision.questionnaire_id),
            f"{REVISION}{revision.id}",
            number=revision.number,
            by=str(revision.by),
            at=_instant(revision.at),
            document=revision.document,
        )
        return _write(
            draft, lambda writing: writing.save(record, condition=RevisionRecord.pk.does_not_exist())
        )

    def discard(self, shelved: Shelved) -> None:
        def write() -> None:
            with _transaction() as writing:
                writing.delete(
                    ShelvedRecord(_list_pk(shelved.organisation_id), shelved.id),
                    condition=ShelvedRecord.version == shelved.version,
                )
                writing.delete(DraftRecord(_pk(shelved.organisation_id, shelved.id), DRAFT))

        _or_conflict(write, shelved)

    def revisions(
        self, organisation_id: OrganisationId, questionnaire_id: QuestionnaireId
    ) -> Sequence[Revision]:
        if not is_slug(questionnaire_id):
            return []
        found = RevisionRecord.query(
            _pk(organisation_id, questionnaire_id),
            RevisionRecord.sk.startswith(REVISION),
            consistent_read=True,
            attributes_to_get=["pk", "sk", "number", "by", "at"],
        )
        made = [_revision(organisation_id, questionnaire_id, it) for it in found]
        return sorted(made, key=lambda it: it.number, reverse=True)

    def revision(
        self, organisation_id: OrganisationId, questionnaire_id: QuestionnaireId, revision: RevisionId
    ) -> Revision:
        try:
            found = RevisionRecord.get(_pk(organisation_id, questionnaire_id), f"{REVISION}{revision}")
        except DoesNotExist as missing:
            raise NotFound(revision=revision) from missing
        return _revision(organisation_id, questionnaire_id, found)


def _write(draft: Draft, beside: Callable[[TransactWrite], None]) -> Draft:
    """The list record in place of its version, and what belongs to it: both or none."""
    before = draft.shelved
    after = replace(before, version=(before.version or 0) + 1)
    unless = ShelvedRecord.version == before.version if before.version else ShelvedRecord.pk.does_not_exist()

    def write() -> None:
        with _transaction() as writing:
            writing.save(_shelved_record(after), condition=unless)
            beside(writing)

    _or_conflict(write, before)
    return replace(draft, shelved=after)


def _or_conflict(write: Callable[[], None], shelved: Shelved) -> None:
    try:
        past_a_crowd(write)
    except TransactWriteError as error:
        if FAILED in {it.code for it in error.cancellation_reasons if it}:
            raise Conflict(questionnaire_id=shelved.id, version=shelved.version) from error
        raise


def _transaction() -> TransactWrite:
    return TransactWrite(connection=ShelvedRecord._get_connection().connection)  # noqa: SLF001


def _shelved_record(it: Shelved) -> ShelvedRecord:
    return ShelvedRecord(
        _list_pk(it.organisation_id),
        it.id,
        title=dict(it.title),
        written=it.written,
        number=it.number,
        revision=it.revision,
        by=str(it.by),
        changed_at=_instant(it.changed_at),
        version=it.version,
    )


def _draft_record(it: Shelved, document: Document) -> DraftRecord:
    return DraftRecord(_pk(it.organisation_id, it.id), DRAFT, document=document)


def _shelved(organisation_id: OrganisationId, record: ShelvedRecord) -> Shelved:
    return Shelved(
        id=QuestionnaireId(record.sk),
        organisation_id=organisation_id,
        title=parse_text(record.title),
        written=RevisionId(record.written),
        number=int(record.number),
        revision=RevisionId(record.revision) if record.revision else None,
        by=Actor.parse(record.by),
        changed_at=datetime.fromisoformat(record.changed_at),
        version=int(record.version),
    )


def _revision(
    organisation_id: OrganisationId, questionnaire_id: QuestionnaireId, record: RevisionRecord
) -> Revision:
    return Revision(
        id=RevisionId(record.sk.removeprefix(REVISION)),
        questionnaire_id=questionnaire_id,
        organisation_id=organisation_id,
        number=int(record.number),
        by=Actor.parse(record.by),
        at=datetime.fromisoformat(record.at),
        document=record.document,
    )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _list_pk(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#QUESTIONNAIRES"


def _pk(organisation_id: OrganisationId, questionnaire_id: QuestionnaireId) -> str:
    return f"{organisation_id}#QUESTIONNAIRE#{questionnaire_id}"
