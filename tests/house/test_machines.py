"""State machines lead somewhere, know their substitutions, and agree with the code that serves them."""

import json
import re

import pytest
import yaml

from frontdesk.requests import rules
from tests.house.plan import ROOT, read

MACHINES = sorted(ROOT.glob("statemachines/*.asl.json"))


class Template(yaml.SafeLoader):
    """CloudFormation's short forms (`!Ref`, `!Sub`) as their plain values."""


def _plain(loader, _tag, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


Template.add_multi_constructor("!", _plain)


def template():
    return yaml.load(read("infra/template.yaml"), Loader=Template)  # noqa: S506  (a SafeLoader)


def resource_of(machine):
    found = [
        it["Properties"]
        for it in template()["Resources"].values()
        if it["Type"] == "AWS::StepFunctions::StateMachine"
        and it["Properties"]["DefinitionS3Location"] == f"statemachines/{machine.name}"
    ]
    assert len(found) == 1, f"{machine.name} is deployed once"
    return found[0]


def every(node, key):
    """All values of a key, at any depth."""
    if isinstance(node, list):
        for it in node:
            yield from every(it, key)
    if isinstance(node, dict):
        for name, it in node.items():
            if name == key:
                yield it
            yield from every(it, key)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda it: it.name)
def test_every_next_state_exists_and_every_state_is_reached(machine):
    said = json.loads(machine.read_text())
    aims = {said["StartAt"], *every(said, "Next"), *every(said, "Default")}
    assert aims == set(said["States"])


@pytest.mark.parametrize("machine", MACHINES, ids=lambda it: it.name)
def test_every_state_ends_or_goes_on(machine):
    for name, state in json.loads(machine.read_text())["States"].items():
        goes_on = "Next" in state or state.get("End") or state["Type"] in {"Choice", "Fail", "Succeed"}
        assert goes_on, name


@pytest.mark.parametrize("machine", MACHINES, ids=lambda it: it.name)
def test_a_choice_never_ends_without_a_default(machine):
    for name, state in json.loads(machine.read_text())["States"].items():
        assert state["Type"] != "Choice" or "Default" in state, name


@pytest.mark.parametrize("machine", MACHINES, ids=lambda it: it.name)
def test_the_substitutions_are_those_the_template_makes(machine):
    used = set(re.findall(r"\$\{(\w+)\}", machine.read_text()))
    assert used == set(resource_of(machine)["DefinitionSubstitutions"])


@pytest.mark.parametrize("machine", MACHINES, ids=lambda it: it.name)
def test_a_machine_keeps_to_the_subset_that_runs_everywhere(machine):
    said = machine.read_text()
    assert not re.findall(r'"(QueryLanguage|Assign|Output|Arguments|TimeoutSeconds)"', said)
    assert "{%" not in said


def test_the_service_request_knows_every_phase_of_a_request():
    said = json.loads(read("statemachines/service_request.asl.json"))
    phases = {choice["StringEquals"] for choice in said["States"]["Resume"]["Choices"]}
    assert phases == {rules.RECEIVED, rules.WAITING, rules.ASKED, rules.CLOSED, rules.DONE}


def test_the_service_request_calls_only_tasks_that_its_function_has():
    tasks = set(every(json.loads(read("statemachines/service_request.asl.json")), "task"))
    app = read("functions/requests/app.py")
    assert [task for task in tasks if f'"{task}"' not in app] == []
