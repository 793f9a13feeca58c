"""Everything that runs, started in order and stopped in reverse: for `make run` and for the tests alike."""

import fcntl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from infra.deploy import Deployment, deploy
from infra.package import package
from infra.target import ROOT, Place, Target
from local.addresses import Addresses, local_cloud, read_addresses
from local.bootstrap import CannotStart
from local.cloud import LocalCloud
from local.demo.organisations import demos
from local.frontdoor import front_door
from local.seed import seed
from local.settings import HOST, Settings, free_port, require_free_ports
from local.simulators import Simulators
from local.simulators.handset import door_at
from local.simulators.letterbox import Letterbox

STACK = "frontdesk"
DOOR_WITHIN_S = 10.0
Say = Callable[[str], None]
Fill = Callable[[Addresses], list[str]]


@dataclass
class Desk:
    """A running desk. `redeploy` after a change of functions, `recycle` after a change of layers."""

    settings: Settings
    target: Target
    cloud: LocalCloud
    say: Say
    addresses: Addresses
    lines: list[str]

    def redeploy(self) -> None:
        """Package and deploy what changed, and take over addresses that moved."""
        self.addresses = _deploy(self.settings, self.target, self.say)

    def recycle(self) -> None:
        """Let every function start anew at its next call, with the code that is on disk now."""
        functions = self.addresses.client("lambda")
        for function in functions.list_functions()["Functions"]:
            # The local cloud drops warm workers when a configuration is set, even to what it was.
            functions.update_function_configuration(
                FunctionName=function["FunctionName"], Timeout=function["Timeout"]
            )


@contextmanager
def running(  # noqa: PLR0913
    home: Path,
    port: int | None = None,
    cloud_port: int | None = None,
    *,
    root: Path = ROOT,
    say: Say = lambda _: None,
    fill: Fill = seed,
) -> Iterator[Desk]:
    """A desk on these ports (free ones unless told), with its data in `home`; stopped when the block ends.

    `root` is the source tree, `say` hears of each step, `fill` puts the demo clinics in and returns what to print.
    Raises CannotStart, infra.target.PackagingFailed and infra.deploy.DeploymentFailed.
    """
    settings = Settings(home, port or free_port(), cloud_port or free_port())
    target = Target(Place.LOCAL, root)
    with ExitStack() as ending:
        home.mkdir(parents=True, exist_ok=True)
        ending.enter_context(_alone_in(home, settings))
        cloud = LocalCloud(settings)
        cloud.end_left_over()
        require_free_ports(settings)
        say("Starting the local cloud")
        ending.callback(cloud.stop)
        cloud.start()
        cloud.wait_until_ready()
        addresses = _deploy(settings, target, say)
        desk = Desk(settings, target, cloud, say, addresses, [])
        windows = {it.id: it.name for it in demos()}
        box = Letterbox(home / "simulators.sqlite")
        simulators = Simulators(box, lambda: desk.lines, windows, door_at(settings.public_url))
        ending.enter_context(_door_open(settings, lambda: desk.addresses.outputs, simulators))
        say("Filling the demo clinics")
        desk.lines = fill(addresses)
        _take_up_yesterdays_requests(addresses)
        yield desk


def _deploy(settings: Settings, target: Target, say: Say) -> Addresses:
    """Package and deploy; one at a time, because two runs share the folder of packages."""
    target.build.mkdir(parents=True, exist_ok=True)
    with (target.build / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        started_at = time.monotonic()
        say("Packaging the functions")
        made = package(target)
        say("Deploying the template")
        cloud = local_cloud(settings)
        parameters = {
            "PublicUrl": settings.public_url,
            "SimulatorUrl": f"{settings.public_url}/simulator",
            "StandInUrl": settings.stand_in_url,
            "DeletionProtection": "false",
        }
        outputs = deploy(cloud, made, Deployment(STACK, parameters), lambda _: None)
        _let_records_expire(settings, outputs)
        say(f"Deployed in {time.monotonic() - started_at:.1f} s")
        return read_addresses(settings, cloud, outputs)


def _take_up_yesterdays_requests(addresses: Addresses) -> None:
    """Executions end with the local cloud; the round that asks after all of them starts the next attempts."""
    addresses.client("lambda").invoke(
        FunctionName=f"{STACK}-requests-reconcile", Payload=b'{"whole": true}', InvocationType="Event"
    )


def _let_records_expire(settings: Settings, outputs: Mapping[str, str]) -> None:
    """The local cloud takes a table's expiry from its API only, not from the template."""
    tables = local_cloud(settings).client("dynamodb")
    for name in (value for output, value in outputs.items() if output.endswith("Table")):
        expiry = tables.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        if expiry["TimeToLiveStatus"] == "DISABLED":
            wanted = {"AttributeName": "ttl", "Enabled": True}
            tables.update_time_to_live(TableName=name, TimeToLiveSpecification=wanted)


@contextmanager
def _alone_in(home: Path, settings: Settings) -> Iterator[None]:
    """Hold the folder, so that a second run in it is told instead of spoiling the first one's data."""
    with (home / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as refusal:
            lock.seek(0)
            where = lock.read().strip()
            raise CannotStart(
                f"frontdesk already runs in {home}: {where} (Ctrl-C there ends it)"
            ) from refusal
        lock.truncate(0)
        lock.write(settings.public_url)
        lock.flush()
        yield


@contextmanager
def _door_open(
    settings: Settings, outputs: Callable[[], Mapping[str, str]], simulators: Simulators
) -> Iterator[None]:
    """Serve the front door from a thread of its own."""
    app = front_door(settings, outputs, simulators)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=HOST,
            port=settings.port,
            log_level="warning",
            access_log=False,
            # The APIs behind the door send these two themselves.
            date_header=False,
            server_header=False,
            timeout_graceful_shutdown=5,
        ),
    )
    thread = threading.Thread(target=server.run, name="front door", daemon=True)
    thread.start()
    give_up_at = time.monotonic() + DOOR_WITHIN_S
    while not server.started:
        if not thread.is_alive() or time.monotonic() > give_up_at:
            raise CannotStart(f"The front door cannot listen on {settings.public_url}")
        time.sleep(0.02)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(DOOR_WITHIN_S)
