"""Whatever people type about themselves is a canary: it may come back on their page, and nowhere else.

Not in a log, a metric, the name or input of an execution, a fact on the bus, the name of a file, or an address; neither
as it is nor encoded, as digits alone, or as a hash that anybody can compute.
"""

import base64
import hashlib
import json
import re
from urllib.parse import quote, quote_plus

from .scope import Watch

PERSONAL = re.compile(r"name|phone|email|password|text|birth_.*|f-.*")
SHORTEST = 6
"""Shorter values are found in anything."""
SEEN_BY_AWS = {
    ("stepfunctions", "StartExecution"): ("name", "input"),
    ("stepfunctions", "SendTaskSuccess"): ("output",),
    ("stepfunctions", "DescribeExecution"): ("executionArn",),
    ("events", "PutEvents"): ("Entries",),
}
"""What others can read than those who may read the record."""


class Canaries(Watch):
    """Where a value is met; the sentences are without it."""

    def __init__(self):
        super().__init__()
        self.known = {}

    def begins(self, scope):
        for field, value in scope.typed.items():
            if PERSONAL.fullmatch(field) and len(value.strip()) >= SHORTEST:
                self.known.setdefault(value.strip(), (field, forms(value.strip())))

    def calls(self, scope, service, operation, params):
        for name in SEEN_BY_AWS.get((service, operation), ()):
            self._look(scope, f"{name} of {operation}", json.dumps(params.get(name), ensure_ascii=False))
        if service == "s3":
            self._look(scope, f"the object's name in {operation}", params.get("Key", ""))

    def logs(self, scope, record):
        told = {k: v for k, v in vars(record).items() if k not in ("args", "msg", "pathname", "exc_info")}
        self._look(scope, "a log", f"{record.getMessage()} {told} {record.exc_info or ''}")

    def ends(self, scope, answer):
        if hasattr(answer, "headers"):
            self._look(scope, "an address", str(answer.headers.get("Location", "")))
        else:
            self._look(scope, "the history of an execution", json.dumps(answer, ensure_ascii=False))

    def _look(self, scope, where, text):
        for field, others in self.known.values():
            if any(it in text for it in others):
                self.faults.append(f"{scope.name}: {where} holds what was typed as {field}")


def forms(value):
    """The value as it may be met: plain, escaped, quoted, encoded, hashed; of a telephone number the digits."""
    raw = value.encode()
    found = {value, quote(value), quote_plus(value), json.dumps(value)[1:-1]}
    found |= {getattr(hashlib, it)(raw).hexdigest() for it in ("sha256", "sha1", "md5")}
    for lead in (0, 1, 2):
        plain = base64.b64encode(b"x" * lead + raw).decode().rstrip("=")
        found |= {
            it[4:-2] for it in (plain, plain.translate(str.maketrans("+/", "-_"))) if len(it) > SHORTEST + 8
        }
    digits = re.sub(r"\D", "", value)
    if len(digits) > SHORTEST and re.fullmatch(r"[\d\s()+/-]+", value):
        found |= {digits, digits.lstrip("0")}
    return tuple(found)
