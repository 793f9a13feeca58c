"""What patients say of the house in the table. A list is one query over keys alone: what it is chosen by is in them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model

from frontdesk.followup.model.actions import FeedbackId
from frontdesk.followup.model.feedback import Feedback, FeedbackKind, FeedbackRow, FeedbackState
from frontdesk.followup.model.feedback_written import read_feedback, write_feedback
from frontdesk.followup.rules.feedback import open_until
from frontdesk.followup.storage.table import BySubject, Json, Listed, Table, ends_after, instant, subject_key
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import DepartmentId, OrganisationId, SubjectId
from frontdesk.kernel.patience import read_many, save_or_conflict, save_versioned

SK = "feedback"
NOT_DUE = "-"


class FeedbackRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    listed = Listed()
    by_subject = BySubject()
    list_key = UnicodeAttribute(null=True)
    listed_on = UnicodeAttribute(null=True)
    subject_key = UnicodeAttribute(null=True)
    filed_at = UnicodeAttribute(null=True)
    said = Json(null=True)
    facts = Json(null=True)
    ttl = NumberAttribute(null=True)
    version = VersionAttribute()


class DynamoFeedback:
    """`FeedbackBox` on DynamoDB."""

    def add(self, it: Feedback, *facts: Event) -> bool:
        return save_versioned(_record(it, facts), None)

    def write(self, it: Feedback, *facts: Event) -> Feedback:
        return replace(it, version=save_or_conflict(_record(it, facts), it.version))

    def get(self, organisation_id: OrganisationId, feedback_id: FeedbackId) -> Feedback:
        try:
            record = FeedbackRecord.get(_key(organisation_id, feedback_id), SK, consistent_read=True)
        except DoesNotExist as missing:
            raise NotFound(feedback_id=feedback_id) from missing
        return _feedback(organisation_id, record)

    def read(self, organisation_id: OrganisationId, ids: Collection[FeedbackId]) -> Sequence[Feedback]:
        return _read(organisation_id, [(_key(organisation_id, it), SK) for it in ids])

    def listed(
        self,
        organisation_id: OrganisationId,
        *,
        is_done: bool,
        begins: datetime | None,
        ends: datetime | None,
        most: int,
    ) -> Sequence[FeedbackRow]:
        found = FeedbackRecord.listed.query(
            _list_key(organisation_id, is_done=is_done),
            _between(begins, ends),
            scan_index_forward=False,
            limit=most,
        )
        return [_row(it.listed_on) for it in found]

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Feedback]:
        found = FeedbackRecord.by_subject.query(
            subject_key(organisation_id, subject_id), scan_index_forward=False
        )
        return _read(organisation_id, [(it.pk, it.sk) for it in found if it.sk == SK])


def _between(begins: datetime | None, ends: datetime | None) -> Condition | None:
    at = FeedbackRecord.listed_on
    if begins and ends:
        return at.between(instant(begins), instant(ends))
    if begins:
        return at >= instant(begins)
    return at < instant(ends) if ends else None


def _key(organisation_id: OrganisationId, feedback_id: FeedbackId) -> str:
    return f"{organisation_id}#FEEDBACK#{feedback_id}"


def _list_key(organisation_id: OrganisationId, *, is_done: bool) -> str:
    return f"{organisation_id}#FEEDBACK#{'done' if is_done else 'open'}"


def _read(organisation_id: OrganisationId, keys: Sequence[tuple[str, str]]) -> Sequence[Feedback]:
    there = {it.pk: it for it in read_many(FeedbackRecord, keys)}
    return [_feedback(organisation_id, there[pk]) for pk, _ in keys if pk in there]


def _feedback(organisation_id: OrganisationId, record: FeedbackRecord) -> Feedback:
    feedback_id = FeedbackId(record.pk.removeprefix(_key(organisation_id, FeedbackId(""))))
    return read_feedback(organisation_id, feedback_id, record.said, version=int(record.version))


def _row(listed_on: str) -> FeedbackRow:
    heard_at, kind, state, department_id, due_at, feedback_id = listed_on.split("#")
    return FeedbackRow(
        id=FeedbackId(feedback_id),
        heard_at=_instant(heard_at),
        kind=FeedbackKind(kind),
        state=FeedbackState(state),
        department_id=DepartmentId(department_id),
        due_at=None if due_at == NOT_DUE else _instant(due_at),
    )


def _instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _record(it: Feedback, facts: Sequence[Event]) -> FeedbackRecord:
    due = open_until(it)
    place = (instant(it.heard_at), it.kind.value, it.state.value, it.department_id)
    whose = it.subject_id
    return FeedbackRecord(
        _key(it.organisation_id, it.id),
        SK,
        list_key=_list_key(it.organisation_id, is_done=it.state is FeedbackState.DONE),
        listed_on="#".join((*place, instant(due) if due else NOT_DUE, it.id)),
        subject_key=subject_key(it.organisation_id, whose) if whose else None,
        filed_at=instant(it.heard_at) if whose else None,
        said=write_feedback(it),
        facts=[carried(fact) for fact in facts] or None,
        ttl=ends_after(it.heard_at.date()),
    )
