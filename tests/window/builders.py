"""A small practice's flows with every kind of step in them, and ready-made conversations about them."""

from dataclasses import replace
from datetime import UTC, datetime

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import ReleaseId
from frontdesk.kernel.language import Language
from frontdesk.window.model import Answered, Session
from frontdesk.window.model.releases import Publication, Release
from frontdesk.window.ports import WindowPorts
from tests.clinic import LINDENHOF, a_definition, lindenhof

MONDAY_MORNING = NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MONDAY_NIGHT = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
TO_FORM = (
    ("location", "mitte"),
    ("menu", "prescription"),
    ("prescription/been_here", "yes"),
    ("prescription/insurance", "statutory"),
)


def in_german(text):
    return {"de": text}


def say(text):
    return {"do": {"message": {"text": in_german(text)}}}


def ask(name, *values):
    options = [{"value": it, "label": in_german(it.title())} for it in values]
    return {"type": "choice", "as": name, "text": in_german(f"{name}?"), "options": options}


def flow(label, locations, steps, **more):
    return {
        "title": label,
        "label": in_german(label),
        "placement": "standard",
        "locations": locations,
        "start": next(iter(steps)),
        "steps": steps,
        **more,
    }


def a_small_definition():
    """Two locations; services, an attached flow, a flow with hours and one with a validity."""
    both = ["mitte", "nord"]
    appointment = {
        "known": {"ask": ask("known", "yes", "no"), "then": [{"go": "insurance"}]},
        "insurance": {
            "ask": ask("insurance", "statutory", "private"),
            "then": [
                {"when": {"known": "no", "insurance": "statutory"}, **say("Keine Termine")},
                {
                    "when": {"known": "no"},
                    "at": ["nord"],
                    "do": {
                        "external": {
                            "url": "https://termine.example/nord",
                            "mode": "embed",
                            "label": in_german("Termin buchen"),
                        }
                    },
                },
                {"go": "service"},
            ],
        },
        "service": {
            "ask": {"type": "service", "as": "service", "text": in_german("Welche Leistung?")},
            "then": [{"when": {"service": "wound"}, **say("Wundsprechstunde")}, say("Sonst")],
        },
    }
    shots = {"menu": {"ask": ask("shots", "sheet", "call"), "then": [
        {"when": {"shots": "sheet"}, "do": {"file": {"downloads": ["sheet"]}}},
        {"run": {"flow": "callback"}},
    ]}}  # fmt: skip
    sheet = {"name": "Impfung.pdf", "type": "application/pdf", "size": 900, "sha256": "a" * 64}
    return {
        "frontdesk_release": "1.0",
        "languages": {"default": "de", "required": ["de"]},
        "locations": {"mitte": {"label": in_german("Mitte")}, "nord": {"label": in_german("Nord")}},
        "embed_origins": ["https://termine.example"],
        "services": {
            "checkup": {"label": in_german("Vorsorge"), "locations": both},
            "wound": {"label": in_german("Wunde"), "locations": ["mitte"]},
            "vaccination": {
                "label": in_german("Impfung"),
                "locations": ["mitte"],
                "then": [{"run": {"flow": "shots"}}],
            },
        },
        "downloads": {"sheet": {"title": in_german("Blatt"), "locations": ["mitte"], "files": {"de": sheet}}},
        "flows": {
            "appointment": flow("Termin", both, appointment),
            "shots": flow("Impfungen", ["mitte"], shots, placement="attached"),
            "callback": flow(
                "Rückruf",
                both,
                {"say": {"then": [say("Wir rufen an")]}},
                hours="location",
                closed=in_german("Zu"),
            ),
            "flu": flow(
                "Grippe",
                ["mitte"],
                {"say": {"then": [say("Montags")]}},
                placement="window",
                valid={"from": "2026-10-01", "until": "2026-11-23"},
                closed=in_german("Vorbei"),
            ),
        },
    }


def a_release(definition=None):
    return Release(id=ReleaseId("r1"), definition=definition or a_definition())


def a_session(*answers, language=Language.GERMAN, at=NOW):
    path = tuple(Answered(place, value, at) for place, value in answers)
    return Session(
        organisation_id=LINDENHOF, release_id=ReleaseId("r1"), language=language, began_at=NOW, path=path
    )


class FakeReleases:
    """`Releases` in memory; the ones it begins with were published in this order."""

    def __init__(self, *releases):
        self.known = {release.id: release for release in releases}
        by = Actor(ActorKind.SYSTEM, "tests")
        self.published = [
            Publication(
                organisation_id=LINDENHOF, number=number, release_id=it.id, note="first", by=by, at=NOW
            )
            for number, it in enumerate(releases, start=1)
        ]
        self.facts = []

    def live(self, organisation_id):
        return next(self.publications(organisation_id), None) or self._missing()

    def publications(self, organisation_id):
        return (it for it in reversed(self.published) if it.organisation_id == organisation_id)

    def get(self, organisation_id, release_id):
        return self.known.get(release_id) or self._missing()

    def publish(self, publication, stored, *facts):
        if any(replace(publication, number=it.number) == publication for it in self.published):
            raise Conflict
        self.published.append(publication)
        self.facts.extend(facts)

    def _missing(self):
        raise NotFound


class NobodyCounts:
    """`Visits` and `Bookings` that forget."""

    def count(self, visit):
        pass

    def of_month(self, organisation_id, month):
        return iter(())


def window(*, submit=lambda submission: submission, releases=None, visits=None, bookings=None, now=NOW):
    """The window's ports, in memory."""
    return WindowPorts(
        releases=releases or FakeReleases(a_release()),
        drafts=None,
        visits=visits or NobodyCounts(),
        bookings=bookings or NobodyCounts(),
        catalogue=lambda organisation_id: lindenhof(),
        submit=submit,
        normal_phone=lambda written, region: f"{region}:{written}" if written[0].isdigit() else None,
        file_link=lambda organisation_id, sha256, name, media_type: f"https://files.example/{sha256}",
        read_file=lambda organisation_id, sha256: b"",
        keep_file=lambda organisation_id, content, media_type: "",
        survey=None,
        clock=lambda: now,
    )
