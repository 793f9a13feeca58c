"""The machine that waits, by AWS Step Functions (Standard): statemachines/service_request.asl.json.

An execution is named `<organisation>-<request>-<attempt>` (at most 31 + 1 + 32 + 1 + digits of 80 characters); its
input holds ids, the phase and seconds: nothing personal. AWS keeps a closed name 90 days; a new attempt has its own
"""

import json
import os
from functools import cached_property
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import get_session

from frontdesk.kernel.patience import CLIENT
from frontdesk.requests.model import Request, Wait

GONE = {"TaskTimedOut", "InvalidToken", "TaskDoesNotExist"}


class StepFunctionsMachine:
    """`Machine` on Step Functions."""

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
        return get_session().create_client("stepfunctions", config=Config(**CLIENT))

    def start(self, request: Request, wait: Wait) -> None:
        begin = {
            "organisation_id": request.organisation_id,
            "request_id": request.id,
            "attempt": request.attempt,
            "next": {"phase": wait.phase, "seconds": wait.seconds},
        }
        try:
            self._client.start_execution(
                stateMachineArn=os.environ["SERVICE_REQUEST_MACHINE"],
                name=_name(request),
                input=json.dumps(begin),
            )
        except ClientError as error:
            if _code(error) != "ExecutionAlreadyExists":
                raise

    def wake(self, token: str, wait: Wait) -> bool:
        output = json.dumps({"phase": wait.phase, "seconds": wait.seconds})
        try:
            self._client.send_task_success(taskToken=token, output=output)
        except ClientError as error:
            if _code(error) not in GONE:
                raise
            return False
        return True

    def is_running(self, request: Request) -> bool | None:
        machine = os.environ["SERVICE_REQUEST_MACHINE"]
        arn = f"{machine.replace(':stateMachine:', ':execution:')}:{_name(request)}"
        try:
            found = self._client.describe_execution(executionArn=arn)
        except ClientError as error:
            if _code(error) != "ExecutionDoesNotExist":
                raise
            return None
        running: bool = found["status"] == "RUNNING"
        return running


def _name(request: Request) -> str:
    return f"{request.organisation_id}-{request.id}-{request.attempt}"


def _code(error: ClientError) -> str:
    code: str = error.response["Error"]["Code"]
    return code
