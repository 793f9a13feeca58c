"""The public FHIR endpoint of a clinic's times: routes for programs that book for patients.

Nobody signs in: what a program may do is what a page lets its reader do, and what opens an appointment is its ticket
and the patient's date of birth. What a route needs is imported when it is asked: a page need not wait for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases._offers import timetable_of
from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.ports import CataloguePorts
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language, preferred
from frontdesk_web.http import Desk, Response
from frontdesk_web.presenters.booking_choice import Counter

HERE = "/booking/{organisation_id}/fhir"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a program asks: of whom, with which parameters in the address or the body, in which languages."""

    organisation_id: str
    query: Mapping[str, Sequence[str]]
    body: str | bytes
    content_type: str
    languages: str
    ports: BookingPorts
    shelf: CataloguePorts

    def catalogue(self) -> Catalogue:
        """The clinic; NotFound where there is none."""
        return read_catalogue(organisation_id=OrganisationId(self.organisation_id), ports=self.shelf)

    def counter(self) -> Counter:
        """The clinic as whoever asks is told of it; NotFound where it has no times."""
        catalogue = self.catalogue()
        here = catalogue.organisation
        return Counter(
            catalogue=catalogue,
            timetable=timetable_of(here.id, ports=self.ports),
            language=preferred(self.languages, among=here.languages),
            now=self.ports.clock(),
        )


class FhirDesk(Desk):
    """Answers in FHIR, whatever went wrong."""

    def route(self, path: str, **options: Any) -> Callable[..., Any]:  # noqa: ANN401
        """A route for whatever content type a client says: Chalice's own 415 would be no OperationOutcome."""
        return super().route(path, content_types=["*/*"], **options)

    def asked(self, organisation_id: str, ports: BookingPorts, shelf: CataloguePorts) -> Asked:
        return Asked(
            organisation_id=organisation_id,
            query=self.queries(),
            body=self.request.raw_body,
            content_type=self.header("content-type"),
            languages=self.header("accept-language"),
            ports=ports,
            shelf=shelf,
        )

    def _in_problem_details(self, error: FrontdeskError) -> Response:
        from frontdesk_web.fhir.answers import refused  # noqa: PLC0415

        among = (Language.ENGLISH, *Language)
        return refused(error, preferred(self.header("accept-language"), among=among))


def public_desk(ports: Callable[[], BookingPorts], shelf: CataloguePorts) -> FhirDesk:
    """The routes. API Gateway knows no `$` in a route, so that an operation stands where an id would."""
    desk = FhirDesk(__name__)

    def answered(organisation_id: str, what: str, *named: str) -> Response:
        from frontdesk_web.fhir import answers, public  # noqa: PLC0415

        does: Callable[..., dict[str, Any]] = getattr(public, what)
        return answers.answer(does(desk.asked(organisation_id, ports(), shelf), *named))

    @desk.route(f"{HERE}/metadata")
    def metadata(organisation_id: str) -> Response:
        return answered(organisation_id, "metadata")

    @desk.route(f"{HERE}/openapi.json")
    def openapi(organisation_id: str) -> Response:
        from frontdesk_web.fhir import answers, described  # noqa: PLC0415

        return answers.document(described.public_document(desk.asked(organisation_id, ports(), shelf)))

    @desk.route(f"{HERE}/Schedule")
    def schedules(organisation_id: str) -> Response:
        return answered(organisation_id, "schedules")

    @desk.route(f"{HERE}/Slot")
    def slots(organisation_id: str) -> Response:
        return answered(organisation_id, "slots")

    @desk.route(f"{HERE}/Appointment/{{named}}")
    def read(organisation_id: str, named: str) -> Response:
        return answered(organisation_id, "read", named)

    @desk.route(f"{HERE}/Appointment/{{named}}", methods=["POST"])
    def operate(organisation_id: str, named: str) -> Response:
        return answered(organisation_id, "operate", named)

    return desk
