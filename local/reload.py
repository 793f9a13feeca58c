"""Makes a saved file live: layers at the next call, functions and the template by deploying what changed."""

import threading
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from watchfiles import Change, DefaultFilter, watch

from infra.deploy import DeploymentFailed
from infra.locales import compile_locales
from infra.target import PackagingFailed
from local.stack import Desk

WATCHED = ("layers", "functions", "statemachines", "events", "infra")
QUIET_FOR_MS = 150
TROUBLE = (PackagingFailed, DeploymentFailed, BotoCoreError, ClientError, OSError, ValueError)
"""What a half-finished edit can cause: said, and the watching goes on."""


class Remedy(IntEnum):
    """What a change needs, the greater including the smaller."""

    NOTHING = 0
    RECYCLE = 1
    REDEPLOY = 2


class ProductFiles(DefaultFilter):
    """Leaves out what tools and the product's own build write."""

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change counts."""
        return super().__call__(change, path) and not path.endswith((".mo", ".pyc", "~"))


def remedy_for(root: Path, paths: Iterable[Path]) -> Remedy:
    """What these changed files need."""
    remedies = [Remedy.NOTHING]
    for path in paths:
        shelf = path.relative_to(root).parts[0]
        if shelf == "layers":
            remedies.append(Remedy.RECYCLE)
        elif shelf != "infra" or path.name == "template.yaml":
            # The packaging step's own code is in this process already; only its template can change here.
            remedies.append(Remedy.REDEPLOY)
    return max(remedies)


def keep_live(desk: Desk, ended: threading.Event) -> None:
    """Watch the product's files until `ended` is set."""
    root = desk.target.root
    watched = [root / shelf for shelf in WATCHED if (root / shelf).exists()]
    changes = watch(
        *watched,
        watch_filter=ProductFiles(),
        stop_event=ended,
        debounce=1000,
        step=QUIET_FOR_MS,
        raise_interrupt=False,
    )
    for batch in changes:
        paths = sorted({Path(path) for _, path in batch})
        try:
            _apply(desk, remedy_for(root, paths))
        except TROUBLE as trouble:
            desk.say(f"Not live: {trouble}")
            continue
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        desk.say(f"Live: {paths[0].relative_to(root)}{more}")


def _apply(desk: Desk, remedy: Remedy) -> None:
    if remedy is Remedy.REDEPLOY:
        desk.redeploy()
    if remedy is not Remedy.NOTHING:
        compile_locales(desk.target.root)
        desk.recycle()
