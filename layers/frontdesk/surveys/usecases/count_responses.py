"""Responses that wait are counted, each exactly once, whoever does it twice or dies in between."""

from collections import defaultdict
from datetime import datetime

from frontdesk.surveys.model import Response, Survey
from frontdesk.surveys.ports.results import ResultPorts
from frontdesk.surveys.rules.counting import AT_ONCE, Place, batch, counted


def count_responses(*, survey: Survey, until: datetime, ports: ResultPorts) -> int:
    """Count them in batches, as far as the time goes: how many were counted.

    A batch moves in one write from those that wait to those of its month, together with its tallies.
    """
    organisation_id, done = survey.organisation_id, 0
    questionnaire = ports.questionnaire(organisation_id, survey.questionnaire_id, survey.revision)
    while ports.clock() < until:
        taken = batch(ports.responses.waiting(organisation_id, survey.id, AT_ONCE), ports.clock())
        if not taken:
            return done
        places: dict[Place, list[Response]] = defaultdict(list)
        for response, month in taken:
            places[month, response.spot_id].append(response)
        tallies = [
            counted(ports.tallies.get(organisation_id, survey.id, month, spot_id), responses, questionnaire)
            for (month, spot_id), responses in places.items()
        ]
        if ports.tallies.count(taken, tallies):
            done += len(taken)
    return done
