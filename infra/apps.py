"""Packages the Chalice apps of `functions/` and says what is in them.

`chalice package` imports the app, finds its routes and functions and writes an archive and a SAM template.
It works on a copy, because it keeps notes beside the app. Logical names are the same in every app's
template; `infra.merge` gives them names of their own.
"""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.archives import content_hash, files_below
from infra.target import DOOR_TIMEOUT_S, MEMORY_MB, TASK_TIMEOUT_S, PackagingFailed, Target

Resource = dict[str, Any]
STAGE = "api"
CHALICE = "import sys; from chalice.cli import main; sys.exit(main())"
EVERY_ACTION_BY_HAND = "policy.json"


@dataclass(frozen=True)
class App:
    """A packaged app: its archive and the resources Chalice wrote for it, under Chalice's own names."""

    name: str
    archive: Path
    resources: dict[str, Resource]


def package_apps(target: Target, environment: list[str]) -> list[App]:
    """Package every app; `environment` names the variables the functions will find when they run."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(lambda name: _package(target, name, environment), target.functions))


def _package(target: Target, name: str, environment: list[str]) -> App:
    source = target.root / "functions" / name
    copy = target.build / "apps" / name
    out = copy / "out"
    stamp = out / "made-from"
    made_from = _fingerprint(target, source, environment)
    if not stamp.exists() or stamp.read_text() != made_from:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", "deployments", "deployed"))
        _complete_config(copy)
        _run_chalice(target, copy, out, environment)
        stamp.write_text(made_from)
    template = json.loads((out / "sam.json").read_text())
    return App(name=name, archive=out / "deployment.zip", resources=template["Resources"])


def _fingerprint(target: Target, source: Path, environment: list[str]) -> str:
    """Routes may be declared by shared code too, so all of our Python counts."""
    code = [path for path in files_below(target.root / "layers") if path.suffix == ".py"]
    paths = [*files_below(source), *code, Path(__file__)]
    named = [(path.name, path.read_bytes()) for path in paths]
    return content_hash([*named, ("environment", " ".join(environment).encode())])


def _complete_config(copy: Path) -> None:
    """Fill in what is the same for every app.

    A function's policy is `policy-<name>.json` if there is one, else the app's `policy.json`.
    """
    path = copy / ".chalice" / "config.json"
    config = json.loads(path.read_text())
    stage = config.setdefault("stages", {}).setdefault("dev", {})
    stage.setdefault("api_gateway_stage", STAGE)
    stage.setdefault("autogen_policy", False)
    stage.setdefault("iam_policy_file", EVERY_ACTION_BY_HAND)
    stage.setdefault("lambda_memory_size", config.get("lambda_memory_size", MEMORY_MB))
    stage.setdefault("lambda_timeout", config.get("lambda_timeout", TASK_TIMEOUT_S))
    functions = stage.setdefault("lambda_functions", {})
    functions.setdefault("api_handler", {}).setdefault("lambda_timeout", DOOR_TIMEOUT_S)
    for policy in sorted(path.parent.glob("policy-*.json")):
        function = policy.stem.removeprefix("policy-")
        functions.setdefault(function, {}).setdefault("iam_policy_file", policy.name)
    path.write_text(json.dumps(config, indent=1))


def _run_chalice(target: Target, copy: Path, out: Path, environment: list[str]) -> None:
    """Import and package in a process of its own: two apps are both called `app`."""
    variables = dict.fromkeys(environment, "packaging") | {
        "POWERTOOLS_LOG_LEVEL": "WARNING",
        "PATH": os.environ.get("PATH", ""),
        "HOME": os.environ.get("HOME", str(copy)),
        "PYTHONPATH": str(target.root / "layers"),
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    command = [sys.executable, "-c", CHALICE, "package", "--stage", "dev", str(out)]
    done = subprocess.run(command, cwd=copy, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise PackagingFailed("\n  ".join([f"functions/{copy.name} cannot be packaged:", *said[-6:]]))
