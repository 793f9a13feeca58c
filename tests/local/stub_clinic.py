"""A source tree with the product's template and small functions in the place of its own."""

import shutil
from pathlib import Path

from infra.target import ROOT, Place, Target

POLICY = """{"Version": "2012-10-17", "Statement": [{
"Effect": "Allow", "Action": ["dynamodb:PutItem"], "Resource": {"Fn::GetAtt": ["WindowTable", "Arn"]}}]}"""
MACHINE = """{"StartAt": "Close", "States": {"Close": {"Type": "Task", "Resource":
"arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "${MachineFunctionArn}"}, "End": true}}}"""
WINDOW = """
import os, boto3, frontdesk
from chalice import Chalice
app = Chalice("frontdesk-window")

def table():
    return boto3.resource("dynamodb").Table(os.environ["WINDOW_TABLE"])

@app.route("/window/{name}")
def show(name):
    return {"word": frontdesk.WORD, "known": table().get_item(Key={"pk": name, "sk": "x"}).get("Item")}

@app.route("/window/{name}", methods=["POST"])
def keep(name):
    table().put_item(Item={"pk": name, "sk": "x"})
    return {}
"""
TASKS = {
    "requests": ["listener", "machine", "reconcile"],
    "messaging": ["deliver"],
    "reminders": ["tick", "night"],
    "followup": ["listener", "moves", "machine", "reconcile", "night", "push"],
    "relay": ["relay"],
}


def write_stub_clinic(root: Path) -> Path:
    """Write it below `root`; the libraries of the product's own package are used as they are."""
    _app(root, "window", WINDOW)
    for app, names in TASKS.items():
        functions = [
            f'@app.lambda_function(name="{name}")\ndef {name}(event, context): ...\n' for name in names
        ]
        _app(
            root, app, f'from chalice import Chalice\napp = Chalice("frontdesk-{app}")\n' + "".join(functions)
        )
    for layer in ("frontdesk", "frontdesk_web"):
        (root / "layers" / layer).mkdir(parents=True)
        (root / "layers" / layer / "__init__.py").write_text('WORD = "before"\n')
    (root / "events").mkdir()
    (root / "events/routes.json").write_text('{"frontdesk.window": {"Opened": ["requests-listener"]}}')
    (root / "statemachines").mkdir()
    for it in (ROOT / "statemachines").iterdir():
        (root / "statemachines" / it.name).write_text(MACHINE)
    (root / "infra").mkdir()
    shutil.copy(ROOT / "infra/template.yaml", root / "infra/template.yaml")
    (root / "requirements").symlink_to(ROOT / "requirements")
    build = Target(Place.LOCAL, root).build
    build.mkdir(parents=True)
    (build / "thirdparty").symlink_to(Target(Place.LOCAL).build / "thirdparty")
    return root


def _app(root: Path, name: str, code: str) -> None:
    folder = root / "functions" / name
    (folder / ".chalice").mkdir(parents=True)
    (folder / "app.py").write_text(code)
    (folder / "requirements.txt").touch()
    (folder / ".chalice/config.json").write_text(f'{{"version": "2.0", "app_name": "frontdesk-{name}"}}')
    (folder / ".chalice/policy.json").write_text(POLICY)
