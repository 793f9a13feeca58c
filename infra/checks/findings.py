"""What a tool says, what is allowed to stand, and what was clean before."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from infra.target import ROOT

SKIPS_AT_MOST = 5
EXCEPTIONS = ROOT / "infra" / "checks" / "exceptions.yaml"
RULES = (ROOT / "requirements" / "checks.txt", EXCEPTIONS)


class CheckFailed(Exception):
    """A tool could not be asked, or cannot be believed; the message is one sentence."""


@dataclass(frozen=True)
class Finding:
    """One thing that a tool does not like: where, by which of its rules, and in its words."""

    file: Path
    line: int
    rule: str
    sentence: str

    def __str__(self) -> str:
        place = self.file.relative_to(ROOT) if self.file.is_relative_to(ROOT) else self.file
        return f"{place}:{self.line}: {self.rule} {self.sentence}"


@dataclass(frozen=True)
class NotASecret:
    """What looks like a secret and is none: files by pattern, the kind that detect-secrets calls it, and why."""

    files: str
    kind: str
    why: str

    def covers(self, finding: Finding, root: Path = ROOT) -> bool:
        """Whether a finding is of this kind and in one of these files."""
        name = finding.file.relative_to(root).as_posix() if finding.file.is_relative_to(root) else ""
        return finding.rule == self.kind and re.fullmatch(self.files, name) is not None


@dataclass(frozen=True)
class Exceptions:
    """Everything that is allowed to stand, each with a reason."""

    skips: Mapping[str, str]
    not_secrets: Sequence[NotASecret]


def exceptions(file: Path = EXCEPTIONS) -> Exceptions:
    """Read the one file of exceptions. Raises CheckFailed when it allows too much or gives no reason."""
    said: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    found = Exceptions(said["templates"], [NotASecret(**one) for one in said["secrets"]])
    if len(found.skips) > SKIPS_AT_MOST:
        raise CheckFailed(
            f"{file.name} skips {len(found.skips)} checks of templates, at most {SKIPS_AT_MOST} may be"
        )
    reasons = [*found.skips.values(), *(one.why for one in found.not_secrets)]
    if not all(isinstance(reason, str) and reason.strip() for reason in reasons):
        raise CheckFailed(f"{file.name} has an exception without a reason")
    return found


class Memory:
    """Files that a tool found clean. With the same content, tools and rules they are not asked about again."""

    def __init__(self, file: Path, rules: Sequence[Path] = RULES) -> None:
        self.file = file
        drivers = sorted(Path(__file__).parent.glob("*.py"))
        self._rules = hashlib.sha256(b"".join(path.read_bytes() for path in [*rules, *drivers])).hexdigest()
        self._clean: set[str] = set(json.loads(file.read_text())) if file.exists() else set()
        self._kept: set[str] = set()

    def unknown(self, tool: str, files: Sequence[Path]) -> list[Path]:
        """The files that have to be looked at; what is known stays known."""
        names = {path: self._name(tool, path) for path in files}
        self._kept |= set(names.values()) & self._clean
        return [path for path, name in names.items() if name not in self._clean]

    def learn(self, tool: str, files: Sequence[Path]) -> None:
        """These were looked at, and nothing was found."""
        self._kept |= {self._name(tool, path) for path in files}

    def save(self) -> None:
        """Keep what is true now; what changed or went away is forgotten."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(sorted(self._kept)))

    def _name(self, tool: str, path: Path) -> str:
        said = f"{self._rules} {tool} {path} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        return hashlib.sha256(said.encode()).hexdigest()
