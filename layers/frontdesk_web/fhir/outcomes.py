"""How FHIR is told no: an OperationOutcome with the sentence of the refusal, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from frontdesk.booking.errors import NotOffered, Taken, TooFarAhead, TooSoon
from frontdesk.kernel import errors
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import Language
from frontdesk_web.fhir.names import REFUSALS
from frontdesk_web.i18n import sentence
from frontdesk_web.problems import faults_in_words

GONE = (Taken, NotOffered, TooSoon, TooFarAhead)
"""The time cannot be had. ITI-116: `fatal` and `not-found`, whatever the reason."""

CODES: Mapping[type[FrontdeskError], str] = {
    errors.BadInput: "invalid",
    errors.NotAllowed: "forbidden",
    errors.NotFound: "not-found",
    errors.Conflict: "conflict",
    errors.Refusal: "business-rule",
    errors.ProviderFailure: "transient",
    errors.Unavailable: "transient",
    errors.Unexpected: "exception",
}
"""Issue types (http://hl7.org/fhir/issue-type) by kind, told apart by descent."""


def outcome(error: FrontdeskError, language: Language) -> dict[str, Any]:
    """OperationOutcome; of input one issue for everything that is wrong with it."""
    if isinstance(error, BadInput) and error.errors:
        issues = [_fault(it, language) for it in error.errors]
    elif isinstance(error, GONE):
        issues = [_issue("fatal", "not-found", error.code, sentence(error.code, language))]
    else:
        code = next(code for kind, code in CODES.items() if isinstance(error, kind))
        issues = [_issue("error", code, error.code, sentence(error.code, language))]
        if "tries_left" in error.details:
            issues[0]["diagnostics"] = f"tries left today: {error.details['tries_left']}"
    return {"resourceType": "OperationOutcome", "issue": issues}


def _fault(it: FieldError, language: Language) -> dict[str, Any]:
    [said] = faults_in_words([it], language)
    words = str(said.get("detail") or sentence(BadInput.code, language))
    kind = "required" if it.code in ("required", "schema_required") else "invalid"
    return _issue("error", kind, it.code, words) | {"expression": [it.pointer]}


def _issue(severity: str, kind: str, code: str, words: str) -> dict[str, Any]:
    details = {"coding": [{"system": REFUSALS, "code": code}], "text": words}
    return {"severity": severity, "code": kind, "details": details}
