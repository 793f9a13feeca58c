"""Who listens to what: events/routes.json and the rules of the bus are the same list."""

import json

import pytest

from infra.lambdas import Lambda
from infra.routes import rules
from infra.target import ROOT, PackagingFailed

LISTENER = Lambda("requests", "listener", {}, ())


def test_every_line_of_the_routes_is_a_rule_and_every_rule_a_line(of_type):
    routes = json.loads((ROOT / "events" / "routes.json").read_text())
    written = {
        (source, fact, listener)
        for source, facts in routes.items()
        for fact, listeners in facts.items()
        for listener in listeners
    }
    deployed = {
        (source, fact, target["Id"])
        for rule in of_type("AWS::Events::Rule").values()
        if "EventBusName" in rule  # the account's own bus, without a name, brings no facts of ours
        for source in rule["EventPattern"]["source"]
        for fact in rule["EventPattern"]["detail-type"]
        for target in rule["Targets"]
    }
    assert deployed == written


def test_a_fact_that_cannot_be_delivered_is_set_aside():
    made = rules({"frontdesk.requests": {"RequestSubmitted": ["requests-listener"]}}, [LISTENER])
    (target,) = made["RequestsRequestSubmittedRule"]["Properties"]["Targets"]
    assert target["DeadLetterConfig"] == {"Arn": {"Fn::GetAtt": ["RequestsListenerDeadLetters", "Arn"]}}
    assert "RequestsListenerDeadLettersPolicy" in made
    assert "RequestsListenerBusPermission" in made


def test_a_listener_that_does_not_exist_is_named():
    with pytest.raises(PackagingFailed, match="sends RequestSubmitted to requests-nobody"):
        rules({"frontdesk.requests": {"RequestSubmitted": ["requests-nobody"]}}, [LISTENER])


def test_more_than_five_listeners_are_refused():
    six = [Lambda("area", f"listener{number}", {}, ()) for number in range(6)]
    with pytest.raises(PackagingFailed, match="6 listeners"):
        rules({"frontdesk.area": {"Fact": [one.name for one in six]}}, six)
