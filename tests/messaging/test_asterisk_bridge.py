"""The bridge in a clinic's network: what frontdesk asks for is dialled once, and what happened is told."""

import asyncio
import hashlib
import importlib.util
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress

import pytest

from tests.house.plan import ROOT

from .calls_desk import ANNAS_NUMBER, SECRET
from .switchboards import FakeAsterisk, FakeFrontdesk

FILE = ROOT / "docs" / "examples" / "bridge" / "asterisk_bridge.py"
CALL = {"id": "c1", "number": ANNAS_NUMBER, "caller": "1001", "purpose": "appointment"}
WITHIN_S = 5


@pytest.fixture(scope="module")
def program():
    spec = importlib.util.spec_from_file_location("asterisk_bridge", FILE)
    sys.modules["asterisk_bridge"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.PAUSES_S = (0.01,)
    return module


@pytest.fixture
def frontdesk():
    it = FakeFrontdesk()
    yield it
    it.close()


class Clinic:
    def __init__(self, program, frontdesk, folder):
        self.program, self.frontdesk, self.folder, self.asterisk = program, frontdesk, folder, FakeAsterisk()
        (folder / "secret").write_text(f"{SECRET}\n")
        (folder / "ami").write_text("ami\n")

    @asynccontextmanager
    async def bridge(self):
        """The bridge, running until the block ends: as if the power went."""
        settings = self.program.Settings(
            url=self.frontdesk.url,
            organisation="north-clinic",
            secret_file=str(self.folder / "secret"),
            ami_secret_file=str(self.folder / "ami"),
            ami_port=self.asterisk.port,
            ask_every_s=0.01,
            journal=str(self.folder / "journal.sqlite"),
            recordings=str(self.folder),
        )
        bridge = self.program.Bridge(settings)
        running = asyncio.create_task(bridge.run())
        try:
            yield bridge
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            bridge.journal.close()
            await asyncio.sleep(0)  # so that what was closed is gone

    async def action(self):
        return await asyncio.wait_for(self.asterisk.actions.get(), WITHIN_S)

    async def until(self, *heard):
        self.frontdesk.waits_for(heard)
        await asyncio.wait_for(asyncio.to_thread(self.frontdesk.has_heard.wait, WITHIN_S), WITHIN_S)
        assert set(heard) <= set(self.frontdesk.heard)


@pytest.fixture
def play(program, frontdesk, tmp_path):
    def played(scene):
        async def whole():
            clinic = Clinic(program, frontdesk, tmp_path)
            await clinic.asterisk.start()
            try:
                await scene(clinic)
            finally:
                await clinic.asterisk.hang_up()

        with ThreadPoolExecutor(1) as thread:  # a browser of the same worker keeps a loop in this one
            thread.submit(asyncio.run, whole()).result()
        assert frontdesk.forged == 0

    return played


@pytest.mark.requirement("R-5.4.19")
def test_a_call_is_dialled_and_everything_that_happens_is_told(play):
    async def scene(clinic):
        (clinic.folder / "c1.wav").write_bytes(b"spoken")
        clinic.frontdesk.calls = [CALL]
        async with clinic.bridge():
            asked = await clinic.action()
            assert (asked["Action"], asked["ActionID"], asked["Exten"]) == ("Originate", "c1", ANNAS_NUMBER)
            assert (asked["Channel"], asked["Context"]) == ("PJSIP/1001", "frontdesk")
            assert clinic.frontdesk.heard == [("c1.requested", "")]
            asterisk = clinic.asterisk
            asterisk.says(Event="OriginateResponse", ActionID="c1", Response="Success", Reason="4")
            asterisk.hears("c1", "Newstate", "desk", ChannelStateDesc="Up")
            asterisk.hears("somebody-else", "Newstate", ChannelStateDesc="Ringing")
            for state in ("Ringing", "Up", "Up"):
                asterisk.hears("c1", "Newstate", ChannelStateDesc=state)
            asterisk.hears("c1", "Hangup", Cause="16")
            asterisk.hears("c1", "Hangup", "desk", Cause="16")
            await clinic.until(("c1.ringing", ""), ("c1.answered", ""), ("c1.ended", "completed"))
            await clinic.until(("c1.over", "completed"), ("c1.recording", ""))
        [tape] = [it.recording for it in clinic.frontdesk.events if it.recording]
        assert (tape.uri, tape.sha256) == ("pbx://bridge/c1.wav", hashlib.sha256(b"spoken").hexdigest())

    play(scene)


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ({"Event": "Hangup", "Linkedid": "c1", "Uniqueid": "1700.2", "Cause": "17"}, "busy"),
        ({"Event": "Hangup", "Linkedid": "c1", "Uniqueid": "1700.2", "Cause": "16"}, "no_answer"),
        ({"Event": "OriginateResponse", "ActionID": "c1", "Response": "Failure", "Reason": "3"}, "failed"),
        ({"Response": "Error", "ActionID": "c1", "Message": "Extension does not exist."}, "failed"),
    ],
)
def test_a_call_that_comes_to_nothing_is_told_with_its_reason(play, said, end):
    async def scene(clinic):
        clinic.frontdesk.calls = [CALL]
        async with clinic.bridge():
            await clinic.action()
            clinic.asterisk.says(**said)
            await clinic.until(("c1.ended", end))

    play(scene)


def test_the_record_of_a_call_says_how_it_ended_where_nothing_else_was_heard(play):
    async def scene(clinic):
        clinic.frontdesk.calls = [CALL]
        async with clinic.bridge():
            await clinic.action()
            clinic.asterisk.says(Event="Cdr", UniqueID="c1", Disposition="ANSWERED", BillableSeconds="42")
            await clinic.until(("c1.cdr", "completed"))
        assert clinic.frontdesk.events[-1].seconds == 42

    play(scene)


def test_what_frontdesk_did_not_hear_is_told_when_it_is_back(play):
    async def scene(clinic):
        clinic.frontdesk.calls = [CALL]
        async with clinic.bridge():
            await clinic.action()
            clinic.frontdesk.away = 5
            clinic.asterisk.hears("c1", "Newstate", ChannelStateDesc="Ringing")
            await clinic.until(("c1.ringing", ""))

    play(scene)


def test_a_call_that_frontdesk_was_not_told_of_is_not_dialled(play):
    async def scene(clinic):
        async with clinic.bridge() as bridge:
            await asyncio.sleep(0.1)
            clinic.frontdesk.away = 9_999
            with pytest.raises(clinic.program.NotHeard):
                await bridge._dial(CALL)
            assert clinic.asterisk.actions.empty()
            assert bridge.journal.dialled() == {}

    play(scene)


def test_a_bridge_that_starts_again_dials_nothing_twice_and_says_what_ended_meanwhile(play):
    async def scene(clinic):
        clinic.frontdesk.calls = [CALL, {**CALL, "id": "c2", "caller": "1002"}]
        async with clinic.bridge():
            assert {(await clinic.action())["ActionID"] for _ in range(2)} == {"c1", "c2"}
        clinic.asterisk.open = {"c2": True}
        async with clinic.bridge():
            await clinic.until(("c1.ended", "other"))
            clinic.asterisk.hears("c2", "Newstate", ChannelStateDesc="Up")
            await clinic.until(("c2.answered", ""))
        assert clinic.asterisk.actions.empty()
        assert ("c2.ended", "other") not in clinic.frontdesk.heard

    play(scene)


@pytest.mark.parametrize("odd", [{"number": "112\r\nAction: Command"}, {"caller": "1001,SIP/evil"}])
def test_what_is_no_number_never_reaches_the_telephone_system(play, odd):
    async def scene(clinic):
        clinic.frontdesk.calls = [{**CALL, **odd}]
        async with clinic.bridge():
            await clinic.until(("c1.ended", "failed"))
        assert clinic.asterisk.actions.empty()

    play(scene)


def test_numbers_leave_the_clinics_network_by_https_only(program):
    settings = program.Settings(
        url="http://desk.example", organisation="o", secret_file="", ami_secret_file=""
    )
    with pytest.raises(SystemExit):
        program.Frontdesk(settings)
