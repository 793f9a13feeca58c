"""What can be in the way of a start gives one clear sentence."""

import hashlib
import socket
import sys
from pathlib import Path

import pytest

from local import bootstrap, browser
from local.bootstrap import CannotStart, make_environments, require_python
from local.settings import Settings, require_free_ports, settings_from_environment


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_is_taken_is_named_with_a_way_out(taken_port):
    with pytest.raises(CannotStart) as trouble:
        require_free_ports(Settings(Path(), taken_port, 0))
    assert str(trouble.value) == (
        f"Port {taken_port} is taken by another program; "
        f"stop it or choose another: FRONTDESK_PORT={taken_port + 1} make run"
    )


def test_the_ports_and_the_folder_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv("FRONTDESK_PORT", "8100")
    monkeypatch.setenv("FRONTDESK_CLOUD_PORT", "4600")
    monkeypatch.setenv("FRONTDESK_HOME", str(tmp_path))
    chosen = settings_from_environment()
    assert (chosen.public_url, chosen.cloud_url) == ("http://127.0.0.1:8100", "http://127.0.0.1:4600")
    assert chosen.home == tmp_path


@pytest.mark.parametrize("wrong", ["http", "0", "70000", "-1", ""])
def test_a_port_that_is_no_port_is_refused(monkeypatch, wrong):
    monkeypatch.setenv("FRONTDESK_PORT", wrong)
    with pytest.raises(CannotStart, match="FRONTDESK_PORT"):
        settings_from_environment()


def test_an_old_python_is_told_which_one_is_needed(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    with pytest.raises(CannotStart, match=r"needs Python 3\.11 or newer, this is 3\.9"):
        require_python()


def test_a_python_without_venv_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None if name == "venv" else True)
    with pytest.raises(CannotStart, match="venv is missing; on Debian: apt-get install python3-venv"):
        require_python()


@pytest.fixture
def root(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    (tmp_path / "lock.txt").write_text("a==1")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    return tmp_path


def test_an_environment_that_fits_its_lock_is_left_alone(root, monkeypatch):
    digest = hashlib.sha256(b"a==1").hexdigest()
    (root / ".venv/made-from").write_text(digest)
    monkeypatch.setattr(bootstrap, "_call", lambda *_: pytest.fail("pip was called"))
    make_environments((".venv", "lock.txt"))


def test_an_environment_is_renewed_when_its_lock_changes(root, monkeypatch, capsys):
    called = []
    monkeypatch.setattr(bootstrap, "_call", lambda command, _: called.append(command))
    make_environments((".venv", "lock.txt"))
    assert called[-1][-2:] == ["-r", str(root / "lock.txt")]
    assert "--require-hashes" in called[-1]
    assert "Installing 1 packages into .venv" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ([], [".venv"]),
        (["everything"], [".venv", ".venv-cloud"]),
        (["checks"], [".venv", ".venv-checks"]),
    ],
)
def test_an_environment_is_made_only_when_something_needs_it(monkeypatch, words, made):
    wanted = []
    monkeypatch.setattr(bootstrap, "make_environments", lambda *all_of_them: wanted.extend(all_of_them))
    assert bootstrap.main(words) == 0
    assert [folder for folder, _ in wanted] == made


def test_a_step_that_fails_shows_what_it_said(capsys):
    with pytest.raises(CannotStart, match="it broke:\nno such thing"):
        bootstrap._call([sys.executable, "-c", "print('no such thing'); exit(1)"], "it broke")
    assert capsys.readouterr().out == ""


def test_a_browser_that_is_not_where_it_should_be_is_named(monkeypatch):
    monkeypatch.setenv("FRONTDESK_BROWSER", "/nowhere/chromium")
    with pytest.raises(CannotStart, match="FRONTDESK_BROWSER is /nowhere/chromium"):
        browser.browser_path()


def test_the_browser_one_names_is_the_one_that_is_used(monkeypatch):
    monkeypatch.setenv("FRONTDESK_BROWSER", sys.executable)
    assert browser.browser_path() == sys.executable
