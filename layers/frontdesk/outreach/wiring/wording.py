"""What is asked before a message of outreach goes, put together for whoever sends."""

from collections.abc import Callable, Collection
from datetime import date

from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.outreach.ports import WordingPorts
from frontdesk.outreach.storage import DynamoEnrolments, DynamoPackages, DynamoPushes
from frontdesk.patients.model import Offer
from frontdesk.patients.usecases.find_subjects import find_subjects
from frontdesk.patients.wiring import patients_ports


def wording_ports(day_words: Callable[[date, Language], str]) -> WordingPorts:
    """`day_words`: a day as a text says it."""
    catalogue, patients = catalogue_ports(), patients_ports()
    return WordingPorts(
        packages=DynamoPackages(),
        enrolments=DynamoEnrolments(),
        pushes=DynamoPushes(),
        encounters=hospital_ports().encounters.of_subject,
        subjects=lambda organisation_id, ids: find_subjects(
            organisation_id=organisation_id, subject_ids=ids, ports=patients
        ),
        agreed=agreed,
        catalogue=lambda organisation_id: read_catalogue(organisation_id=organisation_id, ports=catalogue),
        day_words=day_words,
    )


def agreed(
    organisation_id: OrganisationId, subject_ids: Collection[SubjectId], offer: Offer
) -> Collection[SubjectId]:
    """Which of them agree to an offer now."""
    found = patients_ports().agreements.of(organisation_id, subject_ids, offer)
    return {it for it, one in found.items() if one.holds}
