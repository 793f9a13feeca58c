"""Responses, surveys and a counter in memory, held to the same promises as DynamoDB's."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, random_id
from frontdesk.kernel.language import Language
from frontdesk.surveys.model import Grade, Opening, Response, Spot, Survey
from frontdesk.surveys.model.tallies import Tally
from frontdesk.surveys.ports.results import ResultPorts
from frontdesk.surveys.rules.asking import coded
from frontdesk.surveys.rules.scoring import scores
from frontdesk.surveys.storage import DynamoInvitations, DynamoResponses, DynamoResults, DynamoTallies

from .questionnaires import LINDENHOF, document, item, read, said, scale

NORTH, SOUTH = LINDENHOF, OrganisationId("nordstern")
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
NOV_16 = date(2026, 11, 16)
MID_NOVEMBER, DECEMBER_10 = datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2026, 12, 10, 3, tzinfo=UTC)
DEMO_DOCUMENT = document(
    [
        item("ward", "single"),
        item("pain", "scale", not_applicable=said("Trifft nicht zu")),
        item("where", "multi", when={"tests": [{"of": "pain", "compared": "at_least", "value": 3}]}),
        item("recommend", "nps"),
        item("care", "matrix"),
        item("days", "number", least=0, most=100),
        item("more", "long_text"),
    ],
    scales=[scale("care", "care.doctors", "care.nurses", method="linear")],
)
DEMO = read(DEMO_DOCUMENT)
EVERY_SPOT = (
    Spot(id="ward-1", location_id="mitte", department_id="surgery", name={Language.GERMAN: "Station 1"}),
    Spot(id="ward-2", location_id="mitte", department_id="surgery", name={Language.GERMAN: "Station 2"}),
    Spot(id="er", location_id="mitte", name={Language.GERMAN: "Notaufnahme"}),
    Spot(id="sued", location_id="sued", name={Language.GERMAN: "Süd"}),
)


def a_survey(**said_of_it):
    known = {
        "id": "stay",
        "organisation_id": NORTH,
        "questionnaire_id": DEMO.id,
        "revision": DEMO.revision,
        "title": {Language.GERMAN: "Ihr Aufenthalt"},
        "grade": Grade.TOKEN,
        "opening": Opening.OPEN,
        "spots": EVERY_SPOT,
        "thanks": {Language.GERMAN: "Danke"},
        "made_at": datetime(2026, 11, 1, 8, tzinfo=UTC),
    }
    return Survey(**known | said_of_it)


def a_response(answers=None, *, spot="ward-1", week=NOV_16, q=DEMO, survey="stay", organisation_id=NORTH):
    row = coded(q, answers or {"ward": 1, "pain": 2, "recommend": 9})
    return Response(
        id=random_id(),
        organisation_id=organisation_id,
        survey_id=survey,
        spot_id=spot,
        week=week,
        language=Language.GERMAN,
        answers=row,
        scores=scores(q, row),
    )


class Store:
    """`Responses`, `Tallies` and `Results` in memory."""

    def __init__(self):
        self.new, self.done, self.spent, self.crowds = {}, {}, set(), {}
        self.tallied, self.begun, self.shown = {}, {}, {}

    def add(self, response, marker):
        key = response.organisation_id, response.survey_id
        if marker is not None and (*key, marker) in self.spent:
            return False
        self.spent.add((*key, marker))
        self.new[(*key, response.id)] = response
        return True

    def is_spent(self, organisation_id, survey_id, marker):
        return (organisation_id, survey_id, marker) in self.spent

    def take_turn(self, organisation_id, survey_id, crowd, *, most, until):
        key = organisation_id, survey_id, crowd
        if self.crowds.get(key, 0) >= most:
            return False
        self.crowds[key] = self.crowds.get(key, 0) + 1
        return True

    def waiting(self, organisation_id, survey_id, most):
        return [it for key, it in self.new.items() if key[:2] == (organisation_id, survey_id)][:most]

    def of_month(self, organisation_id, survey_id, month):
        yield from self.done.get((organisation_id, survey_id, month), [])

    def get(self, organisation_id, survey_id, month, spot_id):
        none = Tally(organisation_id=organisation_id, survey_id=survey_id, spot_id=spot_id, month=month)
        return self.tallied.get((organisation_id, survey_id, month, spot_id), none)

    def count(self, counted, tallies):
        keys = [(it.organisation_id, it.survey_id, it.id) for it, _ in counted]
        there = [self.get(it.organisation_id, it.survey_id, it.month, it.spot_id).version for it in tallies]
        if not all(it in self.new for it in keys) or there != [it.version for it in tallies]:
            return False
        for key, (it, month) in zip(keys, counted, strict=True):
            self.done.setdefault((*key[:2], month), []).append(self.new.pop(key) and it)
        for it in tallies:
            key = it.organisation_id, it.survey_id, it.month, it.spot_id
            self.tallied[key] = replace(it, version=(it.version or 0) + 1)
        return True

    def of_months(self, organisation_id, survey_id, first, last):
        for (here, survey, month, _), it in list(self.tallied.items()):
            if (here, survey) == (organisation_id, survey_id) and first <= month <= last:
                yield it

    def periods(self, organisation_id, survey_id):
        mine = {ends: it for (*key, ends), it in self.begun.items() if key == [organisation_id, survey_id]}
        return [mine[it] for it in sorted(mine)]

    def begin(self, organisation_id, survey_id, period):
        key = organisation_id, survey_id, period.ends
        return self.begun.setdefault(key, period) is period

    def show(self, organisation_id, survey_id, result):
        self.shown[organisation_id, survey_id, result.place, result.ends] = result

    def of_year(self, organisation_id, survey_id, place, year):
        found = {
            ends: it
            for (*key, ends), it in self.shown.items()
            if key == [organisation_id, survey_id, place] and ends.year == year
        }
        return [found[it] for it in sorted(found)]


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


class Counter:
    """A clinic with its surveys; `now` is what its clock says."""

    def __init__(self, kind, *surveys):
        store = Store() if kind is Store else None
        self.now, self.trail = MID_NOVEMBER, []
        self.known = {(it.organisation_id, it.id): it for it in surveys or (a_survey(),)}
        self.ports = ResultPorts(
            responses=store or DynamoResponses(),
            tallies=store or DynamoTallies(),
            results=store or DynamoResults(),
            sent=FakeInvitations() if store else DynamoInvitations(),
            survey=self.survey,
            surveys=lambda here: [it for key, it in self.known.items() if key[0] == here],
            questionnaire=lambda *_: DEMO,
            organisations=lambda: sorted({key[0] for key in self.known}),
            record=self.trail.append,
            clock=lambda: self.now,
        )

    def survey(self, organisation_id=NORTH, survey_id="stay"):
        if (organisation_id, survey_id) not in self.known:
            raise NotFound(survey_id=survey_id)
        return self.known[organisation_id, survey_id]

    @property
    def until(self):
        return self.now + timedelta(minutes=1)
