"""The machines that wait, by AWS Step Functions (Standard): statemachines/followup_task.asl.json, corrective_action.

Their input holds ids, the phase and seconds: nothing personal. AWS keeps a closed name 90 days; a new run has its own.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import get_session

from frontdesk.followup.model.lists import Wait
from frontdesk.kernel.patience import CLIENT

GONE = {"TaskTimedOut", "InvalidToken", "TaskDoesNotExist"}


@dataclass(frozen=True, slots=True)
class StepFunctionsMachine:
    """`Machine` on Step Functions; `variable` names the environment variable with its ARN."""

    variable: str

    def start(self, name: str, begin: Mapping[str, object]) -> None:
        try:
            _client().start_execution(
                stateMachineArn=os.environ[self.variable], name=name, input=json.dumps(begin)
            )
        except ClientError as error:
            if _code(error) != "ExecutionAlreadyExists":
                raise

    def wake(self, token: str, wait: Wait) -> bool:
        output = json.dumps({"phase": wait.phase, "seconds": wait.seconds})
        try:
            _client().send_task_success(taskToken=token, output=output)
        except ClientError as error:
            if _code(error) not in GONE:
                raise
            return False
        return True

    def is_running(self, name: str) -> bool | None:
        arn = f"{os.environ[self.variable].replace(':stateMachine:', ':execution:')}:{name}"
        try:
            found = _client().describe_execution(executionArn=arn)
        except ClientError as error:
            if _code(error) != "ExecutionDoesNotExist":
                raise
            return None
        running: bool = found["status"] == "RUNNING"
        return running


@cache
def _client() -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
    return get_session().create_client("stepfunctions", config=Config(**CLIENT))


def _code(error: ClientError) -> str:
    code: str = error.response["Error"]["Code"]
    return code
