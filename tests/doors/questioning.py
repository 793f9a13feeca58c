"""The doors of questionnaires: what is asked at them, and the questionnaire that is there."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.rules.starting import instrument
from frontdesk.surveys.usecases.publish_questionnaire import publish_questionnaire
from frontdesk.surveys.usecases.save_questionnaire import save_questionnaire
from frontdesk.surveys.usecases.start_questionnaire import start_questionnaire
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports
from tests.surveys.shelving import MURAT

CSRF = "form-token"
HERE = "/console/questionnaires"
ONE, API = f"{HERE}/{{questionnaire_id}}", "/console/api/questionnaires/{questionnaire_id}"
CHANGED = {"csrf": CSRF, "version": "3", "deed": "save"}
VERSION = {"version": 3}
ASKED = {
    f"POST {HERE}": {"form": {"csrf": CSRF, "title": "Tests", "id": "tests"}},
    f"POST {ONE}": {"form": CHANGED | {"up": "better"}},
    f"POST {ONE}/preview": {"form": {"csrf": CSRF, "in": "sv", "q.recommend": "9"}},
    f"GET {ONE}/file": {"query": {"number": "1"}},
    f"POST {ONE}/front": {"form": CHANGED | {"languages.de": "1", "title.de": "Tests"}},
    f"GET {ONE}/item": {"query": {"type": "nps"}},
    f"POST {ONE}/item": {
        "path": f"{ONE}/item?type=nps",
        "form": CHANGED | {"id": "tests", "text.de": "Tests"},
    },
    f"GET {ONE}/scale": {"query": {"at": "0"}},
    f"POST {ONE}/scale": {
        "path": f"{ONE}/scale?at=0",
        "form": CHANGED | {"id": "tests", "name.de": "Tests", "of.recommend": "1"},
    },
    f"GET {ONE}/alert": {"query": {"at": "0"}},
    f"POST {ONE}/alert": {
        "path": f"{ONE}/alert?at=0",
        "form": CHANGED | {"test.of": "recommend", "test.compared": "answered", "reason.de": "Tests"},
    },
    "POST /console/api/questionnaires": {"json": {"id": "tests", "instrument": "nps"}},
    f"PUT {API}": {"json": VERSION | {"document": dict(instrument("gad-7"))}},
    f"DELETE {API}": {"query": {"version": "3"}, "json": {}},
    f"POST {API}/revisions": {"json": VERSION},
    f"GET {API}/document": {"query": {"number": "1"}},
    f"POST {API}/trial": {"json": {"answers": {"recommend": 9}}},
}


def keep_questionnaire(clinic):
    """One with a revision, and with changes since."""
    which = {
        "organisation_id": OrganisationId(clinic.organisation_id),
        "questionnaire_id": clinic.questionnaire_id,
        "by": MURAT,
        "ports": questionnaire_ports(),
    }
    start_questionnaire(document=instrument("nps"), **which)
    publish_questionnaire(version=1, **which)
    save_questionnaire(document={**instrument("nps"), "licence": clinic.organisation_id}, version=2, **which)
