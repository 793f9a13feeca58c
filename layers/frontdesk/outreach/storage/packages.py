"""Packages in the table: the head with draft and live version, and every version that was published."""

from collections.abc import Sequence
from dataclasses import replace

from pynamodb.attributes import UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.patience import FAILED, past_a_crowd, save_or_conflict
from frontdesk.outreach.model import Content, Package, PackageId
from frontdesk.outreach.model.written import read_content, read_package, write_content, write_package
from frontdesk.outreach.storage.table import Json, Table, clinic_pk

PACKAGE, CONTENT = "package#", "content#"


class PackageRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    said = Json()
    version = VersionAttribute()


class ContentRecord(Model):
    """A version as it was published: written once."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    said = Json()


class DynamoPackages:
    """`Packages` on DynamoDB."""

    def put(self, package: Package) -> Package:
        record = _record(package)
        return replace(package, version=save_or_conflict(record, package.version))

    def publish(self, package: Package) -> Package:
        try:
            return past_a_crowd(lambda: _published(package))
        except TransactWriteError as error:
            if FAILED not in {reason.code for reason in error.cancellation_reasons if reason}:
                raise
            raise Conflict(package_id=package.id) from error

    def get(self, organisation_id: OrganisationId, package_id: PackageId) -> Package:
        key = clinic_pk(organisation_id), f"{PACKAGE}{package_id}"
        try:
            return _package(organisation_id, PackageRecord.get(*key, consistent_read=True))
        except DoesNotExist as missing:
            raise NotFound(package_id=package_id) from missing

    def everybody(self, organisation_id: OrganisationId) -> Sequence[Package]:
        found = PackageRecord.query(clinic_pk(organisation_id), PackageRecord.sk.startswith(PACKAGE))
        return [_package(organisation_id, it) for it in found]

    def content(self, organisation_id: OrganisationId, package_id: PackageId, number: int) -> Content:
        try:
            record = ContentRecord.get(clinic_pk(organisation_id), f"{CONTENT}{package_id}#{number}")
        except DoesNotExist as missing:
            raise NotFound(package_id=package_id) from missing
        return read_content(record.said)


def _published(package: Package) -> Package:
    assert package.live is not None, "what is published says something"
    record = _record(package)
    record.version = package.version
    pk = clinic_pk(package.organisation_id)
    said = ContentRecord(pk, f"{CONTENT}{package.id}#{package.number}", said=write_content(package.live))
    with TransactWrite(connection=PackageRecord._get_connection().connection) as transaction:  # noqa: SLF001
        transaction.save(record)
        transaction.save(said, condition=ContentRecord.pk.does_not_exist())
    return replace(package, version=int(record.version))


def _record(package: Package) -> PackageRecord:
    return PackageRecord(
        clinic_pk(package.organisation_id), f"{PACKAGE}{package.id}", said=write_package(package)
    )


def _package(organisation_id: OrganisationId, record: PackageRecord) -> Package:
    package = read_package(organisation_id, PackageId(record.sk.removeprefix(PACKAGE)), record.said)
    return replace(package, version=int(record.version))
