"""`make run`: the whole clinic on this machine, in the foreground; Ctrl-C ends it and keeps its data.

Starts with any Python: makes the environments first and continues inside of them.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

from local.bootstrap import CLOUD, PRODUCT, ROOT, CannotStart, make_environments, python_of

if TYPE_CHECKING:
    from types import FrameType

    from local.stack import Desk


def main() -> int:
    """Run until told to end; 0 when a person ended it, 1 when something else did."""
    try:
        make_environments(PRODUCT, CLOUD)
        if sys.prefix != str(ROOT / PRODUCT[0]):
            python = str(python_of(PRODUCT))
            os.execv(python, [python, "-m", "local.run"])
        return _run()
    except CannotStart as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _run() -> int:
    """Everything imported here lives in the environment that now exists."""
    from infra.deploy import DeploymentFailed
    from infra.target import PackagingFailed
    from local.settings import settings_from_environment
    from local.stack import running

    for way in (signal.SIGINT, signal.SIGTERM):  # a shell's background job would not hear the first
        signal.signal(way, _end)
    settings = settings_from_environment()
    try:
        with running(settings.home, settings.port, settings.cloud_port, say=_say) as desk:
            try:
                return _stay(desk)
            finally:
                # A second Ctrl-C must not keep the cloud from writing its state.
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                _say("Stopping; the data stays for the next run")
    except (PackagingFailed, DeploymentFailed) as trouble:
        raise CannotStart(str(trouble)) from trouble


def _stay(desk: Desk) -> int:
    from local.reload import keep_live

    ended = threading.Event()
    watcher = threading.Thread(target=keep_live, args=(desk, ended), name="reload", daemon=True)
    watcher.start()
    for line in _welcome(desk):
        print(line, flush=True)
    try:
        while desk.cloud.alive:
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0
    finally:
        ended.set()
    print(f"The local cloud ended by itself; it says why at the end of {desk.cloud.log}", file=sys.stderr)
    return 1


def _welcome(desk: Desk) -> list[str]:
    from local.demo.organisations import demos

    addresses = desk.addresses
    doors = {
        **{f"Window {it.id}": addresses.window(it.id) for it in demos()},
        "Staff console": addresses.console,
        "Phone": f"{addresses.simulator}/phone",
        "Inbox": f"{addresses.simulator}/inbox",
        "Local cloud": addresses.cloud_url,
    }
    where = [f"  {name:<20}{address}" for name, address in doors.items()]
    return ["", *where, *(f"  {line}" for line in desk.lines), "", f"Ready: {addresses.public_url}"]


def _say(sentence: str) -> None:
    print(f"  {sentence}", flush=True)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
