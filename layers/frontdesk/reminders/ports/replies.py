"""What acting on a reply needs from the outside."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from frontdesk.booking.model import Appointment
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import AppointmentId, ContactKey, LocationId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message
from frontdesk.messaging.model.threads import Line, LineId
from frontdesk.patients.model import Subject
from frontdesk.reminders.model.replies import Task

Deed = Callable[[OrganisationId, AppointmentId, Actor], None]
"""What is done with an appointment as somebody: Refusal with the reason, NotFound where it is not theirs to see."""


@dataclass(frozen=True, slots=True)
class ReplyPorts:
    """What acting on a reply needs.

    `reply`: one as it is kept; `decide`: write down what it means, or what stands; `told`: what was due to a contact
    point by an instant, the newest first; `behind`: who is there, and what else stands for where they are reached.
    `answer` a reply by a template; `settle` it: nobody has to read it. `task`: staff have to.
    `confirm` and `cancel` an appointment as who wrote; `link` to its page, `phone` of its location, or of the clinic;
    `when` it is, in words; `sentence`: why not, in words.
    """

    reply: Callable[[OrganisationId, ContactKey, LineId], Line]
    decide: Callable[[Line, str], str]
    told: Callable[[OrganisationId, str, datetime], Sequence[Message]]
    behind: Callable[[OrganisationId, ContactKey], tuple[Sequence[Subject], Collection[ContactKey]]]
    answer: Callable[[Line, str, Mapping[str, str], Language], object]
    settle: Callable[[Line], object]
    task: Callable[[Line, Task], None]
    appointment: Callable[[OrganisationId, AppointmentId], Appointment]
    subjects: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    confirm: Deed
    cancel: Deed
    link: Callable[[OrganisationId, AppointmentId], str]
    phone: Callable[[OrganisationId, LocationId | None], str]
    language: Callable[[OrganisationId], Language]
    zone: Callable[[OrganisationId, LocationId], ZoneInfo]
    when: Callable[[datetime, ZoneInfo, Language], str]
    sentence: Callable[[str, Language], str]
