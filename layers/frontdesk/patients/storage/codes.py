"""One-time codes in the table: each step is one conditional write of the one record of a contact point."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.models import Model

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey, FormId, OrganisationId
from frontdesk.kernel.patience import code_of
from frontdesk.patients.errors import TooManyCodes
from frontdesk.patients.model import Code, ContactKind, ContactPoint
from frontdesk.patients.rules.contacts import (
    A_DAY,
    AT_ONCE,
    CLINICS_CODES_A_DAY,
    CLINICS_CODES_AN_HOUR,
    CODES_A_DAY,
    CODES_AT_ONCE,
    TRIES,
)
from frontdesk.patients.storage.table import REFUSED, Table, contact_pk

SK = "code"
KEPT_FOR = timedelta(days=2)
SENT = [Path(f"sent_{number}") for number in range(CODES_A_DAY)]
"""When the last codes were sent, in epoch seconds, the oldest first: each new one moves all of them one place down."""


class CodeRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    schema_version = NumberAttribute(default=1)
    kind = UnicodeAttribute()
    to = UnicodeAttribute()
    form_id = UnicodeAttribute()
    sent_at = UnicodeAttribute()
    until = NumberAttribute()
    digest = UnicodeAttribute()
    tries = NumberAttribute(default=0)
    opened_by = UnicodeAttribute(null=True)
    ttl = NumberAttribute()


class TurnsRecord(Model):
    """The codes of a kind that an organisation sent on a UTC day; beside the total, `hour_<0-23>` has those of each."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    total = NumberAttribute(default=0)
    ttl = NumberAttribute()


class DynamoCodes:
    """`Codes` on DynamoDB."""

    def take_turn(self, organisation_id: OrganisationId, kind: ContactKind, *, now: datetime) -> bool:
        at = now.astimezone(UTC)
        record = TurnsRecord(f"{organisation_id}#CODES#{kind.value}", f"codes#{at.date().isoformat()}")
        total, of_the_hour = TurnsRecord.total, Path(f"hour_{at.hour}")
        try:
            record.update(
                actions=[
                    TurnsRecord.schema_version.set(1),
                    total.add(1),
                    of_the_hour.add(1),
                    TurnsRecord.ttl.set(int((at + KEPT_FOR).timestamp())),
                ],
                condition=(total.does_not_exist() | (total < CLINICS_CODES_A_DAY))
                & (of_the_hour.does_not_exist() | (of_the_hour < CLINICS_CODES_AN_HOUR)),
            )
        except UpdateError as error:
            if code_of(error) != REFUSED:
                raise
            return False
        return True

    def issue(self, code: Code) -> Code:
        record = CodeRecord(contact_pk(code.organisation_id, code.contact_key), SK)
        now = int(code.sent_at.timestamp())
        try:
            record.update(
                actions=[
                    *(place.set(later | 0) for place, later in pairwise(SENT)),
                    SENT[-1].set(now),
                    CodeRecord.schema_version.set(1),
                    CodeRecord.kind.set(code.contact.kind.value),
                    CodeRecord.to.set(code.contact.to),
                    CodeRecord.form_id.set(code.form_id),
                    CodeRecord.sent_at.set(code.sent_at.isoformat(timespec="microseconds")),
                    CodeRecord.until.set(int(code.until.timestamp())),
                    CodeRecord.digest.set(code.digest),
                    CodeRecord.tries.set(0),
                    CodeRecord.opened_by.remove(),
                    CodeRecord.ttl.set(int((code.sent_at + A_DAY).timestamp())),
                ],
                condition=_may_be_sent(now) & _is_another(code, now),
            )
        except UpdateError as error:
            if code_of(error) != REFUSED:
                raise
            return _the_forms_own(code)
        return code

    def contact(self, organisation_id: OrganisationId, contact_key: ContactKey) -> ContactPoint:
        return _code(organisation_id, contact_key, _read(organisation_id, contact_key)).contact

    def take_try(
        self, organisation_id: OrganisationId, contact_key: ContactKey, *, form_id: FormId, now: datetime
    ) -> tuple[Code, int] | None:
        record = CodeRecord(contact_pk(organisation_id, contact_key), SK)
        unopened = CodeRecord.opened_by.does_not_exist() & (CodeRecord.tries < TRIES)
        try:
            record.update(
                actions=[CodeRecord.tries.add(1)],
                condition=(CodeRecord.until > int(now.timestamp()))
                & (unopened | (CodeRecord.opened_by == form_id)),
            )
        except UpdateError as error:
            if code_of(error) != REFUSED:
                raise
            return None
        return _code(organisation_id, contact_key, record), max(TRIES - int(record.tries), 0)

    def open(self, code: Code, *, form_id: FormId) -> bool:
        record = CodeRecord(contact_pk(code.organisation_id, code.contact_key), SK)
        first = CodeRecord.opened_by.does_not_exist()
        try:
            record.update(
                actions=[CodeRecord.opened_by.set(form_id)],
                condition=(CodeRecord.digest == code.digest) & (first | (CodeRecord.opened_by == form_id)),
            )
        except UpdateError as error:
            if code_of(error) != REFUSED:
                raise
            return False
        return True


def _may_be_sent(now: int) -> Condition:
    """Whether the third last code is ten minutes old, and the tenth last one a day."""
    of_late, of_the_day = _is_free(SENT[-CODES_AT_ONCE], now, AT_ONCE), _is_free(SENT[0], now, A_DAY)
    both: Condition = of_late & of_the_day
    return both


def _is_free(place: Path, now: int, after: timedelta) -> Condition:
    free: Condition = place.does_not_exist() | (place <= now - int(after.total_seconds()))
    return free


def _is_another(code: Code, now: int) -> Condition:
    """Whether the form has no code that is still good."""
    form = CodeRecord.form_id
    another: Condition = form.does_not_exist() | (form != code.form_id) | (CodeRecord.until <= now)
    return another


def _the_forms_own(code: Code) -> Code:
    there = _code(code.organisation_id, code.contact_key, _read(code.organisation_id, code.contact_key))
    if there.form_id == code.form_id and code.sent_at < there.until:
        return there
    raise TooManyCodes


def _read(organisation_id: OrganisationId, contact_key: ContactKey) -> CodeRecord:
    try:
        return CodeRecord.get(contact_pk(organisation_id, contact_key), SK, consistent_read=True)
    except DoesNotExist as missing:
        raise NotFound(contact_key=contact_key) from missing


def _code(organisation_id: OrganisationId, contact_key: ContactKey, record: CodeRecord) -> Code:
    return Code(
        organisation_id=organisation_id,
        contact_key=contact_key,
        contact=ContactPoint(ContactKind(record.kind), record.to),
        form_id=FormId(record.form_id),
        sent_at=datetime.fromisoformat(record.sent_at),
        until=datetime.fromtimestamp(int(record.until), UTC),
        digest=record.digest,
    )
