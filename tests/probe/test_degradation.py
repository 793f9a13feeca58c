"""What a person meets while a service is away is what docs/reliability.md says, and in the end nothing is missing."""

import re

from infra.target import ROOT

from .disturbances import IsAway
from .matrix import replay

SERVICES = {
    "DynamoDB": "dynamodb",
    "S3": "s3",
    "Parameter Store": "ssm",
    "EventBridge": "events",
    "Step Functions": "stepfunctions",
    "Cognito": "cognito-idp",
    "SMS and e-mail": "provider",
}
JOURNEYS = {
    "come to the form": ("declined", "opens_the_form"),
    "send it": ("declined", "sends_the_form"),
    "prove who one is": ("declined", "proves"),
    "reply, withdraw": ("withdrawn", "withdraws"),
    "sign in, open a request": ("declined", "opens_the_request"),
    "answer": ("asked back and answered", "answers"),
    "publish": ("a new release", "publishes_the_draft"),
    "find a time": ("booked, moved and cancelled", "looks_for_a_time"),
    "hold a time": ("booked, moved and cancelled", "holds_a_time"),
    "book it": ("booked, moved and cancelled", "books_it"),
    "open one's appointment": ("booked, moved and cancelled", "proves_to_be_the_patient"),
    "move one's appointment": ("booked, moved and cancelled", "moves_it"),
    "cancel one's appointment": ("booked, moved and cancelled", "cancels_it"),
    "see all one's times": ("booked, moved and cancelled", "sees_all_their_times"),
    "look at the day": ("booked and moved at the desk", "looks_at_the_calendar"),
    "keep a stretch free": ("booked and moved at the desk", "keeps_a_stretch_free"),
    "lay down times": ("times laid out", "stores_them"),
}
WORKS, TOLD = "works", "told to try again"


def promised():
    """Journey -> service -> what the page says of it."""
    page = (ROOT / "docs/reliability.md").read_text("utf-8")
    table = re.search(r"(\| journey .*?)\n\n", page, re.DOTALL)[1]
    head, _, *rows = [[it.strip() for it in line.strip("|").split("|")] for line in table.splitlines()]
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


def test_the_page_has_every_journey_and_every_service():
    said = promised()
    assert list(said) == list(JOURNEYS)
    assert all(list(cells) == list(SERVICES) for cells in said.values())


def test_every_cell_of_the_page_is_what_happens(town, record_property):
    said, found, faults = promised(), {}, []
    for journey, place in JOURNEYS.items():
        act = town.named[place]
        for title, service in SERVICES.items():
            found.setdefault(journey, {})[title] = WORKS
            if service not in {call.service for call in act.calls}:
                continue  # nobody asks it: the replay is the rehearsal again
            told = replay(town.world, act, 0, IsAway(service))
            faults += [f"{journey} without {title}: {it}" for it in told.faults]
            if town.world.refused:
                found[journey][title] = TOLD
    record_property("covered", f"services away: {len(SERVICES)} x {len(JOURNEYS)} journeys, all of them")
    assert faults == []
    assert found == said
