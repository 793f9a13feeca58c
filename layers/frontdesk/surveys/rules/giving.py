"""How surveys are given out and taken in: when one may be answered, and what is kept of when. Pure."""

import hashlib
import hmac
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.kernel.errors import NotFound, Refusal
from frontdesk.surveys.errors import SurveyClosed
from frontdesk.surveys.model import Opening, Spot, SpotId, Survey


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


def marker(key: str, token: str) -> str:
    """What is kept of a token, or of a form, that was used: without the survey's key nobody finds it again.

    The key goes when the survey is closed: then not even who has kept the token can tell whether it was used.
    """
    return hmac.new(key.encode(), token.encode(), hashlib.sha256).hexdigest()
