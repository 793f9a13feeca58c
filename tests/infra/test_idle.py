"""What is paid for when no patient comes: the benchmarks' cost of an idle month is that of this template."""

import re

from benchmarks.budgets import budgets

DAYS = 30
FREE_UNTIL_USED = {
    "AWS::ApiGateway::Account",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::DynamoDB::Table",
    "AWS::Events::EventBus",
    "AWS::Events::Rule",
    "AWS::IAM::Role",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::LayerVersion",
    "AWS::Lambda::Permission",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
    "AWS::Serverless::Api",
    "AWS::Serverless::Function",
    "AWS::StepFunctions::StateMachine",
}
COUNTED = {"AWS::CloudWatch::Alarm", "AWS::KMS::Key", "AWS::Scheduler::Schedule"}


def runs_a_month(expression):
    if minutes := re.fullmatch(r"rate\((\d+) minutes?\)", expression):
        return DAYS * 24 * 60 // int(minutes[1])
    if re.fullmatch(r"rate\(1 hour\)|cron\(\d+ \* \* \* \? \*\)", expression):
        return DAYS * 24
    assert re.fullmatch(r"cron\(\d+ \d+ \* \* \? \*\)", expression), "once a day"
    return DAYS


def test_an_idle_month_counts_the_alarms_keys_and_rounds_of_the_template(of_type):
    schedules = of_type("AWS::Scheduler::Schedule").values()
    assert budgets("idle") == {
        "alarms": len(of_type("AWS::CloudWatch::Alarm")),
        "keys": len(of_type("AWS::KMS::Key")),
        "scheduled": sum(runs_a_month(it["ScheduleExpression"]) for it in schedules),
    }


def test_nothing_else_costs_by_being_there(resources):
    assert {it["Type"] for it in resources.values()} - FREE_UNTIL_USED == COUNTED
