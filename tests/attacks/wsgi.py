"""A door as a WSGI application, for tools that know nothing of Chalice."""

from http import HTTPStatus


def wsgi(door):
    def application(environ, start_response):
        headers = {
            name.removeprefix("HTTP_").replace("_", "-").lower(): value
            for name, value in environ.items()
            if name.startswith("HTTP_")
        }
        if environ.get("CONTENT_TYPE"):
            headers["content-type"] = environ["CONTENT_TYPE"]
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        # Werkzeug's client hands over the raw path, and the query apart from it.
        asked = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
        target = environ["REQUEST_URI"].partition("?")[0] + asked
        answer = door.asks(environ["REQUEST_METHOD"], target, headers, body)
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(answer.headers))
        return [answer.body]

    return application
