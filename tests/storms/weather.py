"""What is taken away: processes of functions, at seeded moments, and the whole local cloud, gently."""

import os
import re
import signal
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from threading import Event

from local.stack import Desk

EVERY_S = (0.2, 1.6)


@dataclass
class Thunder:
    """Kills one function's process after the other; in the middle of its time it restarts the cloud."""

    desk: Desk
    chance: Random
    killed: Counter[str] = field(default_factory=Counter)
    restarts: int = 0

    def rages(self, seconds: float, ended: Event) -> None:
        """Until the time is over or somebody ends it."""
        over_at = time.monotonic() + seconds
        restart_at = over_at - seconds * self.chance.uniform(0.4, 0.6)
        while time.monotonic() < over_at and not ended.wait(self.chance.uniform(*EVERY_S)):
            if not self.restarts and time.monotonic() > restart_at:
                restart(self.desk)
                self.restarts += 1
            else:
                self._strike()

    def _strike(self) -> None:
        """Any function is as likely as any other, however many processes it has."""
        there = processes(self.desk)
        if not there:
            return
        name = self.chance.choice(sorted(there))
        try:
            os.kill(self.chance.choice(there[name]), signal.SIGKILL)
        except ProcessLookupError:
            return  # it ended by itself meanwhile
        self.killed[name] += 1


def processes(desk: Desk) -> dict[str, list[int]]:
    """Function -> its processes. They are known by the folder of this very run that they were unpacked into."""
    scratch = re.escape(str(desk.settings.home / "scratch"))
    line = re.compile(rf"\s*(\d+) .*{scratch}/ministack-lambda-([\w-]+)-\w+/_worker\.py")
    listed = subprocess.run(
        ["ps", "-axww", "-o", "pid=,command="], capture_output=True, text=True, check=True
    )
    found: dict[str, list[int]] = {}
    for row in listed.stdout.splitlines():
        if it := line.match(row):
            found.setdefault(it[2], []).append(int(it[1]))
    return found


def restart(desk: Desk) -> None:
    """End the local cloud as `make run` does, and start it on the same state; then the round of every start.

    Without deploying again, which would mend what the state had lost.
    """
    desk.cloud.stop()
    desk.cloud.start()
    desk.cloud.wait_until_ready()
    make_the_rounds(desk)


def make_the_rounds(desk: Desk) -> None:
    """What the clock does every five minutes and every night, now."""
    functions = desk.addresses.client("lambda")
    rounds = {"requests-reconcile": b'{"whole": true}', "messaging-resend": b"{}"}
    for name, payload in rounds.items():
        functions.invoke(FunctionName=f"frontdesk-{name}", Payload=payload)
