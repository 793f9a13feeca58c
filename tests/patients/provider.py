"""The simulated provider of log-ins, reached without a network, and the gateway that asks it."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from frontdesk.patients.gateways.openid import OpenIdLogIn
from local.simulators.login import SECRET, LogInProvider

from .builders import NOON, a_provider, an_errand

ISSUER = a_provider().issuer


@dataclass
class Abroad:
    """What urllib3 would carry to the provider; `says` answers in its place, by the end of the address."""

    client: TestClient
    says: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)

    def request(self, method, address, *, headers=None, body=None, redirect, preload_content):
        assert (redirect, preload_content) == (False, False)
        self.asked.append(address)
        instead = next((it for end, it in self.says.items() if address.endswith(end)), None)
        if isinstance(instead, Exception):
            raise instead
        if instead is None:
            answer = self.client.request(method, address, headers=headers, content=body)
            instead = answer.status_code, answer.content
        status, content = instead
        return SimpleNamespace(status=status, read=lambda most: content[:most], release_conn=lambda: None)


class Simulated(OpenIdLogIn):
    """The gateway before the simulated provider, and what somebody does there."""

    def __init__(self):
        super().__init__(lambda _: SECRET)
        clients = dict.fromkeys(("north", "south"), an_errand().back)
        self.provider = LogInProvider(ISSUER, clients, clock=lambda: NOON)
        app = Starlette(routes=[Mount("/", routes=self.provider.routes)])
        self.browser = TestClient(app, base_url=ISSUER, follow_redirects=False)
        self._http = self.abroad = Abroad(self.browser)

    def logs_in(self, address, sub, name="", birth_date=None):
        assert self.browser.get(address).status_code == 200
        asked = {key: it for key, [it] in parse_qs(urlsplit(address).query).items()}
        answer = self.browser.post("/authorize", data=asked | {"citizen": sub})
        assert answer.status_code == 303
        there = answer.headers["location"]
        assert there.startswith(f"{asked['redirect_uri']}?")
        return {key: it for key, [it] in parse_qs(urlsplit(there).query).items()}
