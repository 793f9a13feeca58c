"""Who was invited to a survey, beside how many were; in the table without a stream. Nothing leads to a response."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model

from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.surveys.model import SpotId, SurveyId
from frontdesk.surveys.model.invitations import Invitation
from frontdesk.surveys.storage.responses import ResponsesTable, done, pile, transaction

INVITED, SENT = "INVITED", "SENT"


class InvitationRecord(Model):
    class Meta(ResponsesTable):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    visit_id = UnicodeAttribute()
    counted_in = UnicodeAttribute()
    attempt = NumberAttribute()
    taken_back = BooleanAttribute()
    holds_until = UnicodeAttribute()
    ttl = NumberAttribute()


class SentRecord(Model):
    """How many invitations a place sent in a month."""

    class Meta(ResponsesTable):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    sent = NumberAttribute()


class DynamoInvitations:
    """`Invitations` and `Sent` on DynamoDB."""

    def add(self, invitation: Invitation, month: date, *, now: datetime) -> Invitation | None:
        key, held = _key(invitation), InvitationRecord.holds_until
        if self._write(invitation, month, InvitationRecord.pk.does_not_exist() | (held <= _instant(now))):
            return invitation
        try:
            there = InvitationRecord.get(*key, consistent_read=True)
        except DoesNotExist:
            return None
        attempt = int(there.attempt)
        if not there.taken_back:
            return replace(invitation, attempt=attempt) if there.visit_id == invitation.visit_id else None
        again = replace(invitation, attempt=attempt + 1)
        same = (InvitationRecord.attempt == attempt) & (InvitationRecord.taken_back == True)  # noqa: E712
        return again if self._write(again, month, same) else None

    def take_back(
        self, organisation_id: OrganisationId, survey_id: SurveyId, subject_id: SubjectId, visit_id: str
    ) -> None:
        key = pile(organisation_id, survey_id, INVITED), subject_id
        try:
            there = InvitationRecord.get(*key, consistent_read=True)
        except DoesNotExist:
            return
        if there.visit_id != visit_id or there.taken_back:
            return
        counter = SentRecord(pile(organisation_id, survey_id, SENT), there.counted_in)

        def write() -> None:
            with transaction() as both:
                both.update(
                    InvitationRecord(*key),
                    actions=[InvitationRecord.taken_back.set(True)],
                    condition=(InvitationRecord.attempt == there.attempt)
                    & (InvitationRecord.taken_back == False),  # noqa: E712
                )
                both.update(counter, actions=[SentRecord.sent.add(-1)])

        done(write)

    def of_months(
        self, organisation_id: OrganisationId, survey_id: SurveyId, first: date, last: date
    ) -> Mapping[SpotId, int]:
        found = SentRecord.query(
            pile(organisation_id, survey_id, SENT),
            SentRecord.sk.between(f"{first:%Y-%m}#", f"{last:%Y-%m}#~"),
            consistent_read=True,
        )
        sent: Counter[SpotId] = Counter()
        for it in found:
            sent[SpotId(it.sk.partition("#")[2])] += int(it.sent)
        return sent

    def _write(self, it: Invitation, month: date, condition: Condition) -> bool:
        counted_in = f"{month:%Y-%m}#{it.spot_id}"
        record = InvitationRecord(
            *_key(it),
            visit_id=it.visit_id,
            counted_in=counted_in,
            attempt=it.attempt,
            taken_back=False,
            holds_until=_instant(it.until),
            ttl=int(it.until.timestamp()),
        )
        counter = SentRecord(pile(it.organisation_id, SurveyId(it.survey_id), SENT), counted_in)

        def write() -> None:
            with transaction() as both:
                both.save(record, condition=condition)
                both.update(counter, actions=[SentRecord.sent.add(1)])

        return done(write)


def _key(it: Invitation) -> tuple[str, str]:
    return pile(it.organisation_id, SurveyId(it.survey_id), INVITED), it.subject_id


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
