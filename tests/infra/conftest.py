"""The product's own package, made once, and a small clinic made of nothing but what packaging needs."""

import fcntl
import json
from pathlib import Path

import pytest

from infra.package import package
from infra.target import Place, Target


@pytest.fixture(scope="session")
def packaged():
    """The template, read while nobody else packages: a desk beside this worker uses the same folder and lock."""
    target = Target(Place.LOCAL)
    target.build.mkdir(parents=True, exist_ok=True)
    with (target.build / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return package(target).template.read_text()


@pytest.fixture(scope="session")
def template(packaged):
    return json.loads(packaged)


@pytest.fixture(scope="session")
def resources(template):
    return template["Resources"]


@pytest.fixture(scope="session")
def of_type(resources):
    def find(kind: str) -> dict[str, dict]:
        found = {name: it["Properties"] for name, it in resources.items() if it["Type"] == kind}
        assert found, f"no {kind} in the template"
        return found

    return find


@pytest.fixture
def small_clinic(tmp_path) -> Path:
    """A source tree with one app: a door, a listener and a word in two languages."""
    app = tmp_path / "functions" / "window"
    (app / ".chalice").mkdir(parents=True)
    (app / "requirements.txt").touch()
    (app / "app.py").write_text(
        'from chalice import Chalice\nimport frontdesk\napp = Chalice("frontdesk-window")\n'
        '@app.route("/window/{clinic}")\ndef page(clinic):\n    return {"clinic": clinic}\n'
        '@app.lambda_function(name="listener")\ndef listener(event, context):\n    return None\n'
    )
    (app / ".chalice" / "config.json").write_text('{"version": "2.0", "app_name": "frontdesk-window"}')
    (app / ".chalice" / "policy.json").write_text(policy("dynamodb:GetItem"))
    (app / ".chalice" / "policy-listener.json").write_text(policy("dynamodb:PutItem"))
    for layer in ("frontdesk", "frontdesk_web"):
        (tmp_path / "layers" / layer).mkdir(parents=True)
        (tmp_path / "layers" / layer / "__init__.py").touch()
    words = tmp_path / "layers/frontdesk_web/locales/de/LC_MESSAGES"
    words.mkdir(parents=True)
    (words / "frontdesk.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "yes"\nmsgstr "ja"\n'
    )
    return tmp_path


def policy(action: str) -> str:
    statement = {"Effect": "Allow", "Action": [action], "Resource": {"Fn::GetAtt": ["WindowTable", "Arn"]}}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
