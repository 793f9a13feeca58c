"""One table from the product's errors to HTTP. No route catches anything itself."""

from http import HTTPStatus

from frontdesk.kernel import errors

STATUS: dict[type[errors.FrontdeskError], HTTPStatus] = {
    errors.BadInput: HTTPStatus.BAD_REQUEST,
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Refusal: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ProviderFailure: HTTPStatus.BAD_GATEWAY,
}


def status_of(error: errors.FrontdeskError) -> HTTPStatus:
    """The status the table gives the error's kind; the kinds are told apart by descent."""
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def problem(error: errors.FrontdeskError) -> dict[str, object]:
    """RFC 9457 problem details for an error."""
    body: dict[str, object] = {
        "type": f"urn:frontdesk:{error.code}",
        "status": status_of(error).value,
        "code": error.code,
    }
    if isinstance(error, errors.BadInput):
        body["errors"] = [{"pointer": e.pointer, "code": e.code} for e in error.errors]
    return body
