"""What patients say, with everything around it in memory; test_feedback_contract.py holds the box to DynamoDB's."""

from dataclasses import dataclass, field, replace

from frontdesk.followup.model import Record, State
from frontdesk.followup.model.feedback import Feedback, FeedbackKind, FeedbackRow, FeedbackState, Source
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.feedback import open_until
from frontdesk.followup.usecases._planned import PlannedTasks

from .task_builders import MONDAY_NINE, NORTH, NURSE, SURGERY, WARD, a_task
from .task_fakes import Desk, Kept


class BrokenOffError(Exception):
    """The function ended in the middle of it."""


def a_word(number=1, **changes):
    """A complaint that was said at a call."""
    return Feedback(
        **{
            "id": f"{number:032x}",
            "organisation_id": NORTH,
            "kind": FeedbackKind.COMPLAINT,
            "department_id": SURGERY,
            "source": Source.RECORD,
            "source_id": "a" * 32,
            "subject_id": "e" * 32,
            "said_by": "",
            "heard_by": NURSE.id,
            "anonymous": False,
            "text": "Nobody gave me a wound card.",
            "heard_at": MONDAY_NINE,
            "answer_due_at": None,
        }
        | changes
    )


def a_spoken_task(**said):
    """A call that is on record, with what was said of the house."""
    record = Record(answers={"recovery": 4, **said}, summary="s", by=NURSE.id, at=MONDAY_NINE)
    return a_task(state=State.COMPLETED, record=record)


class FakeBox(Kept):
    def add(self, it, *facts):
        return self._insert(it, facts, None)

    def write(self, it, *facts):
        return self._change(it, facts, None)

    def read(self, organisation_id, ids):
        return [self.stored[organisation_id, it] for it in ids if (organisation_id, it) in self.stored]

    def listed(self, organisation_id, *, is_done, begins, ends, most):
        found = [
            it
            for (whose, _), it in self.stored.items()
            if whose == organisation_id
            and (it.state is FeedbackState.DONE) == is_done
            and (begins is None or it.heard_at >= begins)
            and (ends is None or it.heard_at < ends)
        ]
        rows = [
            FeedbackRow(
                id=it.id,
                heard_at=it.heard_at,
                kind=it.kind,
                state=it.state,
                department_id=it.department_id,
                due_at=open_until(it),
            )
            for it in found
        ]
        return sorted(rows, key=lambda it: it.heard_at, reverse=True)[:most]

    def of_subject(self, organisation_id, subject_id):
        found = [it for (whose, _), it in self.stored.items() if whose == organisation_id]
        return [it for it in found if it.subject_id == subject_id]


@dataclass
class FakeContacts:
    sent: dict
    wrote: dict = field(default_factory=dict)

    def thread(self, it, _staff_id):
        return () if it.subject_id is None else ("said",)

    def waiting(self, _organisation_id):
        return self.wrote

    def reachable(self, it):
        return it.subject_id is not None

    def send(self, it, note):
        self.sent.setdefault(note.id, (it.id, note.text))


@dataclass
class FeedbackDesk(Desk):
    """`sent`: answers that got out, by note."""

    box: FakeBox = field(default_factory=FakeBox)
    sent: dict = field(default_factory=dict)
    wrote: dict = field(default_factory=dict)
    requests: dict = field(default_factory=dict)

    @property
    def feedback_ports(self):
        ports = self.ports
        return FeedbackPorts(
            box=self.box,
            actions=self.actions,
            policy=lambda _: self.policy,
            departments=lambda _: {SURGERY, WARD},
            tasks=PlannedTasks(ports),
            task=self.tasks.get,
            request=lambda _, it: self.requests[it],
            subjects=lambda _, ids: {},
            contacts=FakeContacts(self.sent, self.wrote),
            record=self.looks.append,
            clock=lambda: self.now,
        )

    def word(self, it=None):
        """As it is stored."""
        return self.box.get(NORTH, it or a_word().id)

    def heard(self, **changes):
        """Something that was heard already."""
        self.box.add(replace(a_word(), **changes))
        return self.word(changes.get("id"))

    def told_of_words(self):
        return [it.name for it in self.box.facts]
