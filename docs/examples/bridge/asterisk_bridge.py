"""Dials what frontdesk asks for by an Asterisk in the clinic's network, and tells it what happened. Outbound only.

    python3 asterisk_bridge.py bridge.json

One file, Python 3.11 and its standard library. It asks frontdesk every other second what there is to dial, speaks the
Asterisk Manager Interface (AMI, a socket in the clinic's network) and keeps a journal, so that a restart neither dials
a call twice nor loses what is still to be told. docs/howto/connect-a-telephone-system.md says how it is set up.
"""

import asyncio
import hashlib
import hmac
import json
import logging
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

TIMEOUT_S = 10
PAUSES_S = (1, 2, 4, 8, 16, 32, 60)
EVENTS_AT_ONCE = 100
NUMBER, NAME = re.compile(r"\+?[0-9]{3,15}"), re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
"""What may be dialled, and who may: anything else could say more to the manager than a number does."""
CAUSES = {
    "17": "busy",
    "18": "no_answer",
    "19": "no_answer",
    "21": "rejected",
    "1": "failed",
    "3": "failed",
    "27": "failed",
    "28": "failed",
    "34": "failed",
    "38": "failed",
}
"""Causes of the end of a call, by their number in ITU-T Q.850; 16 is an ordinary end."""
DISPOSITIONS = {"ANSWERED": "completed", "NO ANSWER": "no_answer", "BUSY": "busy", "FAILED": "failed"}

Message = Mapping[str, str]
log = logging.getLogger("frontdesk-bridge")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """As they stand in bridge.json; secrets stand in files of their own, which only the bridge may read."""

    url: str
    organisation: str
    secret_file: str
    ami_secret_file: str
    name: str = "bridge"
    ami_host: str = "127.0.0.1"
    ami_port: int = 5038
    ami_username: str = "frontdesk"
    channel: str = "PJSIP/{caller}"
    channels: Mapping[str, str] = field(default_factory=dict)
    context: str = "frontdesk"
    caller_id: str = ""
    ring_for_s: int = 30
    ask_every_s: float = 2
    journal: str = "bridge.sqlite"
    recordings: str = ""


class NotHeard(Exception):
    """frontdesk did not answer, or did not take what was said; `for_good` when saying it again would not help."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


class Frontdesk:
    """The two doors. What is sent is signed: HMAC-SHA256 of `<seconds>.<body, or path of a GET>`."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        if not settings.url.startswith("https://") and urlsplit(settings.url).hostname != "127.0.0.1":
            raise SystemExit("numbers of patients travel by https:// only")
        self._settings, self._clock = settings, clock
        self._path = f"/messaging/{settings.organisation}/calls"

    def pending(self) -> list[dict[str, str]]:
        path = f"{self._path}/pending?bridge={self._settings.name}"
        found: list[dict[str, str]] = self._asked(path, None)["calls"]
        return found

    def tell(self, events: list[dict[str, Any]]) -> None:
        said = self._asked(f"{self._path}/events", json.dumps({"events": events}).encode())
        if said["unknown"]:
            log.warning("%s events are of no call that frontdesk knows", len(said["unknown"]))

    def _asked(self, path: str, body: bytes | None) -> Any:  # noqa: ANN401  (JSON)
        # Read each time: a secret that was changed is good at once.
        secret = _secret(self._settings.secret_file)
        at = str(int(self._clock()))
        said = at.encode() + b"." + (path.encode() if body is None else body)
        signed = hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()
        headers = {"X-Frontdesk-Timestamp": at, "X-Frontdesk-Signature": signed}
        if body is not None:
            headers["Content-Type"] = "application/json"
        request = Request(self._settings.url + path, data=body, headers=headers)  # noqa: S310
        try:
            with urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310  # nosec B310
                return json.load(answer)
        except HTTPError as no:
            no.close()
            raise NotHeard(
                f"frontdesk answered {no.code}", for_good=no.code == HTTPStatus.BAD_REQUEST
            ) from no
        except (URLError, OSError, ValueError) as no:
            raise NotHeard("frontdesk did not answer") from no


class Journal:
    """What is being dialled and what is still to be told, in a file. No numbers."""

    def __init__(self, path: str) -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.execute("CREATE TABLE IF NOT EXISTS calls (id TEXT PRIMARY KEY, answered REAL)")
        self._file.execute("CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, said TEXT NOT NULL)")

    def begin(self, call: str) -> None:
        self._file.execute("INSERT OR IGNORE INTO calls VALUES (?, NULL)", (call,))

    def answered(self, call: str, at: float) -> None:
        self._file.execute("UPDATE calls SET answered = ? WHERE id = ? AND answered IS NULL", (at, call))

    def over(self, call: str) -> None:
        self._file.execute("DELETE FROM calls WHERE id = ?", (call,))

    def dialled(self) -> dict[str, float | None]:
        """Every call that is being dialled or spoken, and since when it is answered."""
        return dict(self._file.execute("SELECT id, answered FROM calls"))

    def note(self, event: Mapping[str, Any]) -> None:
        self._file.execute("INSERT OR IGNORE INTO events VALUES (?, ?)", (event["id"], json.dumps(event)))

    def untold(self) -> list[dict[str, Any]]:
        found = self._file.execute("SELECT said FROM events ORDER BY rowid LIMIT ?", (EVENTS_AT_ONCE,))
        return [json.loads(said) for (said,) in found]

    def told(self, events: list[dict[str, Any]]) -> None:
        self._file.executemany("DELETE FROM events WHERE id = ?", [(it["id"],) for it in events])

    def close(self) -> None:
        self._file.close()


class Bridge:
    """Three loops: what there is to dial, what Asterisk says, and what frontdesk is told."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self.settings, self._clock = settings, clock
        self.desk, self.journal = Frontdesk(settings, clock), Journal(settings.journal)
        self._manager: asyncio.StreamWriter | None = None
        self._news = asyncio.Event()
        self._channels: set[str] = set()

    async def run(self) -> None:
        """Until it is cancelled."""
        async with asyncio.TaskGroup() as loops:
            for it in (self._ask, self._listen, self._tell):
                loops.create_task(it())

    async def _ask(self) -> None:
        """Nothing is taken from frontdesk that could not be dialled."""
        failures = 0
        while True:
            await asyncio.sleep(self.settings.ask_every_s if not failures else _pause(failures))
            if self._manager is None:
                continue
            try:
                for call in await asyncio.to_thread(self.desk.pending):
                    await self._dial(call)
                failures = 0
            except NotHeard as no:
                failures += 1
                log.warning("%s; asked again in %s s", no, _pause(failures))

    async def _dial(self, call: Mapping[str, str]) -> None:
        """frontdesk hears first that it is dialled here: a call is dialled at most once, whatever breaks."""
        self.journal.begin(call["id"])
        try:
            await asyncio.to_thread(self.desk.tell, [self._event(call["id"], "requested")])
        except NotHeard:
            self.journal.over(call["id"])
            raise
        caller, number = call["caller"], call["number"]
        if self._manager is None or not NUMBER.fullmatch(number) or not NAME.fullmatch(caller):
            self._ends(call["id"], "failed")
            return
        settings = self.settings
        await self._say(
            Action="Originate",
            ActionID=call["id"],
            ChannelId=call["id"],
            Channel=settings.channels.get(caller, settings.channel.format(caller=caller)),
            Context=settings.context,
            Exten=number,
            Priority="1",
            CallerID=settings.caller_id,
            Timeout=str(settings.ring_for_s * 1000),
            Variable=f"FRONTDESK_CALL={call['id']}",
            Async="true",
        )

    async def _listen(self) -> None:
        failures = 0
        while True:
            try:
                failures = 0 if await self._listens_once() else failures
                log.warning("Asterisk hung up")
            except (OSError, ValueError) as no:
                log.warning("Asterisk is not there: %s", no)
            failures += 1
            await asyncio.sleep(_pause(failures))

    async def _listens_once(self) -> bool:
        """Whether it said anything before it hung up."""
        settings, spoke = self.settings, False
        reader, manager = await asyncio.open_connection(settings.ami_host, settings.ami_port)
        self._manager = manager
        try:
            await self._say(
                Action="Login",
                Username=settings.ami_username,
                Secret=_secret(settings.ami_secret_file),
                Events="call,cdr",
            )
            self._channels.clear()
            await self._say(Action="CoreShowChannels")
            await reader.readline()  # the greeting
            while message := await _message(reader):
                spoke = True
                self.hears(message)
        finally:
            self._manager = None
            manager.close()
        return spoke

    async def _tell(self) -> None:
        failures = 0
        while True:
            if not (events := self.journal.untold()):
                self._news.clear()
                await self._news.wait()
                continue
            try:
                await asyncio.to_thread(self.desk.tell, events)
            except NotHeard as no:
                failures += 1
                log.warning("%s; told again in %s s", no, _pause(failures))
                if no.for_good:
                    self.journal.told(events)
                await asyncio.sleep(_pause(failures))
            else:
                failures = 0
                self.journal.told(events)

    def hears(self, said: Message) -> None:
        """Something that Asterisk says; of calls that are not ours it may say what it likes."""
        known = self.journal.dialled()
        ours = next((said[it] for it in ("Linkedid", "ActionID", "UniqueID") if said.get(it) in known), "")
        match said.get("Event") or said.get("Response"):
            case "CoreShowChannel":
                self._channels.add(said.get("Linkedid", ""))
            case "CoreShowChannelsComplete":
                for call in known.keys() - self._channels:
                    self._ends(call, "other")  # it ended while nobody listened
            case "Error" if said.get("Message") == "Authentication failed":
                raise ValueError("it does not know this bridge")
            case "Error" if ours:
                self._ends(ours, "failed")
            case "OriginateResponse" if ours and said.get("Response") == "Failure":
                self._ends(ours, "failed")  # nobody took the phone at the desk
            case "Newstate" if ours and said.get("Uniqueid") != ours:
                self._rings_or_speaks(ours, said.get("ChannelStateDesc", ""))
            case "Hangup" if ours:
                self._hangs_up(ours, said, known[ours])
            case "Cdr" if ours:
                cause = DISPOSITIONS.get(said.get("Disposition", ""), "other")
                self._ends(ours, cause, "cdr", seconds=_seconds(said.get("BillableSeconds", "")))

    def _rings_or_speaks(self, call: str, state: str) -> None:
        if state == "Ringing":
            self._notes(self._event(call, "ringing"))
        elif state == "Up":
            self.journal.answered(call, self._clock())
            self._notes(self._event(call, "answered"))

    def _hangs_up(self, call: str, said: Message, since: float | None) -> None:
        """The patient's leg says why, the desk's leg says that it is over."""
        spoke = since is not None
        cause = CAUSES.get(said.get("Cause", ""), "completed" if spoke else "no_answer")
        seconds = max(int(self._clock() - since), 0) if since is not None else 0
        if said.get("Uniqueid") != call:
            self._notes(self._event(call, "ended", cause=cause, seconds=seconds))
            return
        self._ends(call, "completed" if spoke else "other", "over", seconds=seconds)

    def _ends(self, call: str, cause: str, kind: str = "ended", **more: int) -> None:
        self._notes(self._event(call, "ended", kind, cause=cause, **more))
        if kind != "cdr":
            self._recorded(call)
        self.journal.over(call)

    def _recorded(self, call: str) -> None:
        path = Path(self.settings.recordings, f"{call}.wav")
        if self.settings.recordings and path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            recording = {"uri": f"pbx://{self.settings.name}/{path.name}", "sha256": digest}
            self._notes(self._event(call, "recording", recording=recording))

    def _event(self, call: str, kind: str, name: str = "", **more: object) -> dict[str, Any]:
        """Its id is its name within the call: what is told twice is one event."""
        at = datetime.fromtimestamp(self._clock(), UTC).isoformat()
        event = {"id": f"{call}.{name or kind}", "call_id": call, "type": kind, "at": at}
        return {**event, "provider_call_id": call, **more}

    def _notes(self, event: Mapping[str, Any]) -> None:
        self.journal.note(event)
        self._news.set()

    async def _say(self, **action: str) -> None:
        if self._manager is not None:
            lines = [f"{name}: {it}" for name, it in action.items() if it]
            self._manager.write(("\r\n".join(lines) + "\r\n\r\n").encode())
            await self._manager.drain()


async def _message(reader: asyncio.StreamReader) -> Message:
    """The next block of lines; empty when there is no more."""
    said: dict[str, str] = {}
    while line := await reader.readline():
        name, colon, value = line.decode("utf-8", "replace").strip().partition(":")
        if colon:
            said[name] = value.strip()
        elif said:
            return said
    return {}


def _secret(path: str) -> str:
    return Path(path).read_text("utf-8").strip()


def _seconds(written: str) -> int:
    return int(written) if written.isdecimal() else 0


def _pause(failures: int) -> int:
    return PAUSES_S[min(failures, len(PAUSES_S)) - 1]


def main(path: str) -> None:
    """Run until Ctrl-C."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    settings = Settings(**json.loads(Path(path).read_text("utf-8")))
    bridge = Bridge(settings)
    with suppress(KeyboardInterrupt):
        asyncio.run(bridge.run())
    bridge.journal.close()


if __name__ == "__main__":
    main(sys.argv[1])
