"""An Asterisk and a frontdesk on this machine, as the bridge between them meets them."""

import asyncio
import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from frontdesk.messaging.rules.call_events import read_call_events
from frontdesk.messaging.rules.signatures import signature

from .calls_desk import SECRET


class FakeAsterisk:
    """A manager interface: it takes one login and says what the test has it say."""

    def __init__(self):
        self.actions, self.open, self._writer, self._server = asyncio.Queue(), {}, None, None
        self._connections = []

    async def start(self, port=0):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _serve(self, reader, writer):
        self._writer = writer
        self._connections.append(writer)
        writer.write(b"Asterisk Call Manager/9.0.0\r\n")
        said = {}
        while line := (await reader.readline()).decode():
            name, colon, value = line.strip().partition(": ")
            if colon:
                said[name] = value
                continue
            if said.get("Action") == "Login":
                right = said["Secret"] == "ami"
                self.says(
                    Response="Success" if right else "Error", Message="" if right else "Authentication failed"
                )
            elif said.get("Action") == "CoreShowChannels":
                for call in self.open:
                    self.says(Event="CoreShowChannel", Linkedid=call)
                self.says(Event="CoreShowChannelsComplete")
            elif said:
                await self.actions.put(said)
            said = {}

    def says(self, **message):
        self._writer.write(("".join(f"{it}: {value}\r\n" for it, value in message.items()) + "\r\n").encode())

    def hears(self, call, event, leg="patient", **more):
        """An event of the leg to the desk, which has the call's own id, or to the patient."""
        self.says(Event=event, Linkedid=call, Uniqueid=call if leg == "desk" else "1700.2", **more)

    async def hang_up(self):
        self._server.close()
        for it in self._connections:
            it.close()
            with suppress(ConnectionError):
                await it.wait_closed()


class FakeFrontdesk:
    """The two doors, over HTTP; `away` is for how many requests it is not there."""

    def __init__(self):
        self.calls, self.events, self.away, self.forged = [], [], 0, 0
        self.wanted, self.has_heard = set(), threading.Event()
        outer = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self):
                taken, outer.calls = ([], outer.calls) if outer.away else (outer.calls, [])
                self._answers(self.path.encode(), {"calls": taken})

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if not outer.away:
                    outer.events += read_call_events(json.loads(body))
                    outer.tells()
                self._answers(body, {"heard": 1, "unknown": []})

            def _answers(self, said, answer):
                at, signed = self.headers["X-Frontdesk-Timestamp"], self.headers["X-Frontdesk-Signature"]
                outer.forged += signed != signature(said, at=at, secret=SECRET)
                status, outer.away = (503, outer.away - 1) if outer.away else (200, 0)
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_said):
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    @property
    def heard(self):
        return [(it.id, it.end.value) for it in self.events]

    def waits_for(self, heard):
        self.has_heard.clear()
        self.wanted = set(heard)
        self.tells()

    def tells(self):
        if self.wanted <= set(self.heard):
            self.has_heard.set()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
