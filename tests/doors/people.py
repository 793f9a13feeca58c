"""Who comes to the doors, what they carry, and which ids they know or guess."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta

from frontdesk.access.model import Role, StaffSession
from frontdesk.access.rules import place_of, session_key
from frontdesk.access.wiring import access_ports
from frontdesk.kernel.ids import OrganisationId, RequestId, StaffId
from frontdesk.kernel.language import Language
from frontdesk_web.followup_links import FORM
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import seal, ticket
from frontdesk_web.session import COOKIE
from tests.frontdesk_web.console_desk import CHILDREN, PASSWORD, PRACTICE, staff
from tests.surveys.counting import EVERY_SPOT

from .world import CODE_FORM, CODES, NOW, OURS, THEIRS, hire, number_of

NOBODY, LINK, PROVED = "nobody", "link", "proved"
CSRF = "form-token"
SOON = NOW + timedelta(hours=1)
NOWHERE = replace(
    OURS,
    organisation_id="elsewhere",
    download="other",
    staff_id="nowhere-1",
    publications=9,
    **{
        name: f"{number}c" * 16
        for number, name in enumerate(
            ("request_id", "entry_id", "document_id", "draft_id", "upload_id", "export_id", "hold_id")
        )
    },
    appointment_id="9c" * 16,
    invitation_id="8c" * 16,
    block_id="ac" * 16,
    call_id="cc" * 16,
    reminding_id="bc" * 16,
    subject_id="dc" * 16,
    call_key="ec" * 16,
    rule_id="fc" * 16,
    progress_id="1cc1" * 8,
    encounter_id="2cc2" * 8,
    plan_id="3cc3" * 8,
    task_id="4cc4" * 8,
    action_id="5cc5" * 8,
    feedback_id="6cc6" * 8,
    scheme_id="none-such",
)
"""A clinic that is not there: what somebody makes up."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """`cookie` is what the browser sends, `number` and `password` what they type at the login."""

    role: str
    cookie: str
    has_ticket: bool = False
    has_proof: bool = False
    number: str = OURS.staff_id
    password: str = "a guess"

    def knows(self):
        """Each id by its name: one's own (or what comes nearest to it), another organisation's, and a made-up one."""
        others = {
            "organisation_id": _of("organisation_id"),
            "conversation": (_conversation(OURS), _conversation(THEIRS), "made-up"),
            "release_id": (OURS.release.id, THEIRS.release.id, "f" * len(OURS.release.id)),
            "ticket": (_ticket(OURS) if self.has_ticket else _guess(OURS), _ticket(THEIRS), _guess(NOWHERE)),
            "proof": (_proof(OURS) if self.has_proof else "", _proof(THEIRS), "made-up"),
            "hold_ticket": self._tickets("hold", "hold_id"),
            "named": tuple(it.replace("_", ".") for it in self._tickets("hold", "hold_id")),
            "appointment_ticket": self._tickets("appointment", "appointment_id"),
            "appointment_proof": (
                _proof(OURS, "appointment") if self.has_proof else "",
                _proof(THEIRS, "appointment"),
                "made-up",
            ),
            "form_ticket": self._tickets(FORM, "task_id"),
            "reminder_ticket": self._tickets("reminder", "reminding_id"),
            "invitation_ticket": self._tickets("invitation", "invitation_id"),
            "invitation_proof": (
                _proof(OURS, "invitation") if self.has_proof else "",
                _proof(THEIRS, "invitation"),
                "made-up",
            ),
            "contact_proof": (
                _contacted(OURS, "mine") if self.has_proof else "",
                _contacted(THEIRS, "mine"),
                "made-up",
            ),
            "code_sent": (_contacted(OURS, "code"), _contacted(THEIRS, "code"), "made-up"),
            "digits": (
                CODES[OURS.organisation_id].digits if self.has_proof else "a guess",
                CODES[THEIRS.organisation_id].digits,
                "another guess",
            ),
            "number": ("1", str(THEIRS.publications), str(NOWHERE.publications)),
            "edition": ((OURS.draft_id, "1", "live"), THEIRS.draft_id, NOWHERE.draft_id),
            "clinic": _of("organisation_id"),
            "whose": (OURS.subject_id, THEIRS.subject_id, "7c" * 16),
            "employee": (self.number, THEIRS.staff_id, NOWHERE.staff_id),
            "staff_id": _of("staff_id"),
            "department": (PRACTICE if "elsewhere" not in self.role else CHILDREN, None, "none-such"),
            "location": ("mitte", None, "none-such"),
            "language": ("de", None, "xx"),
            "channel": (("simulator", "webhook", "sms_twilio", "sms_aws"), None, "pigeon"),
            "page": ("privacy", None, "none-such"),
            "name": ("api.css", None, "none-such.css"),
            "deed": (("answer", "question", "decline"), None, "shout"),
            "table": ("times", None, "none-such"),
            "figures": ("departments", None, "none-such"),
            "form": ("csv", None, "pdf"),
            "kind": ("csv", None, "none-such"),
            "shelf": ("clinic", None, "none-such"),
            "reply_id": ("new", None, "none-such"),
            "step": ("1", None, "99"),
            "spot_id": (EVERY_SPOT[0].id, None, "none-such"),
        }
        plain = ("request_id", "entry_id", "document_id", "draft_id", "upload_id", "export_id", "download")
        plain += ("appointment_id", "invitation_id", "block_id", "subject_id", "reminder_id", "call_key")
        plain += ("rule_id", "progress_id", "call_id", "encounter_id", "plan_id", "scheme_id", "task_id")
        plain += ("questionnaire_id", "survey_id", "action_id", "feedback_id", "push_id", "package_id")
        return others | {name: _of(name) for name in plain}

    def _tickets(self, of, name):
        """One's own ticket of a kind, the other organisation's, and a made-up one, or a guess of one's own."""
        own, others = (
            ticket(OrganisationId(it.organisation_id), getattr(it, name), of=of, keyring=keyring())
            for it in (OURS, THEIRS)
        )
        guess, nowhere = (getattr(it, name) + "A" * 22 for it in (OURS, NOWHERE))
        return own if self.has_ticket else guess, others, nowhere


def everybody():
    """One of each role, signed in where they can be."""
    outside = (
        Person(role=NOBODY, cookie=""),
        Person(role=LINK, cookie=f"{COOKIE}={_ticket(OURS)}", has_ticket=True),
        Person(role=PROVED, cookie=f"{COOKIE}={_proof(OURS)}", has_ticket=True, has_proof=True),
    )
    hire(staff(id=StaffId(OURS.staff_id)))
    hire(staff(id=StaffId(THEIRS.staff_id), organisation_id=OrganisationId(THEIRS.organisation_id)))
    return (*outside, *(_hired(role, inside=inside) for role in Role for inside in (True, False)))


def roles():
    """What they are called in the policy."""
    works = [name_of(role, inside=inside) for role in Role for inside in (True, False)]
    return [NOBODY, LINK, PROVED, *works]


def name_of(role, *, inside):
    return role.value if inside else f"{role.value} elsewhere"


def _hired(role, *, inside):
    number = number_of(role, inside=inside)
    department = PRACTICE if inside else CHILDREN
    person = staff(id=number, role=role, departments=frozenset({department}))
    hire(person)
    key = session_key(person.organisation_id, hashlib.sha256(number.encode()).hexdigest()[:43])
    session = StaffSession(
        organisation_id=person.organisation_id,
        staff_id=number,
        csrf=CSRF,
        language=Language.GERMAN,
        expires_at=SOON,
    )
    access_ports().sessions.add(place_of(key)[1], session)
    return Person(
        role=name_of(role, inside=inside), cookie=f"{COOKIE}={key}", number=number, password=PASSWORD
    )


def _of(name):
    return tuple(getattr(it, name) for it in (OURS, THEIRS, NOWHERE))


def _ticket(clinic):
    return ticket(OrganisationId(clinic.organisation_id), RequestId(clinic.request_id), keyring=keyring())


def _guess(clinic):
    """What somebody writes who knows the request's number, and not what makes it a ticket."""
    return clinic.request_id + "A" * 22


def _proof(clinic, of="request"):
    whose = {"organisation": clinic.organisation_id, of: getattr(clinic, f"{of}_id")}
    return seal(whose, purpose=of, until=SOON, keyring=keyring())


def _contacted(clinic, purpose):
    """The token of a code that was sent to the subject's telephone, or that it was the right one."""
    here = clinic.organisation_id
    said = {"organisation": here, "contact": CODES[here].contact_key, "form": CODE_FORM}
    return seal(said, purpose=purpose, until=SOON, keyring=keyring())


def _conversation(clinic):
    """At the request form."""
    began = int(NOW.timestamp())
    said = {
        "organisation": clinic.organisation_id,
        "release": clinic.release.id,
        "language": "de",
        "began": began,
        "path": [["location", "mitte", began], ["menu", "prescription", began]],
        "form": "8" * 32,
    }
    return seal(said, purpose="conversation", until=SOON, keyring=keyring())
