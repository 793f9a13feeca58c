"""What a clinic laid down about its messages, in the table: one record of settings, one a template and language.

All of it lies together, so that one query every twenty seconds knows it.
"""

from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DeleteError, PutError
from pynamodb.models import Model

from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.kernel.patience import REFUSED, code_of
from frontdesk.messaging.model.settings import Laid, Settings, Template
from frontdesk.messaging.model.settings_written import (
    read_settings,
    read_wordings,
    write_settings,
    write_wordings,
)
from frontdesk.messaging.storage.table import Table

SETTINGS, TEMPLATE = "settings", "template#"


class LaidDownRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    said = JSONAttribute()
    version = VersionAttribute()


class DynamoLaid:
    """`LaidDown` on DynamoDB."""

    def get(self, organisation_id: OrganisationId) -> Laid:
        settings, templates = Settings(), {}
        for record in LaidDownRecord.query(_key(organisation_id)):
            if record.sk == SETTINGS:
                settings = read_settings(record.said, version=int(record.version))
            else:
                it = _template(record)
                templates[it.name, it.language] = it
        return Laid(settings, templates)

    def put_settings(self, organisation_id: OrganisationId, settings: Settings) -> Settings:
        said = write_settings(settings)
        return read_settings(said, version=_saved(organisation_id, SETTINGS, said, settings.version))

    def put_template(self, organisation_id: OrganisationId, template: Template) -> Template:
        said = write_wordings(template.wordings)
        version = _saved(organisation_id, _place(template.name, template.language), said, template.version)
        return Template(
            name=template.name, language=template.language, wordings=template.wordings, version=version
        )

    def drop_template(self, organisation_id: OrganisationId, template: Template) -> None:
        record = LaidDownRecord(
            _key(organisation_id), _place(template.name, template.language), version=template.version
        )
        try:
            record.delete()  # VersionAttribute adds its own condition
        except DeleteError as error:
            if code_of(error) != REFUSED:
                raise
            raise Conflict(template=template.name) from error


def _saved(organisation_id: OrganisationId, sk: str, said: dict[str, Any], version: int) -> int:
    record = LaidDownRecord(_key(organisation_id), sk, said=said)
    if version:
        record.version = version
    try:
        record.save()  # VersionAttribute adds its own condition
    except PutError as error:
        if code_of(error) == REFUSED:
            raise Conflict(organisation_id=organisation_id) from error
        raise
    return int(record.version)


def _template(record: LaidDownRecord) -> Template:
    name, _, language = record.sk.removeprefix(TEMPLATE).rpartition("#")
    return Template(
        name=name,
        language=Language(language),
        wordings=read_wordings(record.said),
        version=int(record.version),
    )


def _place(name: str, language: Language) -> str:
    return f"{TEMPLATE}{name}#{language.value}"


def _key(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#MESSAGING"
