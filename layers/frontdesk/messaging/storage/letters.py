"""Letters to be printed: with their words until they are."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from pynamodb.exceptions import PutError

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model.traffic import Letter
from frontdesk.messaging.rules import LETTERS_KEPT
from frontdesk.messaging.storage.outbox import instant
from frontdesk.messaging.storage.table import LetterRecord, unless_refused, update


class DynamoLetters:
    """`Letters` on DynamoDB."""

    def add(self, letter: Letter) -> None:
        record = LetterRecord(
            _key(letter.organisation_id, letter.listed_at.astimezone(UTC).date()),
            letter.message_id,
            listed_at=instant(letter.listed_at),
            to=letter.to,
            subject=letter.subject,
            text=letter.text,
            ttl=int((letter.listed_at + LETTERS_KEPT).timestamp()),
        )
        try:
            record.save(condition=LetterRecord.pk.does_not_exist())
        except PutError as error:
            unless_refused(error)

    def of_day(self, organisation_id: OrganisationId, day: date) -> Sequence[Letter]:
        return [_letter(organisation_id, it) for it in LetterRecord.query(_key(organisation_id, day))]

    def printed(
        self, organisation_id: OrganisationId, day: date, message_id: MessageId, *, at: datetime
    ) -> bool:
        return update(
            LetterRecord(_key(organisation_id, day), message_id),
            [
                LetterRecord.printed_at.set(instant(at)),
                LetterRecord.to.remove(),
                LetterRecord.subject.remove(),
                LetterRecord.text.remove(),
            ],
            LetterRecord.listed_at.exists() & LetterRecord.printed_at.does_not_exist(),
        )


def _key(organisation_id: OrganisationId, day: date) -> str:
    return f"{organisation_id}#LETTERS#{day.isoformat()}"


def _letter(organisation_id: OrganisationId, record: LetterRecord) -> Letter:
    return Letter(
        organisation_id=organisation_id,
        message_id=MessageId(record.sk),
        listed_at=datetime.fromisoformat(record.listed_at),
        to=record.to or "",
        subject=record.subject or "",
        text=record.text or "",
        printed_at=datetime.fromisoformat(record.printed_at) if record.printed_at else None,
    )
