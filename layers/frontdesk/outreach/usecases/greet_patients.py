"""Every night: whoever agreed to greetings, and whose birthday it is, or the clinic's festival, is greeted."""

from collections.abc import Sequence
from datetime import date

from frontdesk.catalogue.model import Location
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.outreach.model import Content, Enrolment, Occasion, Package
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.rules.fitting import is_greeted_on, sends_of
from frontdesk.outreach.rules.keys import of_year
from frontdesk.outreach.usecases._sending import enrol
from frontdesk.patients.model import Offer, Subject

AT_ONCE = 100


def greet_patients(*, organisation_id: OrganisationId, today: date, ports: OutreachPorts) -> int:
    """How many greetings are new. Days are counted where the clinic's first location is; once a year and package.

    Whoever agreed after the night of their birthday is greeted a year later.
    """
    greeting = [
        it
        for it in ports.packages.everybody(organisation_id)
        if it.live and not it.is_stopped and _may_be(it.live, today)
    ]
    if not greeting:
        return 0
    place, agreed = (
        ports.catalogue(organisation_id).locations[0],
        ports.all_agreed(organisation_id, Offer.GREETING),
    )
    new = 0
    for at in range(0, len(agreed), AT_ONCE):
        new += _greeted(organisation_id, agreed[at : at + AT_ONCE], greeting, place, today, ports)
    return new


def _greeted(  # noqa: PLR0913, PLR0917  # the round's own words, handed on
    organisation_id: OrganisationId,
    whose: Sequence[SubjectId],
    greeting: Sequence[Package],
    place: Location,
    today: date,
    ports: OutreachPorts,
) -> int:
    new = 0
    for subject in ports.subjects(organisation_id, whose).values():
        for package in greeting:
            assert package.live is not None, "only what is live greets"
            if is_greeted_on(package.live, today, born=subject.birth_date):
                made = _made(package, package.live, subject, place, today, ports)
                new += bool(made.sends) and enrol(made, package.live, subject, ports=ports)
    return new


def _may_be(content: Content, today: date) -> bool:
    """Birthdays are of any day; a festival, which most nights are not, costs no look at anybody."""
    return content.occasion is Occasion.BIRTHDAY or today in content.festivals


def _made(  # noqa: PLR0913, PLR0917  # as above
    package: Package, content: Content, subject: Subject, place: Location, today: date, ports: OutreachPorts
) -> Enrolment:
    now = ports.clock()
    return Enrolment(
        organisation_id=package.organisation_id,
        subject_id=subject.id,
        package_id=package.id,
        number=package.number,
        occasion_key=of_year(today),
        location_id=place.id,
        department_id=None,
        anchored_on=today,
        sends=sends_of(content, today, place.zone, now=now),
        made_at=now,
    )
