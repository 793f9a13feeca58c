"""The three tools of `.venv-checks`, each asked in its own way, all answering with findings."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.checks import planted
from infra.checks.findings import CheckFailed, Finding
from infra.target import ROOT
from local.bootstrap import CHECKS, python_of

QUIET = {"LOG_LEVEL": "ERROR"}

COMMENTS = "detect_secrets.filters.allowlist.is_line_allowlisted"
"""A comment beside a secret does not make it less of one."""


@dataclass(frozen=True)
class Tool:
    """A tool: what it is called, what it has to find, and how it is asked about some files."""

    name: str
    plant: planted.Plant
    ask: Callable[[Sequence[Path]], list[Finding]]


def checkov(skips: Mapping[str, str]) -> Tool:
    """Known mistakes in templates."""

    def ask(files: Sequence[Path]) -> list[Finding]:
        command = ["checkov", "--framework", "cloudformation", "--skip-download", "--quiet", "--compact"]
        command += ["--output", "json", *(word for file in files for word in ("--file", str(file)))]
        if skips:
            command += ["--skip-check", ",".join(skips)]
        answer = _answer(command)
        reports: list[dict[str, Any]] = answer if isinstance(answer, list) else [answer]
        broken = [file for one in reports for file in one.get("results", {}).get("parsing_errors", [])]
        if broken:
            raise CheckFailed(f"checkov cannot read {', '.join(broken)}")
        if any(one.get("summary", {}).get("skipped") for one in reports):
            raise CheckFailed(
                "a template skips a check by itself; that stands in infra/checks/exceptions.yaml only"
            )
        return [_mistake(one) for report in reports for one in report["results"]["failed_checks"]]

    return Tool("checkov", planted.TEMPLATE, ask)


def bandit() -> Tool:
    """Known mistakes in Python, those of medium weight and more."""

    def ask(files: Sequence[Path]) -> list[Finding]:
        command = ["bandit", "--quiet", "--severity-level", "medium", "--format", "json"]
        answer = _answer([*command, *map(str, files)])
        if answer["errors"]:
            raise CheckFailed(f"bandit cannot read {answer['errors'][0]['filename']}")
        return [
            Finding(ROOT / one["filename"], one["line_number"], one["test_id"], one["issue_text"])
            for one in answer["results"]
        ]

    return Tool("bandit", planted.CODE, ask)


def detect_secrets() -> Tool:
    """Keys and passwords. Nothing is sent anywhere to see whether it opens something."""

    def ask(files: Sequence[Path]) -> list[Finding]:
        names = [os.path.relpath(file, ROOT) for file in files]
        command = ["detect-secrets", "--cores", "2", "scan", "--no-verify", "--disable-filter", COMMENTS]
        answer = _answer([*command, *names])
        return [
            Finding(ROOT / name, one["line_number"], one["type"], "may be a secret")
            for name, found in answer["results"].items()
            for one in found
        ]

    return Tool("detect-secrets", planted.SECRETS, ask)


def run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    """Run a program of `.venv-checks` from the repository's root."""
    program = python_of(CHECKS).with_name(command[0])
    try:
        return subprocess.run(
            [program, *command[1:]],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=os.environ | QUIET,
        )
    except FileNotFoundError as missing:
        raise CheckFailed(f"{command[0]} is not installed: make check makes .venv-checks") from missing


def _answer(command: Sequence[str]) -> Any:  # noqa: ANN401  (what a tool says is looked at where it is asked)
    done = run(command)
    try:
        return json.loads(done.stdout)
    except ValueError as trouble:
        raise CheckFailed(f"{command[0]} gave no answer:\n{done.stderr[-1500:]}") from trouble


def _mistake(one: dict[str, Any]) -> Finding:
    sentence = f"{one['resource']}: {one['check_name']}"
    return Finding(Path(one["file_abs_path"]), one["file_line_range"][0], one["check_id"], sentence)
