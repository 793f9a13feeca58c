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
STILL = 0.02
LOOKS = 3
"""A process whose memory grew by more within the last looks is still starting."""


@dataclass
class Thunder:
    """Kills one function's process after the other; in the middle of its time it restarts the cloud."""

    desk: Desk
    chance: Random
    killed: Counter[str] = field(default_factory=Counter)
    restarts: int = 0
    _looks: list[dict[int, int]] = field(default_factory=list)

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
        there = self._grown_up()
        if not there:
            return
        name = self.chance.choice(sorted(there))
        try:
            os.kill(self.chance.choice(there[name]), signal.SIGKILL)
        except ProcessLookupError:
            return  # it ended by itself meanwhile
        self.killed[name] += 1

    def _grown_up(self) -> dict[str, list[int]]:
        """Those that have started. In the local cloud, not on AWS, one that dies before takes its siblings along."""
        now = processes(self.desk)
        before = self._looks[-LOOKS:]
        self._looks.append({it: size for sizes in now.values() for it, size in sizes.items()})
        if len(before) < LOOKS:
            return {}
        found = {
            name: [
                it
                for it, size in sizes.items()
                if all(size <= look.get(it, 0) * (1 + STILL) for look in before)
            ]
            for name, sizes in now.items()
        }
        return {name: group for name, group in found.items() if group}


def processes(desk: Desk) -> dict[str, dict[int, int]]:
    """Function -> its processes and their sizes: those that were unpacked into the folder of this very run."""
    scratch = re.escape(str(desk.settings.home / "scratch"))
    line = re.compile(rf"\s*(\d+)\s+(\d+) .*{scratch}/ministack-lambda-([\w-]+)-\w+/_worker\.py")
    command = ["ps", "-axww", "-o", "pid=,rss=,command="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, dict[int, int]] = {}
    for row in listed.splitlines():
        if it := line.match(row):
            found.setdefault(it[3], {})[int(it[1])] = int(it[2])
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
    rounds = {"requests-reconcile": b'{"whole": true}', "reminders-tick": b"{}"}
    for name, payload in rounds.items():
        functions.invoke(FunctionName=f"frontdesk-{name}", Payload=payload)
