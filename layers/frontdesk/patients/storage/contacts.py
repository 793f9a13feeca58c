"""Who is filed under a contact point: one record each, so that a family and two clinics are in nobody's way."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from frontdesk.kernel.ids import ContactKey, OrganisationId, SubjectId
from frontdesk.patients.model import Filing
from frontdesk.patients.storage.table import Table, contact_pk

READ_AT_MOST = 100
PERSON = "person#"


class FilingRecord(Model):
    """The key says everything."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)


class DynamoContacts:
    """`Contacts` on DynamoDB."""

    def filed(self, organisation_id: OrganisationId, contact_key: ContactKey) -> Sequence[Filing]:
        found = FilingRecord.query(
            contact_pk(organisation_id, contact_key),
            FilingRecord.sk.startswith(PERSON),
            scan_index_forward=False,
            limit=READ_AT_MOST,
            consistent_read=True,
        )
        return [_filing(record.sk) for record in found]

    def file(
        self, organisation_id: OrganisationId, contact_key: ContactKey, filings: Collection[Filing]
    ) -> None:
        for filing in filings:
            filed_under(organisation_id, contact_key, filing).save()


def filed_under(organisation_id: OrganisationId, contact_key: ContactKey, filing: Filing) -> FilingRecord:
    """The record of one subject under one contact; the same two are the same record."""
    since = filing.since.astimezone(UTC).isoformat(timespec="microseconds")
    return FilingRecord(contact_pk(organisation_id, contact_key), f"{PERSON}{since}#{filing.subject_id}")


def _filing(sk: str) -> Filing:
    since, _, subject_id = sk.removeprefix(PERSON).partition("#")
    return Filing(subject_id=SubjectId(subject_id), since=datetime.fromisoformat(since))
