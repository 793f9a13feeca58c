"""Which change needs what to be live."""

from pathlib import Path

import pytest
from watchfiles import Change

from local.reload import ProductFiles, Remedy, remedy_for

ROOT = Path("/clinic")


@pytest.mark.parametrize(
    ("changed", "remedy"),
    [
        (["layers/frontdesk/requests/rules.py"], Remedy.RECYCLE),
        (["layers/frontdesk_web/pages/window/step.html"], Remedy.RECYCLE),
        (["functions/window/app.py"], Remedy.REDEPLOY),
        (["functions/window/.chalice/policy.json"], Remedy.REDEPLOY),
        (["statemachines/service_request.asl.json"], Remedy.REDEPLOY),
        (["events/routes.json", "layers/frontdesk/kernel/ids.py"], Remedy.REDEPLOY),
        (["infra/template.yaml"], Remedy.REDEPLOY),
        (["infra/merge.py"], Remedy.NOTHING),
    ],
)
def test_a_change_needs_no_more_than_it_must(changed, remedy):
    assert remedy_for(ROOT, [ROOT / path for path in changed]) is remedy


@pytest.mark.parametrize("path", ["layers/a/__pycache__/b.pyc", "layers/a/de/LC_MESSAGES/frontdesk.mo"])
def test_what_the_build_writes_itself_is_no_change(path):
    assert not ProductFiles()(Change.modified, f"/clinic/{path}")


def test_a_template_of_a_page_is_a_change():
    assert ProductFiles()(Change.modified, "/clinic/layers/frontdesk_web/pages/layout.html")
