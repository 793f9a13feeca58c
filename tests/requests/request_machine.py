"""A request between staff, patient, house and clock, who act in whatever order; the rulebook is told the same."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from frontdesk.documents.model import Document, DocumentId
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import EntryId
from frontdesk.requests.model import View
from frontdesk.requests.rules import acts_by
from frontdesk.requests.usecases.acknowledge_request import acknowledge_request
from frontdesk.requests.usecases.answer_request import answer_request
from frontdesk.requests.usecases.ask_patient import ask_patient
from frontdesk.requests.usecases.attach_document import attach_document
from frontdesk.requests.usecases.await_people import await_people
from frontdesk.requests.usecases.decline_request import decline_request
from frontdesk.requests.usecases.pass_deadline import pass_deadline
from frontdesk.requests.usecases.reconcile_requests import reconcile_requests
from frontdesk.requests.usecases.reply_to_question import reply_to_question
from frontdesk.requests.usecases.settle_request import settle_request
from frontdesk.requests.usecases.show_request import show_request
from frontdesk.requests.usecases.start_machine import start_machine
from frontdesk.requests.usecases.submit_request import submit_request
from frontdesk.requests.usecases.wake_machine import wake_machine
from frontdesk.requests.usecases.withdraw_request import withdraw_request

from .builders import (
    ANNA,
    ERIK,
    KATRIN,
    LABORANT,
    LEAD,
    MONDAY_NINE,
    NORTH,
    RECEPTION,
    a_submission,
    request_id,
)
from .fakes import a_desk
from .rulebook import DAY, HOUSE, PATIENT, SAME, WRITES, Act, Rulebook

IT = {"organisation_id": NORTH, "request_id": request_id()}
STAFF = {it.id: it for it in (KATRIN, ERIK, LABORANT)}
DECISIONS = {"question": ask_patient, "answer": answer_request, "decline": decline_request}
ENTRIES = [f"{number:032x}" for number in range(11, 41)]
A_WHILE = timedelta(minutes=1)

texts = st.sampled_from([*["Ja", "Nein, danke"] * 4, " ", "x" * 1990, "x" * 2001])
entries = st.sampled_from(ENTRIES)
decisions = st.builds(
    Act,
    kind=st.sampled_from(list(DECISIONS)),
    by=st.sampled_from([KATRIN.id] * 3 + [ERIK.id] * 3 + [LABORANT.id]),
    text=texts,
    entry=entries,
    seen=st.sampled_from([100, 0, 100, 1]),
)
replies = st.builds(Act, kind=st.just("reply"), by=st.just(PATIENT), text=texts, entry=entries)
files = st.builds(
    Act, kind=st.just("attachment"), by=st.sampled_from([PATIENT, PATIENT, KATRIN.id]), entry=entries
)
people = st.one_of(decisions, replies, files, st.just(Act("withdrawn", PATIENT)))
INSTEAD = {"answer": "question", "decline": "question", "withdrawn": "reply"}


class ARequest(RuleBasedStateMachine):
    """The product on one side, the rulebook on the other; after each step they say the same."""

    @initialize(welcome=st.integers(0, 3), patience=st.integers(0, 15))
    def is_sent(self, welcome, patience):
        """Nobody closes it before `patience` words were said: closed at once, it would have no story."""
        self.desk = a_desk(now=MONDAY_NINE)
        self.rules = Rulebook(now=MONDAY_NINE, desk={KATRIN.id, ERIK.id}, welcome=welcome)
        submission = a_submission(files_welcome=welcome)
        submit_request(submission, ports=self.desk.ports)
        submit_request(submission, ports=self.desk.ports)
        self.before, self.attempt, self.runs, self.token = self.stored.thread, 1, None, None
        self.patience = patience

    @property
    def stored(self):
        return self.desk.requests.get(NORTH, request_id())

    @rule(step=st.sampled_from([A_WHILE, timedelta(hours=5), DAY, 6 * DAY]))
    def time_passes(self, step):
        self._is(self.rules.now + step)

    @rule(early=st.sampled_from([timedelta(), timedelta(seconds=1), -A_WHILE * 3]))
    def the_deadline_comes(self, early):
        self._is(max(self.rules.until - early, self.rules.now))

    @rule(act=people)
    def somebody_acts(self, act):
        act = self._patiently(act)
        verdict = self.rules.verdict(act)
        if verdict == WRITES:
            self.rules.write(act)
        self._says(verdict, self._done(act))

    @rule(act=people, other=st.one_of(people, st.just(Act("acknowledged", HOUSE))))
    def somebody_else_is_quicker(self, act, other):
        """`other` is written after `act` was decided and before it is: who loses decides again on what is there."""
        act, other = self._patiently(act), self._patiently(other)
        self.desk.requests.meanwhile(partial(self._done, other))
        if (verdict := self.rules.verdict(act)) == WRITES:
            if self.rules.verdict(other) == WRITES:
                self.rules.write(other)
            if other.kind == "acknowledged":
                self.rules.told.add("received")
            if (verdict := self.rules.verdict(act)) == WRITES:
                self.rules.write(act)
        outcome = self._done(act)
        self.desk.requests.others = []
        self._says(verdict, outcome)

    @rule()
    def the_house_acknowledges(self):
        self.rules.told.add("received")
        self._house_writes(Act("acknowledged", HOUSE), acknowledge_request)

    @rule(times=st.integers(1, 2))
    def a_deadline_is_looked_at(self, times):
        for _ in range(times):
            it = self.rules.passes()
            if it.kind == "escalated" and self.rules.verdict(it) == WRITES:
                self.rules.told.add(f"overdue-{self.rules.rounds}-{LEAD}")
            self._house_writes(it, pass_deadline)

    @rule(times=st.integers(1, 2))
    def the_house_settles(self, times):
        for _ in range(times):
            if self.rules.is_closed and not self.rules.settled_at:
                self.rules.told.add(self.rules.status)
                self.rules.settled_at = self.rules.now
            self._waits(settle_request(**IT, ports=self.desk.ports))

    @rule(waits_in=st.sampled_from(["waiting", "asked"]), token=st.sampled_from(["t1", "t2"]))
    def an_execution_begins_to_wait(self, waits_in, token):
        self.desk.machine.waiting = {token}
        if self.rules.status == "asked":
            self.rules.told.add(f"question-{self.rules.rounds}")
        await_people(**IT, waits_in=waits_in, token=token, ports=self.desk.ports)
        self.token = token if self.rules.phase == waits_in else None

    @rule(times=st.integers(1, 2))
    def a_decision_is_heard(self, times):
        for _ in range(times):
            if not self._revived():
                self.token = None
            wake_machine(**IT, ports=self.desk.ports)

    @rule()
    def the_submission_is_heard(self):
        self.runs = True if self.runs is None else self.runs
        start_machine(**IT, ports=self.desk.ports)

    @rule()
    def the_execution_is_lost(self):
        if self.runs:
            self.desk.machine.end(self.stored)
            self.runs = False

    @rule(whole=st.booleans())
    def the_round_is_made(self, whole):
        due = self.rules.submitted_at if self.rules.status == "received" else self.rules.until
        looks = whole or due < self.rules.now - 2 * A_WHILE
        revived = looks and self._revived()
        sleeps_through = self.rules.is_closed or self.rules.status == "asked"
        if looks and not revived and not self.rules.settled_at and (sleeps_through or not whole):
            self.token = None
        assert reconcile_requests(whole=whole, ports=self.desk.ports) == revived

    @invariant()
    def the_request_is_what_the_rules_say(self):
        it, rules = self.stored, self.rules
        said = [
            (entry.kind, PATIENT if entry.by.id == ANNA else entry.by.id, entry.text) for entry in it.thread
        ]
        due = [(act.kind, "service-request" if act.by == HOUSE else act.by, act.text) for act in rules.said]
        assert said == due, "the thread is what was said"
        assert (it.status, it.closed_at, it.settled_at) == (rules.status, rules.closed_at, rules.settled_at)
        assert (it.due_at, it.gives_up_at) == (rules.due_at, rules.gives_up_at)
        assert (it.reply_by, it.escalated_at) == (rules.reply_by, rules.escalated_at)
        assert set(self.desk.told) == {f"{it.id}-{key}" for key in rules.told}, "each message is told once"
        assert (it.attempt, self.desk.machine.is_running(it)) == (self.attempt, self.runs)
        assert self.desk.machine.waiting == ({self.token} if self.token else set())

    @invariant()
    def the_thread_only_grows_and_ends_once(self):
        it = self.stored
        assert it.thread[: len(self.before)] == self.before
        self.before = it.thread
        ends = [entry for entry in it.thread if entry.kind in {"answer", "decline", "withdrawn", "expired"}]
        assert len(ends) == (it.view is View.CLOSED)
        assert len({entry.id for entry in it.thread}) == len(it.thread)
        assert len(self.desk.requests.facts) == len(it.thread), "every entry is a fact"

    @invariant()
    def nothing_open_is_forgotten(self):
        it, found = self.stored, list(self.desk.requests.running(NORTH, before=None))
        assert (found == []) == bool(self.rules.settled_at)
        if it.view is not View.CLOSED:
            assert acts_by(it) is not None
            soon = acts_by(it) + A_WHILE
            assert list(self.desk.requests.running(NORTH, before=soon)) == [it.id]
        piles = [
            row.id
            for pile in View
            for row in self.desk.requests.inbox(NORTH, RECEPTION, pile, after=None).rows
        ]
        assert piles == [it.id]

    @invariant()
    def the_buttons_are_what_would_not_be_refused(self):
        shown = show_request(**IT, document_id=DocumentId("0" * 32), back="/", ports=self.desk.ports)
        may = {
            "reply": shown.may_reply,
            "withdrawn": shown.may_withdraw,
            "attachment": shown.upload is not None,
        }
        acts = [Act(kind, PATIENT, text="Ja", entry="new") for kind in may]
        codes = {"requests.closed", "requests.not_asked", "requests.too_many_files"}
        refused = {
            it.kind: self.rules.is_closed or bool(set(self.rules.verdict(it)) & codes)
            if it.kind != "withdrawn"
            else self.rules.is_closed
            for it in acts
        }
        assert may == {kind: not no for kind, no in refused.items()}

    def teardown(self):
        """Whatever happened: with nobody there any more, the house brings it to one settled end."""
        if not hasattr(self, "desk"):
            return
        for _ in range(6):
            self.the_deadline_comes(timedelta())
            self.the_house_acknowledges()
            self.a_deadline_is_looked_at(1)
            self.the_house_settles(1)
            self.the_request_is_what_the_rules_say()
        assert self.stored.settled_at is not None

    def _patiently(self, act):
        self.patience -= 1
        if self.patience < 0 or act.kind not in INSTEAD:
            return act
        return replace(act, kind=INSTEAD[act.kind], entry=act.entry or ENTRIES[0])

    def _is(self, now):
        self.desk.now = self.rules.now = now

    def _revived(self):
        """Whether an execution has to be started: it was lost, or never began."""
        if self.runs or self.rules.settled_at:
            return False
        self.attempt += self.runs is False
        self.runs = True
        return True

    def _house_writes(self, act, task):
        if self.rules.verdict(act) == WRITES:
            self.rules.write(act)
        self._waits(task(**IT, ports=self.desk.ports))

    def _waits(self, wait):
        assert (wait.phase, wait.seconds) == (self.rules.phase, self.rules.seconds)

    def _done(self, act):
        """What the product makes of it: that it went through, or the code of its refusal."""
        try:
            self._does(act)
        except FrontdeskError as no:
            return no.code
        return "done"

    def _does(self, act):
        ports = self.desk.ports
        match act.kind:
            case "question" | "answer" | "decline":
                said = {"text": act.text, "entry_id": EntryId(act.entry), "seen_entries": act.seen}
                DECISIONS[act.kind](**IT, **said, staff=STAFF[act.by], ports=ports)
            case "reply":
                reply_to_question(**IT, text=act.text, entry_id=EntryId(act.entry), ports=ports)
            case "withdrawn":
                withdraw_request(**IT, ports=ports)
            case "acknowledged":
                acknowledge_request(**IT, ports=ports)
            case "attachment":
                it = DocumentId(act.entry)
                patient = act.by == PATIENT
                by = Actor(ActorKind.PATIENT, ANNA) if patient else Actor(ActorKind.STAFF, act.by)
                self.desk.arrived[it] = Document(id=it, name="a", media_type="b", size=1, sha256="c")
                attach_document(self.stored, document_id=it, by=by, ports=ports)

    def _says(self, verdict, outcome):
        if verdict in (WRITES, SAME):
            assert outcome == "done"
        else:
            assert outcome in verdict
