"""A hospital that tells of visits, and who was invited after them, in memory."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Go, Kind
from frontdesk.surveys.model import Opening
from frontdesk.surveys.model.invitations import Inviting, Trigger, Visit
from frontdesk.surveys.ports.inviting import InvitingPorts
from frontdesk.surveys.usecases.invite_patient import invite_patient
from frontdesk.surveys.usecases.word_invitation import word_invitation

from .counting import NORTH, FakeInvitations, a_survey

BERLIN = ZoneInfo("Europe/Berlin")
ANNA = SubjectId("a" * 32)
LEFT_AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
NEXT_DAY_AT_TEN = Inviting(triggers=frozenset({Trigger.DISCHARGED}), days=1, at=time(10))
KEY = "5" * 64


def a_visit(number="v1", **said):
    known = {
        "id": number,
        "subject_id": ANNA,
        "location_id": "mitte",
        "department_id": "surgery",
        "ward": "",
        "settled_at": None,
        "left_at": LEFT_AT,
        "stands": True,
    }
    return Visit(**known | said)


class Hospital:
    """Visits, a clock, and what came of them."""

    def __init__(self, inviting=NEXT_DAY_AT_TEN, invitations=None, **said):
        self.survey = a_survey(inviting=inviting, **said)
        self.visits = {"v1": a_visit()}
        self.now = LEFT_AT + timedelta(minutes=1)
        self.queued = {}
        self.reached = (Language.GERMAN, (Kind.SMS,))
        self.keys = {("north-clinic", "stay"): KEY}
        invitations = invitations or FakeInvitations()
        self.invitations = invitations
        self.ports = InvitingPorts(
            surveys=lambda _here: [self.survey],
            survey=lambda _here, _id: self.survey,
            keys=self,
            invitations=invitations,
            visit=lambda _here, visit_id: self.visits.get(visit_id),
            zone=lambda _here, _location: BERLIN,
            reached=lambda _here, _subject: self.reached,
            queue=lambda it: self.queued.setdefault(it.id, it),
            link=lambda here, survey, spot, token: f"https://clinic.example/{here}/{survey}/{spot}/{token}",
            clock=lambda: self.now,
        )

    def get(self, _organisation_id, _survey_id):
        if self.survey.opening is not Opening.OPEN:
            raise NotFound
        return KEY

    def hears(self, visit_id="v1", trigger=Trigger.DISCHARGED):
        return invite_patient(organisation_id=NORTH, trigger=trigger, visit_id=visit_id, ports=self.ports)

    def words(self, message=None):
        return word_invitation(message or next(iter(self.queued.values())), ports=self.ports)

    def link(self):
        said = self.words()
        assert isinstance(said, Go)
        return said.parameters["link"]

    def sent(self):
        first = datetime(2026, 1, 1, tzinfo=UTC).date()
        found = self.ports.invitations.of_months(NORTH, "stay", first, first.replace(year=2028))
        return sum(found.values())
