"""The catalogue's DynamoDB table. The only module here that imports PynamoDB.

pk                sk                 what
<organisation>    organisation       who they are, their pages, deadlines and channels
<organisation>    location#<id>      one location
<organisation>    department#<id>    one department
#organisations    <organisation>     the directory: one item an organisation

retention  as long as the organisation is a customer; nothing personal; no export, no erasure
"""

import os
from collections.abc import Iterable
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.model.written import (
    read_department,
    read_location,
    read_organisation,
    write_department,
    write_location,
    write_organisation,
)
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.patience import EveryTable

DIRECTORY = "#organisations"


class CatalogueRecord(Model):
    class Meta(EveryTable):
        table_name = os.environ.get("CATALOGUE_TABLE", "frontdesk-catalogue")

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    said = JSONAttribute(null=True)


class DynamoShelf:
    """`Shelf` on DynamoDB: a catalogue is one Query."""

    def get(self, organisation_id: OrganisationId) -> Catalogue:
        found: dict[str, dict[str, Any]] = {
            record.sk: record.said for record in CatalogueRecord.query(organisation_id)
        }
        if "organisation" not in found:
            raise NotFound(organisation_id=organisation_id)
        return Catalogue(
            organisation=read_organisation(found["organisation"]),
            locations=tuple(read_location(said) for sk, said in found.items() if sk.startswith("location#")),
            departments=tuple(
                read_department(said) for sk, said in found.items() if sk.startswith("department#")
            ),
        )

    def put(self, catalogue: Catalogue) -> None:
        organisation_id = catalogue.organisation.id
        rows: dict[str, dict[str, Any]] = {"organisation": write_organisation(catalogue.organisation)}
        rows |= {f"location#{it.id}": write_location(it) for it in catalogue.locations}
        rows |= {f"department#{it.id}": write_department(it) for it in catalogue.departments}
        known = {record.sk for record in CatalogueRecord.query(organisation_id)}
        with CatalogueRecord.batch_write() as batch:
            for sk, said in rows.items():
                batch.save(CatalogueRecord(organisation_id, sk, said=said))
            for gone in known - rows.keys():
                batch.delete(CatalogueRecord(organisation_id, gone))
            batch.save(CatalogueRecord(DIRECTORY, organisation_id))

    def organisations(self) -> Iterable[OrganisationId]:
        return [OrganisationId(record.sk) for record in CatalogueRecord.query(DIRECTORY)]
