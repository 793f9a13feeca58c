"""The whole desk: starts, shows changes, keeps its data, stops what it started and nothing else."""

import os
import signal
import subprocess
import sys
import threading
import time

import httpx2
import pytest

from infra.target import ROOT, Place, Target
from infra.thirdparty import third_party
from local.bootstrap import CannotStart
from local.reload import keep_live
from local.settings import free_port
from local.stack import running
from tests.local.stub_clinic import write_stub_clinic

PATIENCE_S = 20.0


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    third_party(Target(Place.LOCAL))
    return write_stub_clinic(tmp_path_factory.mktemp("clinic"))


@pytest.fixture(scope="module")
def start(clinic, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    return lambda **chosen: running(home, root=clinic, fill=lambda _: [], **chosen)


def page(desk, name="anna"):
    return httpx2.get(desk.addresses.window(name), timeout=PATIENCE_S).json()


def wait_for(condition):
    give_up_at = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < give_up_at
        time.sleep(0.1)


def test_what_was_kept_yesterday_is_there_today(start):
    with start() as desk:
        httpx2.post(desk.addresses.window("anna"), json={}, timeout=PATIENCE_S)
        assert page(desk)["known"]
        where = desk.addresses
    with start() as desk:
        assert page(desk)["known"]
        assert desk.addresses.environment["KEYRING_PARAMETER"] == where.environment["KEYRING_PARAMETER"]


def test_nothing_runs_any_more_after_the_end(start):
    with start() as desk:
        page(desk)
        ended = desk.settings
    for address in (ended.public_url, ended.cloud_url):
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(address)


def test_a_second_run_in_the_same_folder_is_told_where_the_first_one_is(start):
    with (
        start() as desk,
        pytest.raises(CannotStart, match=f"already runs in .*{desk.addresses.public_url}"),
        start(),
    ):
        pass


def test_a_first_run_that_was_killed_is_not_in_the_way_of_the_next_one(clinic, tmp_path):
    for _ in range(2):
        with running(tmp_path, root=clinic, fill=lambda _: []) as desk:
            assert not page(desk)["known"]
            files = desk.addresses.client("s3")
            for it in files.list_buckets()["Buckets"]:
                files.put_object(Bucket=it["Name"], Key="kept", Body=b"x")
            os.kill(int((tmp_path / "cloud.pid").read_text()), signal.SIGKILL)


def test_a_saved_file_is_live(start, clinic):
    heard = []
    with start(say=heard.append) as desk:
        assert page(desk)["word"] == "before"
        ended = threading.Event()
        watcher = threading.Thread(target=keep_live, args=(desk, ended))
        watcher.start()
        try:
            wait_for(lambda: _changed(clinic / "layers/frontdesk/__init__.py", 'WORD = "after"\n', heard))
            assert page(desk)["word"] == "after"
            app = clinic / "functions/window/app.py"
            broken = app.read_text() + "\nthis is no Python\n"
            wait_for(lambda: _changed(app, broken, heard))
            assert heard[-1].startswith("Not live: functions/window cannot be packaged")
            assert page(desk)["word"] == "after"
            wait_for(
                lambda: _changed(
                    app, broken.replace("\nthis is no Python\n", "").replace('"word"', '"said"'), heard
                )
            )
            assert page(desk)["said"] == "after"
        finally:
            ended.set()
            watcher.join()


def _changed(path, content, heard):
    """Save the file once and wait until the desk has said what came of it."""
    if not path.exists() or path.read_text() != content:
        heard.clear()
        time.sleep(0.3)
        path.write_text(content)
    return any(line.startswith(("Live", "Not live")) for line in heard)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One for all runs: the first fills it, the others find what it kept."""
    return tmp_path_factory.mktemp("run") / "home"


@pytest.fixture
def run(home):
    """`make run` of the product itself, up to its last line."""
    port, cloud_port = free_port(), free_port()
    chosen = {"FRONTDESK_HOME": home, "FRONTDESK_PORT": port, "FRONTDESK_CLOUD_PORT": cloud_port}
    process = subprocess.Popen(
        [sys.executable, "-m", "local.run"],
        cwd=ROOT,
        env=os.environ | {name: str(value) for name, value in chosen.items()},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    for line in process.stdout:
        said.append(line.rstrip())
        if line.startswith("Ready"):
            break
    process.said, process.home, process.port = said, home, port
    yield process
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE_S)


def cloud_of(run):
    return int((run.home / "cloud.pid").read_text())


def is_running(process_id):
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_a_run_ends_gently_and_takes_its_cloud_along(run, way):
    assert run.said[-1] == f"Ready: http://127.0.0.1:{run.port}"
    cloud = cloud_of(run)
    run.send_signal(way)
    said, _ = run.communicate(timeout=PATIENCE_S)
    assert (run.returncode, "Traceback" in said) == (0, False)
    assert not is_running(cloud)
    assert (run.home / "state" / "dynamodb.json").exists()


def test_a_run_whose_cloud_dies_says_so_and_ends(run):
    os.kill(cloud_of(run), signal.SIGKILL)
    said, _ = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 1
    assert "The local cloud ended by itself" in said
    assert "Traceback" not in said
