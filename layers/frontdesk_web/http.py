"""The Chalice app, and blueprint, that every HTTP function starts from."""

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode

from aws_lambda_powertools import Logger
from chalice.app import Blueprint, Chalice, DecoratorAPI, Request, Response

from frontdesk.catalogue.wiring import catalogue_in_mind
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.errors import FrontdeskError, Unavailable, Unexpected
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language, preferred, understood
from frontdesk_web.bodies import fields_of
from frontdesk_web.failures import RETRY_AFTER_S, failure, without_words
from frontdesk_web.presenters.failures import try_again_page
from frontdesk_web.problems import problem, status_of
from frontdesk_web.render import Page, SeeOther

__all__ = ["App", "Desk", "Request", "Response", "carried_number"]

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

Answer = Page | SeeOther | Response | dict[str, Any]
ErrorPage = Callable[[FrontdeskError, Request], Page]

logger = Logger()


class _Manners(DecoratorAPI):
    """The house's manners: errors answered, forms read, pages and redirects turned into responses."""

    on_error: ErrorPage | None = None
    """How this app says no in a page; without it errors are problem details."""

    def route(self, path: str, **options: Any) -> Callable[..., Any]:  # noqa: ANN401
        """Chalice's route. Errors are caught here: Chalice makes a 500 of them before any middleware runs."""
        if "POST" in options.get("methods", ["GET"]):
            options.setdefault("content_types", [FORM])
        register = super().route(path, **options)

        def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
            @functools.wraps(view)
            def answered(*args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
                try:
                    return self._answering(view, *args, **kwargs)
                except Exception as error:  # noqa: BLE001  (Chalice would log its words, and answer with none)
                    return self._failing(error)

            register(answered)
            return view

        return decorate

    @property
    def request(self) -> Request:
        """The request being answered; only inside a route."""
        # Chalice declares current_request on both App and Blueprint, but not alike.
        current: Request | None = self.current_request  # type: ignore[attr-defined]
        assert current is not None, "only inside a route"
        return current

    def form(self) -> Mapping[str, str]:
        """The fields of an urlencoded body, or of one with a file; of a repeated name the last value."""
        raw = self.request.raw_body
        if self.header("content-type").startswith(MULTIPART):
            return fields_of(raw if isinstance(raw, bytes) else raw.encode(), self.header("content-type"))
        body = raw if isinstance(raw, str) else raw.decode("utf-8", "replace")
        return dict(parse_qsl(body, keep_blank_values=True))

    def forms(self) -> Mapping[str, list[str]]:
        """The fields of an urlencoded body with every value of a repeated name."""
        raw = self.request.raw_body
        return parse_qs(
            raw if isinstance(raw, str) else raw.decode("utf-8", "replace"), keep_blank_values=True
        )

    def query(self) -> Mapping[str, str]:
        """The parameters of the address; of a repeated name the last value."""
        return dict(self.request.query_params or {})

    def queries(self) -> Mapping[str, list[str]]:
        """The parameters of the address with every value of a repeated name."""
        given: Any = self.request.query_params or {}
        return {name: given.getlist(name) for name in given}

    def address(self) -> str:
        """Where the request was sent to, with its query."""
        path = str(self.request.path).format(**(self.request.uri_params or {}))
        query = urlencode(self.query())
        return f"{path}?{query}" if query else path

    def header(self, name: str) -> str:
        """A header of the request, empty without it."""
        value: str = self.request.headers.get(name.lower(), "")
        return value

    def cookie(self, name: str) -> str | None:
        """A cookie of the request, None without it."""
        for part in self.header("cookie").split(";"):
            key, _, value = part.strip().partition("=")
            if key == name:
                return value
        return None

    def _answering(self, view: Callable[..., Any], *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
        try:
            return _response(view(*args, **kwargs))
        except FrontdeskError as error:
            return self._refusing(error)

    def _refusing(self, error: FrontdeskError) -> Response:
        logger.info(error.code)
        page = self._try_again_page if isinstance(error, Unavailable) else self.on_error
        return self._told(error, self.on_error and page)

    def _failing(self, error: Exception) -> Response:
        no = failure(error)
        logger.error(no.code, extra=without_words(error))
        return self._told(no, self.on_error and self._try_again_page)

    def _told(self, error: FrontdeskError, page: ErrorPage | None) -> Response:
        """An error as a page, or in problem details where an app has no pages; with when to try again."""
        told = self._in_problem_details(error) if page is None else _response(page(error, self.request))
        if isinstance(error, Unavailable | Unexpected):
            told.headers["Retry-After"] = str(RETRY_AFTER_S)
        return told

    def _in_problem_details(self, error: FrontdeskError) -> Response:
        headers: dict[str, Any] = {"Content-Type": "application/problem+json"}
        return Response(body=problem(error), status_code=status_of(error).value, headers=headers)

    def _try_again_page(self, no: FrontdeskError, request: Request) -> Page:
        typed = self.form() if request.method == "POST" else {}
        asked = understood({**self.query(), **typed}.get("lang", ""))
        organisation_id = (request.uri_params or {}).get("organisation_id")
        return try_again_page(
            no,
            asked or preferred(self.header("accept-language"), among=tuple(Language)),
            address=self.address(),
            typed=typed,
            patient=organisation_id is not None,
            catalogue=catalogue_in_mind(OrganisationId(organisation_id or "")),
            now=system_clock(),
        )


class App(_Manners, Chalice):
    """An HTTP function."""

    def __init__(self, name: str) -> None:
        super().__init__(app_name=name, configure_logs=False)


class Desk(_Manners, Blueprint):
    """A part of an app. Plain Blueprint routes would bypass App.route."""


def carried_number(text: str) -> int | None:
    """The number that a form or an address carried, None for anything else: Python refuses to read endless digits."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _response(answer: Answer) -> Response:
    match answer:
        case Page():
            return Response(body=answer.html, status_code=answer.status, headers=dict(answer.headers))
        case SeeOther():
            headers: dict[str, Any] = {"Location": answer.url, "Cache-Control": "no-store"}
            headers["Content-Type"] = "text/plain"
            if answer.cookies:
                headers["Set-Cookie"] = list(answer.cookies)
            return Response(body="", status_code=303, headers=headers)
        case Response():
            return answer
    return Response(body=answer)
