"""What clinics laid down, in memory, and the ports of whoever changes it."""

from dataclasses import dataclass, field, replace

from frontdesk.kernel.errors import Conflict
from frontdesk.messaging.model.settings import Laid, Settings
from frontdesk.messaging.ports.settings import SettingsPorts

SCHEMA = {
    "type": "object",
    "required": ["sender", "token"],
    "properties": {
        "sender": {"type": "string", "maxLength": 11},
        "token": {"type": "string", "writeOnly": True},
    },
    "additionalProperties": False,
}


class FakeLaid:
    """In memory. test_settings_contract.py holds it to DynamoDB's promises."""

    def __init__(self):
        self.stored = {}

    def get(self, organisation_id):
        return self.stored.get(organisation_id, Laid())

    def put_settings(self, organisation_id, settings):
        there = self.get(organisation_id)
        _seen(there.settings, settings)
        wanted = replace(settings, version=settings.version + 1)
        self.stored[organisation_id] = replace(there, settings=wanted)
        return wanted

    def put_template(self, organisation_id, template):
        there = self.get(organisation_id)
        key = template.name, template.language
        _seen(there.templates.get(key, Settings()), template)
        wanted = replace(template, version=template.version + 1)
        self.stored[organisation_id] = replace(there, templates={**there.templates, key: wanted})
        return wanted

    def drop_template(self, organisation_id, template):
        there = self.get(organisation_id)
        key = template.name, template.language
        _seen(there.templates.get(key, Settings()), template)
        left = {it: one for it, one in there.templates.items() if it != key}
        self.stored[organisation_id] = replace(there, templates=left)


def _seen(there, wanted):
    if there.version != wanted.version:
        raise Conflict


class FakeSecrets:
    def __init__(self):
        self.kept = {}

    def names(self, organisation_id, channel):
        return self.kept.get((organisation_id, channel), {}).keys()

    def write(self, organisation_id, channel, secrets):
        self.kept.setdefault((organisation_id, channel), {}).update(secrets)


@dataclass
class Office:
    """Where an administrator sits."""

    laid: object = field(default_factory=FakeLaid)
    secrets: FakeSecrets = field(default_factory=FakeSecrets)

    @property
    def ports(self):
        return SettingsPorts(
            laid=self.laid,
            channels=lambda: ["pigeon", "simulator"],
            schema_of=lambda name: SCHEMA,
            secrets=self.secrets,
            clinic=lambda organisation_id: "Norra kliniken",
            links=lambda organisation_id: "https://clinic.example/booking/north-clinic/appointments/",
        )
