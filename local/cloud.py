"""The local cloud (ministack) as a process of its own, in a session of its own.

It writes its state when it is asked to end and not before, so it is asked gently and waited for; a session of
its own keeps the terminal's Ctrl-C away from it until then.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from local.bootstrap import CLOUD, CannotStart, python_of
from local.settings import HOST, Settings, free_port

REGION = "eu-central-1"
ACCOUNT_KEY = "test"
UP_WITHIN_S = 30.0
DOWN_WITHIN_S = 60.0


class LocalCloud:
    """One ministack: `start`, `wait_until_ready`, `stop`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._note = settings.home / "cloud.pid"
        self.log = settings.home / "cloud.log"

    def start(self) -> None:
        """Start the process; it restores yesterday's state by itself."""
        home = self._settings.home
        scratch = home / "scratch"
        if not any((home / "state").glob("*.json")):
            # The first run was killed before it wrote its state: files without the tables that name them are nobody's,
            # and their buckets, which no stack owns, keep the next one from being made.
            shutil.rmtree(home / "s3", ignore_errors=True)
        for folder in (home / "state", home / "s3", scratch):
            folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(python_of(CLOUD)), "-m", "ministack"],
                cwd=scratch,
                env=self._environment(scratch),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._note.write_text(str(self._process.pid))

    def wait_until_ready(self) -> None:
        """Wait until it answers. Raises CannotStart when it ends or says nothing."""
        give_up_at = time.monotonic() + UP_WITHIN_S
        while time.monotonic() < give_up_at:
            if not self.alive:
                break
            try:
                httpx2.get(f"{self._settings.cloud_url}/_ministack/health").raise_for_status()
            except httpx2.HTTPError:
                time.sleep(0.05)
            else:
                return
        raise CannotStart(f"The local cloud does not start; it says why at the end of {self.log}")

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Ask it to end, wait until it has written its state, and end what it left behind."""
        if self._process is None:
            return
        if self.alive:
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(DOWN_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _end_group(self._process.pid)
        self._process = None
        self._note.unlink(missing_ok=True)

    def _environment(self, scratch: Path) -> dict[str, str]:
        """Nothing is inherited but the path: what it finds here its functions find too."""
        home = self._settings.home
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(scratch),
            "TMPDIR": str(scratch),
            "BIND_HOST": HOST,
            "GATEWAY_PORT": str(self._settings.cloud_port),
            "MINISTACK_REGION": REGION,
            "PERSIST_STATE": "1",
            "STATE_DIR": str(home / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(home / "s3"),
            "LAMBDA_EXECUTOR": "local",
            # Listeners of services that are not used here.
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
        }

    def end_left_over(self) -> None:
        """End the cloud of a run that was killed: it still holds the port and has not written its state."""
        if not self._note.exists():
            return
        process_id = int(self._note.read_text() or "0")
        if process_id and _is_ministack(process_id):
            os.kill(process_id, signal.SIGTERM)
            give_up_at = time.monotonic() + DOWN_WITHIN_S
            while _is_ministack(process_id) and time.monotonic() < give_up_at:
                time.sleep(0.1)
        self._note.unlink()


@contextmanager
def cloud_alone() -> Iterator[Settings]:
    """The local cloud with nothing in it, on a free port, for measurements; gone when the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder), port=free_port(), cloud_port=free_port())
        cloud = LocalCloud(settings)
        cloud.start()
        try:
            cloud.wait_until_ready()
            yield settings
        finally:
            cloud.stop()


def _is_ministack(process_id: int) -> bool:
    """Whether the process is the one that was noted, and not another that got its number later."""
    asked = subprocess.run(
        ["ps", "-o", "command=", "-p", str(process_id)], capture_output=True, text=True, check=False
    )
    return "-m ministack" in asked.stdout


def _end_group(process_id: int) -> None:
    """Workers end with their cloud; one that was busy may outlive it for a moment."""
    try:
        os.killpg(process_id, signal.SIGTERM)
    except ProcessLookupError:
        return
