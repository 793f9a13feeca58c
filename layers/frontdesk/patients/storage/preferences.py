"""What is wanted at contact points, in the table: one record under each key, changed by single writes."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.models import Model

from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.kernel.patience import code_of, read_many
from frontdesk.patients.model import Preferences, Suppression
from frontdesk.patients.storage.table import REFUSED, Table, contact_pk

SK = "preferences"


class PreferencesRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    schema_version = NumberAttribute(default=1)
    unwanted = UnicodeSetAttribute(null=True)
    stopped_at = UnicodeAttribute(null=True)
    suppressed_for = UnicodeAttribute(null=True)
    suppressed_until = UnicodeAttribute(null=True)


class DynamoPreferences:
    """`ContactPreferences` on DynamoDB. What is said goes under the last key, the newest; taken back under all."""

    def of(self, organisation_id: OrganisationId, keys: Sequence[ContactKey]) -> Preferences:
        found = list(read_many(PreferencesRecord, [(contact_pk(organisation_id, it), SK) for it in keys]))
        return Preferences(
            unwanted=frozenset(one for it in found for one in it.unwanted or ()),
            is_stopped=any(it.stopped_at for it in found),
            suppressed=_longest([_suppression(it) for it in found if it.suppressed_for]),
        )

    def want(
        self,
        organisation_id: OrganisationId,
        keys: Sequence[ContactKey],
        what: Collection[str],
        *,
        wanted: bool,
    ) -> None:
        if not what:
            return
        if wanted:
            self._at_each(organisation_id, keys, [PreferencesRecord.unwanted.delete(set(what))])
        else:
            self._at_newest(organisation_id, keys, [PreferencesRecord.unwanted.add(set(what))])

    def stop(self, organisation_id: OrganisationId, keys: Sequence[ContactKey], *, at: datetime) -> None:
        self._at_newest(organisation_id, keys, [PreferencesRecord.stopped_at.set(_instant(at))])

    def start(self, organisation_id: OrganisationId, keys: Sequence[ContactKey]) -> None:
        gone = [
            PreferencesRecord.stopped_at.remove(),
            PreferencesRecord.suppressed_for.remove(),
            PreferencesRecord.suppressed_until.remove(),
        ]
        self._at_each(organisation_id, keys, gone)

    def suppress(
        self, organisation_id: OrganisationId, keys: Sequence[ContactKey], suppression: Suppression
    ) -> None:
        until = PreferencesRecord.suppressed_until
        said = [
            PreferencesRecord.suppressed_for.set(suppression.reason),
            until.set(_instant(suppression.until)) if suppression.until else until.remove(),
        ]
        self._at_newest(organisation_id, keys, said)

    def _at_newest(
        self, organisation_id: OrganisationId, keys: Sequence[ContactKey], actions: list[Any]
    ) -> None:
        record = PreferencesRecord(contact_pk(organisation_id, keys[-1]), SK)
        record.update(actions=[PreferencesRecord.schema_version.set(1), *actions])

    def _at_each(
        self, organisation_id: OrganisationId, keys: Sequence[ContactKey], actions: list[Any]
    ) -> None:
        """Where there is a record; where there is none, there is nothing to take back."""
        for key in keys:
            record = PreferencesRecord(contact_pk(organisation_id, key), SK)
            try:
                record.update(actions=list(actions), condition=PreferencesRecord.pk.exists())
            except UpdateError as error:
                if code_of(error) != REFUSED:
                    raise


def _suppression(record: PreferencesRecord) -> Suppression:
    until = record.suppressed_until
    return Suppression(str(record.suppressed_for), datetime.fromisoformat(until) if until else None)


def _longest(found: Sequence[Suppression]) -> Suppression | None:
    """The one that lasts longest; for good is longer than anything."""
    last = datetime.max.replace(tzinfo=UTC)
    return max(found, key=lambda it: it.until or last, default=None)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
