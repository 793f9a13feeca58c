"""Who is invited to a survey after a visit, when, and by which token. Pure.

The token is stored nowhere: it is worked out of the message's id with the survey's key, whenever the message is worded.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.kernel.ids import MessageId
from frontdesk.surveys.model import Grade, Opening, Spot, SpotId, Survey, SurveyId
from frontdesk.surveys.model.invitations import Invitation, Inviting, Trigger, Visit

CAUSE = "surveys"
"""What messaging asks for before it sends an invitation."""
TEMPLATE = "survey_invitation"
ONCE_IN = timedelta(days=90)
"""In so much time nobody is invited twice to one survey."""
TOO_LATE = timedelta(days=3)
"""Nobody is asked how a visit was that a table of last year tells of."""
TOKEN_LENGTH = 32
BETWEEN = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What of surveys a message is about."""

    survey_id: SurveyId
    spot_id: SpotId
    visit_id: str
    trigger: Trigger


def happened_at(visit: Visit, trigger: Trigger) -> datetime | None:
    """When what the trigger stands for happened; None where it has not, or not any more."""
    if not visit.stands:
        return None
    return visit.settled_at if trigger is Trigger.VISIT_SETTLED else visit.left_at


def due_after(inviting: Inviting, at: datetime, zone: ZoneInfo) -> datetime:
    """When the invitation goes out, by the clock there where it is days; quiet hours come on top."""
    if not inviting.days or inviting.at is None:
        return at + timedelta(hours=inviting.hours)
    day = at.astimezone(zone).date() + timedelta(days=inviting.days)
    return datetime.combine(day, inviting.at, zone).astimezone(UTC)


def in_share(survey: Survey, visit: Visit, percent: int) -> bool:
    """Whether the visit is among so many of a hundred: the same whenever it is asked."""
    said = f"{survey.organisation_id} {survey.id} {visit.id}".encode()
    return int.from_bytes(hashlib.sha256(said).digest()[:4]) % 100 < percent


def spot_for(survey: Survey, visit: Visit) -> Spot | None:
    """The ward where they were, else their department, else their location; None where the survey is not given out."""
    here = [it for it in survey.spots if it.location_id == visit.location_id]
    there = [it for it in here if it.department_id == visit.department_id]
    for some in (
        [it for it in there if it.ward and it.ward == visit.ward],
        [it for it in there if not it.ward],
        [it for it in here if it.department_id is None and not it.ward],
    ):
        if some:
            return some[0]
    return None


def invitation_after(
    survey: Survey, trigger: Trigger, visit: Visit, *, zone: ZoneInfo, now: datetime
) -> Invitation | None:
    """The invitation that whoever was here is sent; None where there is none to be."""
    inviting, spot, at = survey.inviting, spot_for(survey, visit), happened_at(visit, trigger)
    if inviting is None or trigger not in inviting.triggers or spot is None or at is None:
        return None
    if survey.opening is not Opening.OPEN or survey.grade is not Grade.TOKEN:
        return None
    due_at = due_after(inviting, at, zone)
    if due_at < now - TOO_LATE or not in_share(survey, visit, inviting.percent):
        return None
    due_at = max(due_at, now)
    return Invitation(
        organisation_id=survey.organisation_id,
        survey_id=survey.id,
        subject_id=visit.subject_id,
        spot_id=spot.id,
        visit_id=visit.id,
        trigger=trigger,
        due_at=due_at,
        until=due_at + ONCE_IN,
    )


def still_stands(survey: Survey, trigger: Trigger, visit: Visit) -> bool:
    """Whether the invitation is still to be sent: the survey takes answers, and what it is about happened."""
    return survey.opening is Opening.OPEN and happened_at(visit, trigger) is not None


def message_of(it: Invitation) -> MessageId:
    """The id of the message by which the invitation gets out: one for each attempt."""
    said = f"{it.organisation_id} {it.survey_id} {it.visit_id} {it.attempt}".encode()
    return MessageId(f"survey-{hashlib.sha256(said).hexdigest()[:TOKEN_LENGTH]}")


def member_of(it: Invitation) -> str:
    """What the message is about, as it is stored with it."""
    return BETWEEN.join((it.survey_id, it.spot_id, it.visit_id, it.trigger.value))


def cause_of(member: str) -> Cause:
    """The same the other way."""
    survey, spot, visit, trigger = member.split(BETWEEN)
    return Cause(survey_id=SurveyId(survey), spot_id=SpotId(spot), visit_id=visit, trigger=Trigger(trigger))


def token_of(key: str, message_id: MessageId) -> str:
    """The token in the message's link: 128 bits that nobody has without the survey's key."""
    return hmac.new(key.encode(), f"token {message_id}".encode(), hashlib.sha256).hexdigest()[:TOKEN_LENGTH]
