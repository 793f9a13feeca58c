"""A patient filled in a form that follow-up sent: it counts in the identified surveys that ask the same."""

import hashlib

from frontdesk.surveys.model import Grade, Opening, Response, ResponseId, Survey
from frontdesk.surveys.ports.giving import GivingPorts, OwnAnswers
from frontdesk.surveys.rules.giving import marker, week_of

ID_LENGTH = 32


def file_response(it: OwnAnswers, *, ports: GivingPorts) -> int:
    """In how many surveys it is new; told again it is in none. One that does not ask at that department has none of it.

    Anonymous surveys never hear of it: what is known to be somebody's is counted apart.
    """
    new = 0
    for survey in ports.surveys.all(it.organisation_id):
        spot = next((one for one in survey.spots if one.department_id == it.department_id), None)
        if spot is None or not _asks_the_same(survey, it):
            continue
        response = Response(
            id=response_key(survey, it.about),
            organisation_id=it.organisation_id,
            survey_id=survey.id,
            spot_id=spot.id,
            week=week_of(it.answered_at, it.zone),
            language=it.language,
            answers=it.row,
            scores=it.scores,
            subject_id=it.subject_id,
            answered_at=it.answered_at,
            about=it.about,
        )
        new += ports.responses.add(
            response, marker(survey.id, it.about)
        )  # nobody's secret: whose it is, it says
    return new


def response_key(survey: Survey, about: str) -> ResponseId:
    """Made of what it belongs to, so that who erases a patient finds it."""
    return ResponseId(hashlib.sha256(f"{survey.id}|{about}".encode()).hexdigest()[:ID_LENGTH])


def _asks_the_same(survey: Survey, it: OwnAnswers) -> bool:
    return (survey.grade, survey.opening, survey.questionnaire_id, survey.revision) == (
        Grade.IDENTIFIED,
        Opening.OPEN,
        it.questionnaire_id,
        it.revision,
    )
