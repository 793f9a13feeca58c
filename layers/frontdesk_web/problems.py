"""One table from the product's errors to HTTP. No route catches anything itself."""

from collections.abc import Sequence
from http import HTTPStatus

from frontdesk.kernel import errors
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import sentence, translations

STATUS: dict[type[errors.FrontdeskError], HTTPStatus] = {
    errors.BadInput: HTTPStatus.BAD_REQUEST,
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Refusal: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ProviderFailure: HTTPStatus.BAD_GATEWAY,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Unexpected: HTTPStatus.INTERNAL_SERVER_ERROR,
}


def status_of(error: errors.FrontdeskError) -> HTTPStatus:
    """The status the table gives the error's kind; the kinds are told apart by descent."""
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def problem(error: errors.FrontdeskError, language: Language | None = None) -> dict[str, object]:
    """RFC 9457 problem details for an error; with a language also the sentences for its codes."""
    body: dict[str, object] = {
        "type": f"urn:frontdesk:{error.code}",
        "status": status_of(error).value,
        "code": error.code,
    }
    if language is not None:
        body["detail"] = sentence(error.code, language)
    if isinstance(error, errors.BadInput):
        body["errors"] = [_field(it, language) for it in error.errors]
    return body


def faults_in_words(faults: Sequence[errors.FieldError], language: Language) -> list[dict[str, object]]:
    """Each fault with the sentence of its code and the way there, where it has them."""
    return [_field(it, language) for it in faults]


def _field(it: errors.FieldError, language: Language | None) -> dict[str, object]:
    said: dict[str, object] = {"pointer": it.pointer, "code": it.code}
    if language is not None and (words := _words_of(it.code, language)):
        said["detail"] = words
    if way := getattr(it, "way", ()):
        said["way"] = list(way)
    return said


def _words_of(code: str, language: Language) -> str | None:
    """The sentence of a field's code, where the locales have one; all words of JSON Schema share one."""
    told = "schema" if code.startswith("schema_") else code
    words = translations(language).gettext(f"error.{told}")
    return None if words == f"error.{told}" else words
