"""Two administrators of the demo practice at work on its flows."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases.publish_release import publish_release
from frontdesk.window.usecases.start_draft import start_draft
from tests.clinic import LINDENHOF, a_plain_definition, lindenhof

from .fakes import FakeDrafts, FakeFiles, FakeReleases

KATRIN, MURAT = Actor(ActorKind.STAFF, "1003"), Actor(ActorKind.STAFF, "1004")
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Office:
    """The window's ports in memory, with a clock that goes on by a minute whenever it is read."""

    releases: object = field(default_factory=FakeReleases)
    drafts: object = field(default_factory=FakeDrafts)
    files: FakeFiles = field(default_factory=FakeFiles)
    catalogue: object = field(default_factory=lindenhof)
    minutes: int = 0
    surveys: dict = field(default_factory=dict)

    @property
    def ports(self):
        return WindowPorts(
            releases=self.releases,
            drafts=self.drafts,
            visits=None,
            bookings=None,
            catalogue=lambda organisation_id: self.catalogue,
            submit=None,
            normal_phone=None,
            file_link=None,
            read_file=self.files.read,
            keep_file=self.files.keep,
            survey=self.survey,
            clock=self.clock,
        )

    def survey(self, _organisation_id, survey_id):
        if survey_id not in self.surveys:
            raise NotFound
        return self.surveys[survey_id]

    def clock(self):
        self.minutes += 1
        return NINE + timedelta(minutes=self.minutes)

    def publish(self, definition, *, follows, note="new", by=KATRIN, organisation_id=LINDENHOF):
        return publish_release(
            organisation_id=organisation_id,
            definition=definition,
            note=note,
            by=by,
            follows=follows,
            ports=self.ports,
        )

    def start(self, source="live", *, title="Winter", by=KATRIN, organisation_id=LINDENHOF):
        return start_draft(
            organisation_id=organisation_id, source=source, title=title, by=by, ports=self.ports
        )


def greeting(words):
    """The demo practice's flows under another greeting."""
    definition = a_plain_definition()
    definition["greeting"]["de"] = words
    return definition


def with_leaflet(files, organisation_id=LINDENHOF, content=b"%PDF-1.7 Grippe"):
    """The demo practice's flows with a file to take away, which is kept."""
    sha256 = files.keep(organisation_id, content, "application/pdf")
    leaflet = {"name": "grippe.pdf", "type": "application/pdf", "size": len(content), "sha256": sha256}
    definition = a_plain_definition()
    everywhere = list(definition["locations"])
    title = {"de": "Grippe", "sv": "Influensa", "zh-Hans": "流感", "en": "Flu"}
    definition["downloads"] = {"flu": {"title": title, "locations": everywhere, "files": {"de": leaflet}}}
    definition["flows"]["leaflets"] = {
        "title": "Merkblätter",
        "label": title,
        "placement": "standard",
        "locations": everywhere,
        "start": "offer",
        "steps": {"offer": {"then": [{"do": {"file": {"downloads": ["flu"]}}}]}},
    }
    return definition
