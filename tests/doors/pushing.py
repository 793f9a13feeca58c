"""What each clinic of the street has of outreach, and what is asked at its doors."""

from datetime import UTC, datetime, timedelta

from frontdesk.kernel.ids import LocationId, OrganisationId, StaffId
from frontdesk.outreach.model import Package, PackageId, PushState, Tally
from frontdesk.outreach.wiring import outreach_ports
from tests.outreach.builders import a_content, a_picked, a_push, an_item

NOW = datetime.now(UTC)
PUSH = "/console/followup/push"
SAID = {"csrf": "form-token", "form": "7" * 32}
WORDS = {f"items.0.text.{tongue}": "Guten Tag" for tongue in ("de", "sv", "zh-Hans", "en")}

ASKED = {
    f"POST {PUSH}/packages/{{package_id}}": {
        "form": SAID | {"version": "1", "name": "Herz", "occasion": "care encounter", "deed": "save"}
    },
    f"POST {PUSH}/new": {
        "form": SAID
        | {"name": "Grippe", "first": f"{NOW:%Y-%m-%d}", "last": f"{NOW:%Y-%m-%d}", "location": "{location}"}
        | WORDS
    },
    f"POST {PUSH}/{{push_id}}": {"form": SAID | {"deed": "stop"}},
    "POST /console/reminders/patients/{subject_id}/agreements": {
        "form": SAID | {"offer": "greeting", "deed": "give"}
    },
}


def keep_outreach(clinic):
    """A draft of a package, and a push that waits for somebody's word."""
    ports, here = outreach_ports(), OrganisationId(clinic.organisation_id)
    ports.packages.put(
        Package(
            id=PackageId(clinic.package_id),
            organisation_id=here,
            draft=a_content(),
            changed_by=StaffId("1003"),
            changed_at=NOW,
        )
    )
    ports.pushes.add(
        a_push(
            id=PackageId(clinic.push_id),
            organisation_id=here,
            content=a_content(items=(an_item(0),)),
            picked=a_picked(
                location_id=LocationId("mitte"), first=NOW.date() - timedelta(days=1), last=NOW.date()
            ),
            state=PushState.READY,
            asked_at=NOW,
            tally=Tally(),
        )
    )
