"""An administrator gives a questionnaire out, and ends it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.errors import NeverOpen, SurveyClosed, WasOpened
from frontdesk.surveys.model import Opening, Survey, SurveyId
from frontdesk.surveys.ports.giving import GivingPorts

A_DAY = timedelta(days=1)


def make_survey(survey: Survey, *, ports: GivingPorts) -> Survey:
    """A draft that nobody can answer yet. Conflict where the clinic has one of that name; NotFound for its revision."""
    ports.questionnaires.get(survey.organisation_id, survey.questionnaire_id, survey.revision)
    draft = replace(survey, opening=Opening.DRAFT, made_at=ports.clock(), closed_at=None, version=None)
    ports.surveys.put(draft)
    return ports.surveys.get(survey.organisation_id, survey.id)


def change_survey(survey: Survey, *, ports: GivingPorts) -> Survey:
    """Title, places, invitations and `smallest` of one that is prepared are replaced; what it asks and how stays.

    WasOpened once it was opened. Conflict where somebody changed it since `survey` was read.
    """
    there = ports.surveys.get(survey.organisation_id, survey.id)
    if there.opening is not Opening.DRAFT:
        raise WasOpened(survey_id=survey.id)
    ports.surveys.put(
        replace(
            there,
            title=survey.title,
            spots=survey.spots,
            inviting=survey.inviting,
            smallest=survey.smallest,
            version=survey.version,
        )
    )
    return ports.surveys.get(survey.organisation_id, survey.id)


def open_survey(*, organisation_id: OrganisationId, survey_id: SurveyId, ports: GivingPorts) -> Survey:
    """From now on it can be answered; opening it twice is once. SurveyClosed: what was closed stays so."""
    there = ports.surveys.get(organisation_id, survey_id)
    if there.opening is Opening.CLOSED:
        raise SurveyClosed(survey_id=survey_id)
    if there.opening is Opening.OPEN:
        return there
    # Before anybody can answer: what is open has a key.
    ports.keys.make(organisation_id, survey_id, ports.new_key())
    return _put(replace(there, opening=Opening.OPEN), ports)


def close_survey(*, organisation_id: OrganisationId, survey_id: SurveyId, ports: GivingPorts) -> Survey:
    """It takes no answers any more, for good, and its key is destroyed. NeverOpen where it was never open."""
    there = ports.surveys.get(organisation_id, survey_id)
    if there.opening is Opening.DRAFT:
        raise NeverOpen(survey_id=survey_id)
    closed = (
        there
        if there.opening is Opening.CLOSED
        else _put(replace(there, opening=Opening.CLOSED, closed_at=ports.clock()), ports)
    )
    # After it was closed, and again where it was: whoever died in between left the key.
    ports.keys.destroy(organisation_id, survey_id)
    return closed


def destroy_left_key(survey: Survey, *, ports: GivingPorts) -> int:
    """1 for a survey that was closed within a day: whoever closed it may have died before its key had gone."""
    lately = survey.closed_at is not None and ports.clock() - survey.closed_at < A_DAY
    if lately:
        ports.keys.destroy(survey.organisation_id, survey.id)
    return int(lately)


def list_surveys(*, organisation_id: OrganisationId, ports: GivingPorts) -> Sequence[Survey]:
    """All of a clinic, the newest first."""
    found = ports.surveys.all(organisation_id)
    return sorted(found, key=lambda it: it.made_at, reverse=True)


def _put(survey: Survey, ports: GivingPorts) -> Survey:
    try:
        ports.surveys.put(survey)
    except Conflict:
        # Two at once: the one who comes second sees what the first one did.
        there = ports.surveys.get(survey.organisation_id, survey.id)
        if there.opening is not survey.opening:
            raise
        return there
    return ports.surveys.get(survey.organisation_id, survey.id)
