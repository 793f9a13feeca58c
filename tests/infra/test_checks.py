"""A check that is blind is not believed, one that sees is not talked over, and what was clean is remembered."""

import json

import pytest

from infra.checks import tools
from infra.checks.__main__ import judged, look
from infra.checks.audit import FULL_OF_HOLES, audit, pip_audit
from infra.checks.findings import CheckFailed, Exceptions, Finding, Memory, NotASecret, exceptions
from infra.checks.planted import CODE, SECRETS, TEMPLATE, Plant
from infra.target import ROOT

BAIT = Plant("bait.txt", lambda: "a fault", frozenset({"R1"}))


@pytest.fixture
def ours(tmp_path):
    file = tmp_path / "ours.txt"
    file.write_text("ours")
    return file


@pytest.fixture
def memory(tmp_path):
    return Memory(tmp_path / "clean.json")


def tool(*rules, also=()):
    """A tool that finds these rules in the bait, and others in our files."""

    def ask(files):
        bait, *rest = files
        found = [Finding(bait, 1, rule, "") for rule in rules]
        return found + [Finding(path, 7, rule, "bad") for path in rest for rule in also]

    return tools.Tool("a tool", BAIT, ask)


def test_a_tool_that_is_silent_about_a_planted_fault_is_not_believed(ours, memory, tmp_path):
    with pytest.raises(CheckFailed, match=r"a tool says nothing about a planted fault \(R1\)"):
        look(tool("R2"), [ours], memory, tmp_path / "planted")


def test_a_fault_of_ours_is_told_and_the_planted_one_is_not(ours, memory, tmp_path):
    found = look(tool("R1", also=["R9"]), [ours], memory, tmp_path / "planted")
    assert [(one.file, one.rule) for one in found] == [(ours, "R9")]


def test_a_clean_file_is_not_asked_about_again_until_it_changes(ours, tmp_path):
    first = Memory(tmp_path / "clean.json")
    first.learn("a tool", [ours])
    first.save()
    assert Memory(tmp_path / "clean.json").unknown("a tool", [ours]) == []
    assert Memory(tmp_path / "clean.json").unknown("another tool", [ours]) == [ours]
    ours.write_text("changed")
    assert Memory(tmp_path / "clean.json").unknown("a tool", [ours]) == [ours]


def test_other_rules_make_every_file_new(ours, tmp_path):
    rules = tmp_path / "rules"
    rules.write_text("strict")
    first = Memory(tmp_path / "clean.json", [rules])
    first.learn("a tool", [ours])
    first.save()
    rules.write_text("stricter")
    assert Memory(tmp_path / "clean.json", [rules]).unknown("a tool", [ours]) == [ours]


def test_what_looks_like_a_secret_is_let_be_only_where_it_is_none():
    allowed = Exceptions({}, [NotASecret("tests/.*", "Secret Keyword", "invented")])
    invented = Finding(ROOT / "tests" / "it.py", 1, "Secret Keyword", "")
    elsewhere = Finding(ROOT / "layers" / "tests" / "it.py", 1, "Secret Keyword", "")
    a_key = Finding(ROOT / "tests" / "it.py", 1, "Private Key", "")
    assert judged([invented, elsewhere, a_key], allowed) == [elsewhere, a_key]


def test_every_exception_has_a_reason_and_templates_have_five_at_most(tmp_path):
    assert len(exceptions().skips) <= 5
    file = tmp_path / "exceptions.yaml"
    file.write_text(json.dumps({"templates": {f"CKV_{n}": "why" for n in range(6)}, "secrets": []}))
    with pytest.raises(CheckFailed, match="skips 6 checks"):
        exceptions(file)
    file.write_text(json.dumps({"templates": {"CKV_1": " "}, "secrets": []}))
    with pytest.raises(CheckFailed, match="without a reason"):
        exceptions(file)


@pytest.fixture
def instead(monkeypatch, tmp_path):
    """A shell script that stands where a tool is looked for; nothing stands there without one."""
    monkeypatch.setattr(tools, "python_of", lambda _: tmp_path / "python")

    def stands(name, script):
        file = tmp_path / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    return stands


@pytest.mark.usefixtures("instead")
def test_a_tool_that_is_not_installed_is_named(tmp_path):
    with pytest.raises(CheckFailed, match="bandit is not installed: make check"):
        tools.bandit().ask([tmp_path])


def test_a_tool_that_falls_over_is_named(instead, tmp_path):
    instead("bandit", "echo 'it fell' >&2\nexit 2")
    with pytest.raises(CheckFailed, match="bandit gave no answer:\nit fell"):
        tools.bandit().ask([tmp_path])


def test_a_template_cannot_excuse_itself(instead, tmp_path):
    instead("checkov", """echo '{"results": {"failed_checks": []}, "summary": {"skipped": 1}}'""")
    with pytest.raises(CheckFailed, match="skips a check by itself"):
        tools.checkov({}).ask([tmp_path])


@pytest.mark.parametrize("plant", [TEMPLATE, CODE, SECRETS], ids=lambda it: it.name)
def test_a_planted_fault_has_rules_that_must_speak(plant, tmp_path):
    assert plant.rules
    assert plant.into(tmp_path / "deep").read_text()


def index(holes, *, known=True):
    """An index that knows one old package, and what it is told about ours."""

    def ask(arguments):
        if "--no-deps" in arguments:
            return [{"name": "jinja2", "version": "2.10", "vulns": [HOLE] if known else []}]
        return holes

    return ask


HOLE = {"id": "CVE-1", "fix_versions": ["2.11"]}


def test_a_known_hole_is_named_with_the_version_that_mends_it(ours):
    ask = index(
        [{"name": "old", "version": "1", "vulns": [HOLE]}, {"name": "new", "version": "2", "vulns": []}]
    )
    assert audit([ours], ask) == ["ours.txt: old 1 has CVE-1, mended in 2.11"]


def test_an_index_that_knows_no_holes_at_all_is_not_believed(ours):
    with pytest.raises(CheckFailed, match=f"knows no holes in {FULL_OF_HOLES}"):
        audit([ours], index([{"name": "new", "version": "2", "vulns": []}], known=False))


@pytest.mark.parametrize("answer", [[], [{"name": "new", "skip_reason": "not found"}]])
def test_what_was_not_looked_up_is_not_called_clean(ours, answer):
    with pytest.raises(CheckFailed, match="not looked up whole"):
        audit([ours], index(answer))


def test_without_an_index_nothing_is_called_clean(monkeypatch, tmp_path):
    silent = tmp_path / "pip-audit"
    silent.write_text("#!/bin/sh\necho 'no route to host' >&2\nexit 1\n")
    silent.chmod(0o755)
    monkeypatch.setattr(tools, "python_of", lambda _: tmp_path / "python")
    with pytest.raises(CheckFailed, match="this proves nothing: no route to host"):
        audit([tmp_path], pip_audit)
