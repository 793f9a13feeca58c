"""A hospital that tells of visits, and who was invited after them, in memory."""

from dataclasses import replace
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

from .counting import NORTH, a_survey

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


class FakeInvitations:
    """`Invitations` and `Sent` in memory."""

    def __init__(self):
        self.invited, self.sent = {}, {}

    def add(self, invitation, month, *, now):
        key = (invitation.organisation_id, invitation.survey_id, invitation.subject_id)
        there, taken_back, _ = self.invited.get(key, (None, False, None))
        if there and not taken_back and there.until > now:
            return (
                replace(invitation, attempt=there.attempt) if there.visit_id == invitation.visit_id else None
            )
        if there and taken_back and there.until > now:
            invitation = replace(invitation, attempt=there.attempt + 1)
        place = (*key[:2], month, invitation.spot_id)
        self.invited[key] = (invitation, False, place)
        self.sent[place] = self.sent.get(place, 0) + 1
        return invitation

    def take_back(self, organisation_id, survey_id, subject_id, visit_id):
        key = (organisation_id, survey_id, subject_id)
        there, taken_back, place = self.invited.get(key, (None, True, None))
        if not taken_back and there.visit_id == visit_id:
            self.invited[key] = (there, True, place)
            self.sent[place] -= 1

    def of_months(self, organisation_id, survey_id, first, last):
        found = {}
        for (here, survey, month, spot), n in self.sent.items():
            if (here, survey) == (organisation_id, survey_id) and first <= month <= last:
                found[spot] = found.get(spot, 0) + n
        return found


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
