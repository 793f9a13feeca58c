"""How surveys are given out and taken in: when one may be answered, and what is kept of when. Pure."""

import hashlib
import hmac
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.kernel.errors import NotFound, Refusal
from frontdesk.surveys.errors import SurveyClosed
from frontdesk.surveys.model import Opening, Spot, SpotId, Survey

AN_HOUR_AT_MOST = 200
"""Responses at one place where anybody may answer, in an hour: far more than people who pass a code on a wall."""


def why_not_answer(survey: Survey) -> Refusal | None:
    """Answers are taken while it is open, and by nobody before."""
    if survey.opening is Opening.DRAFT:
        raise NotFound(survey_id=survey.id)
    return SurveyClosed(survey_id=survey.id) if survey.opening is Opening.CLOSED else None


def spot_of(survey: Survey, spot_id: SpotId) -> Spot:
    """Where it is given out; NotFound for any other place."""
    for it in survey.spots:
        if it.id == spot_id:
            return it
    raise NotFound(spot_id=spot_id)


def week_of(now: datetime, zone: ZoneInfo) -> date:
    """The Monday of the week that it is there: no other time of a response is kept."""
    day = now.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def month_of_week(now: datetime, zone: ZoneInfo) -> date:
    """The month in which that week begins: what is counted together with its responses."""
    return week_of(now, zone).replace(day=1)


def crowd(key: str, spot_id: SpotId, now: datetime) -> str:
    """What an hour at a place is counted under; without the survey's key nobody knows which hour it was."""
    said = f"crowd {spot_id} {now.astimezone(UTC):%Y-%m-%dT%H}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def crowd_kept_until(now: datetime) -> datetime:
    """Until when that is kept: alike for all hours of a week, so that it does not tell them apart."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=8 - day.weekday())


def marker(key: str, token: str) -> str:
    """What is kept of a token, or of a form, that was used: without the survey's key nobody finds it again.

    The key goes when the survey is closed: then not even who has kept the token can tell whether it was used.
    """
    return hmac.new(key.encode(), token.encode(), hashlib.sha256).hexdigest()
