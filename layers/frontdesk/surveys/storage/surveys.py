"""Surveys in the table: one record each, all of a clinic together."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from pynamodb.attributes import UnicodeAttribute, VersionAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.models import Model

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId
from frontdesk.kernel.language import parse_text
from frontdesk.kernel.patience import REFUSED, code_of
from frontdesk.surveys.model import Grade, Opening, Spot, SpotId, Survey, SurveyId
from frontdesk.surveys.model.invitations import Inviting, Trigger
from frontdesk.surveys.model.questionnaires import QuestionnaireId, RevisionId
from frontdesk.surveys.storage.table import Json, Table


class SurveyRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    said = Json()
    version = VersionAttribute()


class DynamoSurveys:
    """The surveys of a clinic on DynamoDB."""

    def get(self, organisation_id: OrganisationId, survey_id: SurveyId) -> Survey:
        try:
            return _survey(organisation_id, SurveyRecord.get(_pk(organisation_id), survey_id))
        except DoesNotExist as missing:
            raise NotFound(survey_id=survey_id) from missing

    def all(self, organisation_id: OrganisationId) -> Sequence[Survey]:
        return [_survey(organisation_id, it) for it in SurveyRecord.query(_pk(organisation_id))]

    def put(self, survey: Survey) -> None:
        record = SurveyRecord(_pk(survey.organisation_id), survey.id, said=_written(survey))
        if survey.version is not None:
            record.version = survey.version
        try:
            record.save()  # VersionAttribute adds its own condition
        except PutError as error:
            if code_of(error) == REFUSED:
                raise Conflict(survey_id=survey.id) from error
            raise


def _pk(organisation_id: OrganisationId) -> str:
    return f"{organisation_id}#SURVEYS"


def _written(it: Survey) -> dict[str, Any]:
    return {
        "questionnaire": it.questionnaire_id,
        "revision": it.revision,
        "title": dict(it.title),
        "grade": it.grade.value,
        "opening": it.opening.value,
        "spots": [_spot_written(one) for one in it.spots],
        "inviting": _inviting_written(it.inviting) if it.inviting else None,
        "smallest": it.smallest,
        "thanks": dict(it.thanks),
        "made_at": it.made_at.isoformat(),
        "closed_at": it.closed_at.isoformat() if it.closed_at else None,
    }


def _survey(organisation_id: OrganisationId, record: SurveyRecord) -> Survey:
    said = record.said
    return Survey(
        id=SurveyId(record.sk),
        organisation_id=organisation_id,
        questionnaire_id=QuestionnaireId(said["questionnaire"]),
        revision=RevisionId(said["revision"]),
        title=parse_text(said["title"]),
        grade=Grade(said["grade"]),
        opening=Opening(said["opening"]),
        spots=tuple(map(_spot, said["spots"])),
        inviting=_inviting(said["inviting"]) if said.get("inviting") else None,
        smallest=said["smallest"],
        thanks=parse_text(said["thanks"]),
        made_at=datetime.fromisoformat(said["made_at"]),
        closed_at=datetime.fromisoformat(said["closed_at"]) if said["closed_at"] else None,
        version=int(record.version),
    )


def _spot_written(it: Spot) -> list[Any]:
    return [it.id, it.location_id, it.department_id, dict(it.name), it.ward]


def _spot(said: Sequence[Any]) -> Spot:
    spot, location, department, name, *ward = said
    return Spot(
        id=SpotId(spot),
        location_id=LocationId(location),
        department_id=DepartmentId(department) if department else None,
        name=parse_text(name),
        ward="".join(ward),  # what was given out before there were wards has none
    )


def _inviting_written(it: Inviting) -> dict[str, Any]:
    return {
        "triggers": sorted(it.triggers),
        "hours": it.hours,
        "days": it.days,
        "at": it.at.isoformat("minutes") if it.at else None,
        "percent": it.percent,
    }


def _inviting(said: Mapping[str, Any]) -> Inviting:
    return Inviting(
        triggers=frozenset(map(Trigger, said["triggers"])),
        hours=said["hours"],
        days=said["days"],
        at=time.fromisoformat(said["at"]) if said["at"] else None,
        percent=said["percent"],
    )
