"""Questionnaires over the API: drafts, revisions, and what answers come to."""

from typing import Any

from chalicelib.api import ABOUT_API, api
from chalicelib.questionnaires import EDIT, draft_of, numbered, ports
from frontdesk.access.model import SignedIn
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.surveys.model.answers_written import read_answers, write_answers
from frontdesk.surveys.model.drafts import Draft, Revision, Shelved
from frontdesk.surveys.model.questionnaires import Alert, QuestionnaireId
from frontdesk.surveys.rules.reading import faults_of, read_questionnaire, schema
from frontdesk.surveys.rules.starting import INSTRUMENTS, instrument
from frontdesk.surveys.usecases.discard_questionnaire import discard_questionnaire
from frontdesk.surveys.usecases.list_questionnaires import list_questionnaires
from frontdesk.surveys.usecases.publish_questionnaire import publish_questionnaire
from frontdesk.surveys.usecases.read_questionnaire import list_revisions
from frontdesk.surveys.usecases.save_questionnaire import save_questionnaire
from frontdesk.surveys.usecases.start_questionnaire import start_questionnaire
from frontdesk.surveys.usecases.try_questionnaire import Trial, try_answers
from frontdesk_web.api import ApiDesk, Operation

HERE, TAG = "/console/api/questionnaires", "questionnaires"
ONE = f"{HERE}/{{questionnaire_id}}"
COUNTED = {"type": "string", "pattern": r"[1-9]\d{0,8}"}

desk = ApiDesk(__name__)


@api.operation(
    desk, "/console/api/questionnaire.schema.json", does=Operation(returns="Document", tag=ABOUT_API)
)
def schema_of_a_questionnaire(_who: SignedIn) -> object:
    """The JSON Schema of a questionnaire."""
    return schema()


@api.operation(desk, HERE, does=Operation(permission=EDIT, returns="Questionnaires", tag=TAG))
def list_all_questionnaires(who: SignedIn) -> dict[str, Any]:
    """The clinic's questionnaires, and the names of the instruments that one may begin with."""
    found = list_questionnaires(organisation_id=who.organisation_id, ports=ports)
    return {"questionnaires": [_listed(it) for it in found], "instruments": list(INSTRUMENTS)}


@api.operation(
    desk,
    HERE,
    "POST",
    does=Operation(
        permission=EDIT, body="NewQuestionnaire", returns="QuestionnaireDraft", status=201, tag=TAG
    ),
)
def begin_questionnaire(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Begin a draft with a document, or with an instrument."""
    begun = start_questionnaire(
        organisation_id=who.organisation_id,
        questionnaire_id=said["id"],
        document=instrument(said["instrument"]) if "instrument" in said else said["document"],
        by=who.actor,
        ports=ports,
    )
    return _draft(begun)


@api.operation(desk, ONE, does=Operation(permission=EDIT, returns="QuestionnaireDraft", tag=TAG))
def read_draft_of_questionnaire(who: SignedIn, questionnaire_id: str) -> dict[str, Any]:
    """What is being written, and what it still lacks."""
    return _draft(draft_of(who, questionnaire_id))


@api.operation(
    desk,
    ONE,
    "PUT",
    does=Operation(permission=EDIT, body="QuestionnaireChange", returns="QuestionnaireDraft", tag=TAG),
)
def change_questionnaire(who: SignedIn, questionnaire_id: str, said: dict[str, Any]) -> dict[str, Any]:
    """Replace the draft; what was published stays as it is. 409 when it was changed since."""
    changed = save_questionnaire(
        organisation_id=who.organisation_id,
        questionnaire_id=QuestionnaireId(questionnaire_id),
        document=said["document"],
        version=said["version"],
        by=who.actor,
        ports=ports,
    )
    return _draft(changed)


@api.operation(
    desk, ONE, "DELETE", does=Operation(permission=EDIT, query={"version": COUNTED}, status=204, tag=TAG)
)
def throw_away_questionnaire(who: SignedIn, questionnaire_id: str, asked: dict[str, str]) -> None:
    """Throw away what was never published; 409 when it was changed since."""
    discard_questionnaire(
        organisation_id=who.organisation_id,
        questionnaire_id=QuestionnaireId(questionnaire_id),
        version=int(asked["version"]),
        ports=ports,
    )


@api.operation(
    desk, f"{ONE}/revisions", does=Operation(permission=EDIT, returns="QuestionnaireRevisions", tag=TAG)
)
def list_revisions_of_questionnaire(who: SignedIn, questionnaire_id: str) -> dict[str, Any]:
    """What was published, the latest first."""
    name = draft_of(who, questionnaire_id).shelved.id
    found = list_revisions(organisation_id=who.organisation_id, questionnaire_id=name, ports=ports)
    return {"revisions": [_revision(it) for it in found]}


@api.operation(
    desk,
    f"{ONE}/revisions",
    "POST",
    does=Operation(
        permission=EDIT, body="QuestionnaireVersion", returns="QuestionnaireRevision", status=201, tag=TAG
    ),
)
def publish_revision(who: SignedIn, questionnaire_id: str, said: dict[str, Any]) -> dict[str, Any]:
    """Publish the draft as the next revision, which never changes. 400 with all that it lacks."""
    published = publish_questionnaire(
        organisation_id=who.organisation_id,
        questionnaire_id=QuestionnaireId(questionnaire_id),
        version=said["version"],
        by=who.actor,
        ports=ports,
    )
    return _revision(published) | {"document": published.document}


@api.operation(
    desk,
    f"{ONE}/document",
    does=Operation(permission=EDIT, query={"number": COUNTED}, returns="Document", tag=TAG),
)
def read_revision_of_questionnaire(
    who: SignedIn, questionnaire_id: str, asked: dict[str, str]
) -> dict[str, Any]:
    """A revision as it was published."""
    return dict(numbered(who, QuestionnaireId(questionnaire_id), int(asked["number"])))


@api.operation(
    desk,
    f"{ONE}/trial",
    "POST",
    does=Operation(permission=EDIT, body="QuestionnaireAnswers", returns="QuestionnaireTrial", tag=TAG),
)
def try_answers_out(who: SignedIn, questionnaire_id: str, said: dict[str, Any]) -> dict[str, Any]:
    """What answers to the draft come to. Nothing is stored."""
    draft = draft_of(who, questionnaire_id)
    if faults := faults_of(draft.document):
        raise BadInput(faults)
    q = read_questionnaire(draft.document, organisation_id=who.organisation_id, number=draft.shelved.number)
    return _trial(try_answers(q, read_answers(said["answers"])))


def _listed(it: Shelved) -> dict[str, Any]:
    return {
        "id": it.id,
        "title": dict(it.title),
        "number": it.number,
        "revision": it.revision,
        "version": it.version,
    }


def _draft(it: Draft) -> dict[str, Any]:
    return _listed(it.shelved) | {"document": it.document, "faults": _faults(faults_of(it.document))}


def _revision(it: Revision) -> dict[str, Any]:
    return {"number": it.number, "revision": it.id, "by": str(it.by), "at": it.at.isoformat()}


def _trial(it: Trial) -> dict[str, Any]:
    return {
        "row": write_answers(it.row),
        "scores": dict(it.scores),
        "bands": {scale: dict(band.name) if band else None for scale, band in it.bands.items()},
        "alerts": [dict(one.reason if isinstance(one, Alert) else one.name) for one in it.alerts],
        "faults": _faults(it.faults),
    }


def _faults(faults: tuple[FieldError, ...]) -> list[dict[str, str]]:
    return [{"pointer": it.pointer, "code": it.code} for it in faults]
