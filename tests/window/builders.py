"""Ready-made conversations about the demo practice's flows."""

from datetime import UTC, datetime

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ReleaseId
from frontdesk.kernel.language import Language
from frontdesk.window.model import Answered, Release, Session
from frontdesk.window.ports import WindowPorts
from tests.clinic import LINDENHOF, a_definition, lindenhof

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TO_FORM = (
    ("location", "mitte"),
    ("menu", "prescription"),
    ("prescription/been_here", "yes"),
    ("prescription/insurance", "statutory"),
)


def a_release():
    return Release(id=ReleaseId("r1"), definition=a_definition())


def a_session(*answers, language=Language.GERMAN):
    path = tuple(Answered(place, value) for place, value in answers)
    return Session(organisation_id=LINDENHOF, release_id=ReleaseId("r1"), language=language, path=path)


class FakeReleases:
    def __init__(self, *releases):
        self.known = {release.id: release for release in releases}
        self.first = next(iter(self.known), None)
        self.facts = []

    def live(self, organisation_id):
        if self.first is None:
            raise NotFound
        return self.first

    def get(self, organisation_id, release_id):
        if release_id not in self.known:
            raise NotFound
        return self.known[release_id]

    def publish(self, organisation_id, release, stored, *facts):
        self.known[release.id], self.first = release, release.id
        self.facts.extend(facts)


def window(*, submit=lambda submission: submission, releases=None):
    return WindowPorts(
        releases=releases or FakeReleases(a_release()),
        catalogue=lambda organisation_id: lindenhof(),
        submit=submit,
        normal_phone=lambda written, region: f"{region}:{written}" if written[0].isdigit() else None,
        clock=lambda: NOW,
    )
