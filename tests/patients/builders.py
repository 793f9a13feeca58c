"""Ready-made nouns of patients, and a clinic whose clock, keys and people the test sets."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from frontdesk.kernel.ids import FormId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Code, Consent, ContactKind, ContactPoint, Errand, Provider, Subject
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import VALID_FOR, contact_key
from frontdesk.patients.usecases.check_code import check_code
from frontdesk.patients.usecases.people_at import people_at
from frontdesk.patients.usecases.send_code import send_code

from .fakes import FakeAgreements, FakeCodes, FakeLogIn, FakePeople, FakePreferences

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
NORTH, SOUTH = OrganisationId("north-clinic"), OrganisationId("south-clinic")
ANNA, BO = SubjectId("a" * 32), SubjectId("b" * 32)
FORM, OTHER_FORM = FormId("1" * 32), FormId("2" * 32)
KEY, NEW_KEY = b"k" * 32, b"n" * 32
PHONE = ContactPoint(ContactKind.SMS, "+46701740605")
EMAIL = ContactPoint(ContactKind.EMAIL, "anna@example.org")


def a_subject(**changes):
    return Subject(
        **{
            "id": ANNA,
            "organisation_id": NORTH,
            "name": "Anna Andersson",
            "birth_date": date(1985, 3, 27),
            "phone": PHONE.to,
            "email": None,
            "language": Language.SWEDISH,
            "consent": Consent(version="2026-11", given_at=NOON),
            **changes,
        }
    )


def a_provider(**changes):
    """The log-in of the northern clinic."""
    return Provider(
        **{
            "organisation_id": NORTH,
            "issuer": "https://id.example",
            "client_id": "north",
            "scope": "openid profile",
            "assurance": (),
            "origins": ("https://id.example",),
            **changes,
        }
    )


def an_errand(**changes):
    secrets = {"state": "5" * 32, "nonce": "6" * 32, "verifier": "7" * 64}
    return Errand(**secrets | {"back": "https://clinic.example/back"} | changes)


def key_of(contact=PHONE, organisation_id=NORTH, key=KEY):
    return contact_key(organisation_id, contact, key)


def a_code(**changes):
    """As it is kept: its digest is that of no digits."""
    sent_at = changes.get("sent_at", NOON)
    return Code(
        **{
            "organisation_id": NORTH,
            "contact_key": key_of(),
            "contact": PHONE,
            "form_id": FORM,
            "sent_at": sent_at,
            "until": sent_at + VALID_FOR,
            "digest": "d1",
            **changes,
        }
    )


@dataclass
class House:
    """`told` holds each message once, as the outbox does."""

    now: datetime = NOON
    ring: tuple = (KEY,)
    people: FakePeople = field(default_factory=FakePeople)
    codes: FakeCodes = field(default_factory=FakeCodes)
    preferences: FakePreferences = field(default_factory=FakePreferences)
    agreements: FakeAgreements = field(default_factory=FakeAgreements)
    told: dict = field(default_factory=dict)
    provider: FakeLogIn = field(default_factory=FakeLogIn)
    trail: list = field(default_factory=list)

    @property
    def ports(self):
        return PatientsPorts(
            subjects=self.people,
            contacts=self.people,
            codes=self.codes,
            preferences=self.preferences,
            agreements=self.agreements,
            keys=lambda: self.ring,
            send=lambda code: self.told.setdefault(code.reference, code),
            normal_phone=lambda written, region: f"+46{written[1:]}" if written.isdecimal() else None,
            log_in=lambda: self.provider,
            record=self.trail.append,
            clock=lambda: self.now,
        )

    def sends(self, contact=PHONE, form_id=FORM, organisation_id=NORTH):
        """What the page is answered; the digits are those of `digits`."""
        return send_code(
            organisation_id=organisation_id,
            contact=contact,
            form_id=form_id,
            language=Language.SWEDISH,
            ports=self.ports,
        )

    @property
    def digits(self):
        """Of the latest message."""
        return list(self.told.values())[-1].digits

    def wrong(self):
        return f"{(int(self.digits) + 1) % 10**6:06}"

    def checks(self, typed, form_id=OTHER_FORM, contact_key=None, organisation_id=NORTH):
        check_code(
            organisation_id=organisation_id,
            contact_key=contact_key or key_of(key=self.ring[-1]),
            typed=typed,
            form_id=form_id,
            ports=self.ports,
        )

    def behind(self, contact_key=None, organisation_id=NORTH):
        return list(
            people_at(organisation_id=organisation_id, contact_key=contact_key or key_of(), ports=self.ports)
        )
