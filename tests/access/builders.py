"""Ready-made nouns. Override only what the test is about."""

from datetime import UTC, datetime, timedelta

from frontdesk.access.model import Role, Staff, StaffSession
from frontdesk.kernel.ids import DepartmentId, OrganisationId, StaffId
from frontdesk.kernel.language import Language

MONDAY_EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NORTH = OrganisationId("north-clinic")
SOUTH = OrganisationId("south-clinic")
SURGERY, PAEDIATRICS = DepartmentId("surgery"), DepartmentId("paediatrics")
KATRIN = StaffId("1001")
PASSWORD = "Morgen-Stund-7"  # of an invented person
DIGEST = "5" * 64


def a_nurse(**changes):
    return Staff(
        **{
            "id": KATRIN,
            "organisation_id": NORTH,
            "name": "Katrin Sommer",
            "role": Role.CLINICIAN,
            "departments": frozenset({SURGERY}),
            "language": Language.GERMAN,
            "email": "katrin.sommer@example.org",
            **changes,
        }
    )


def a_lead(**changes):
    return a_nurse(**{"id": StaffId("2001"), "name": "Jens Brandt", "role": Role.LEAD, **changes})


def a_session(**changes):
    return StaffSession(
        **{
            "organisation_id": NORTH,
            "staff_id": KATRIN,
            "csrf": "form-token",
            "language": Language.GERMAN,
            "expires_at": MONDAY_EIGHT + timedelta(hours=10),
            **changes,
        }
    )
