"""Puts the handwritten template, the packaged apps, the layers and the rules together into one template.

One template and not a nested stack per app: every function needs the tables, the bus and the pool of the same
stack, so nested stacks would pass some fifteen values to each of them and could not see each other's
functions. Five apps make some 150 resources; CloudFormation takes 500 and the build stops before that.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from infra.alarms import alarms
from infra.apps import App
from infra.doors import door
from infra.lambdas import Lambda, lambda_resources, lambdas_of
from infra.routes import rules
from infra.target import ARCHITECTURE, RUNTIME, PackagingFailed

Template = dict[str, Any]
MOST_RESOURCES = 480
CODE_PREFIX = "code"


def handwritten(root: Path) -> Template:
    """The handwritten template of this source tree."""
    return read_template(root / "infra" / "template.yaml")


def read_template(path: Path) -> Template:
    """A template with CloudFormation's short forms (`!Ref`) written out."""
    parsed: Template = yaml_parse(path.read_text())
    # Read back from JSON so that parts shared by a YAML anchor become separate.
    copy: Template = json.loads(json.dumps(parsed))
    return copy


def merge(root: Path, apps: list[App], layers: Mapping[str, str], archives: Mapping[str, str]) -> Template:
    """One template of all.

    `layers` and `archives` are layer name and app name -> key of their archive in the artefact bucket.
    Raises PackagingFailed when a listener does not exist or there is too much for one stack.
    """
    template = handwritten(root)
    resources = template["Resources"]
    _inline_state_machines(root, resources)
    for name, key in layers.items():
        resources[layer_id(name)] = _layer(name, key)
    template["Globals"]["Function"]["Layers"] = [{"Ref": layer_id(name)} for name in layers]
    functions: list[Lambda] = []
    for app in apps:
        own = lambdas_of(app)
        functions += own
        for function in own:
            resources |= lambda_resources(function, code(archives[app.name]), resources)
        resources |= door(app)
        template["Outputs"] |= _door_output(app)
    routes = json.loads((root / "events" / "routes.json").read_text())
    resources |= rules(routes, functions)
    resources |= alarms(resources)
    if len(resources) > MOST_RESOURCES:
        raise PackagingFailed(f"{len(resources)} resources in one template: CloudFormation takes 500")
    return template


def layer_id(name: str) -> str:
    """The logical id of a layer."""
    return f"{''.join(part.capitalize() for part in name.split('_'))}Layer"


def code(key: str) -> dict[str, Any]:
    """Where an archive lies, as a function asks for it."""
    return {"Bucket": {"Ref": "ArtefactBucket"}, "Key": key}


def _layer(name: str, key: str) -> dict[str, Any]:
    return {
        "Type": "AWS::Lambda::LayerVersion",
        "Properties": {
            "LayerName": {"Fn::Sub": "${AWS::StackName}-" + name.replace("_", "-")},
            "CompatibleRuntimes": [RUNTIME],
            "CompatibleArchitectures": [ARCHITECTURE],
            "Content": {"S3Bucket": {"Ref": "ArtefactBucket"}, "S3Key": key},
        },
    }


def _inline_state_machines(root: Path, resources: dict[str, Any]) -> None:
    for resource in resources.values():
        if resource["Type"] == "AWS::StepFunctions::StateMachine":
            properties = resource["Properties"]
            definition = root / properties.pop("DefinitionS3Location")
            properties["Definition"] = json.loads(definition.read_text())


def _door_output(app: App) -> dict[str, Any]:
    if "RestAPI" not in app.resources:
        return {}
    return {f"{app.name.capitalize()}Api": {"Value": {"Ref": f"{app.name.capitalize()}Api"}}}
