"""Requests that nobody thought of, to every operation that an OpenAPI document names."""

import contextlib
import time
from dataclasses import dataclass, field
from http import HTTPStatus

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from frontdesk_web.session import COOKIE
from tests.width import SEED

from .wsgi import wsgi

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
JSON = {"Content-Type": "application/json"}
DESK = {"appointments", "FHIR R4", "messages", "reminders", "encounters"}
"""The headings of what staff of the desk do, and administrators may not."""
FORGED = f"lindenhof.{'A' * 43}"


@dataclass
class Fuzzed:
    """What came of it: faults by operation, and how often each status was answered."""

    faults: dict[str, set[str]] = field(default_factory=dict)
    statuses: dict[str, dict[int, int]] = field(default_factory=dict)

    def fault(self, label, words):
        self.faults.setdefault(label, set()).add(words)

    def count(self, label, status):
        counted = self.statuses.setdefault(label, {})
        counted[status] = counted.get(status, 0) + 1


def fuzz(door, document, session, *, cases, seconds, aim=lambda case: None):
    """Sends `cases` requests to each operation, half of them fitting the document, until the time is over.

    `session` is None where nobody signs in. `aim` may change a case so that it meets something that is there. Faults
    are gathered, not raised: what a request leaves behind changes what the next one meets, so that nothing could be
    repeated or made smaller.
    """
    schema = schemathesis.openapi.from_dict(document)
    schema.app = wsgi(door)
    schema.config.generation.update(with_security_parameters=False)
    operations = [it.ok() for it in schema.get_all_operations()]
    found, ends_at = Fuzzed(), time.monotonic() + seconds
    for number, operation in enumerate(operations):
        share = (ends_at - time.monotonic()) / (len(operations) - number)
        for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:
            over_at = time.monotonic() + share / 2
            _fuzz_one(operation, mode, session, found, cases=cases // 2, over_at=over_at, aim=aim)
    return found


def part_of(document, *, of_the_desk):
    """What of the console's document is about patients, or all else: no role may do both."""
    paths = {
        path: said
        for path, said in document["paths"].items()
        if any(DESK & {*it["tags"]} for it in said.values()) == of_the_desk
    }
    return document | {"paths": paths}


def _fuzz_one(operation, mode, session, found, *, cases, over_at, aim):
    @seed(SEED)
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case):
        if time.monotonic() < over_at:
            aim(case)
            _send(case, session, found)

    # What an operation without parameters asks for cannot be said wrongly.
    with contextlib.suppress(Unsatisfiable):
        one()


def _send(case, session, found):
    label = case.operation.label
    response = case.call(headers=JSON, cookies={COOKIE: session} if session else {})
    found.count(label, response.status_code)
    try:
        case.validate_response(response, checks=CHECKS)
    except (Failure, FailureGroup) as bad:
        found.fault(label, f"{_words(bad)}\n{case.as_curl_command()}")
    for who in ({}, {COOKIE: FORGED}) if session else ():
        if case.call(headers=JSON, cookies=who).status_code != HTTPStatus.UNAUTHORIZED:
            found.fault(label, "answers without a session")


def _words(bad):
    return "\n".join(str(it) for it in getattr(bad, "exceptions", [bad]))
