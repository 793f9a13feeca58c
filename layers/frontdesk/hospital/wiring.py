"""The hospital put together for the cloud. Called once per cold start."""

from collections.abc import Mapping
from functools import partial

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.hospital.model import Place
from frontdesk.hospital.ports import HospitalPorts
from frontdesk.hospital.storage import DynamoEmphases, DynamoEncounters, DynamoUploads
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import LocationId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Consent, Subject
from frontdesk.patients.rules.persons import Person, subject_key
from frontdesk.patients.usecases.find_subjects import find_subject, find_subjects
from frontdesk.patients.usecases.register_subject import register_subject
from frontdesk.patients.wiring import patients_ports

TOLD_BY_HOSPITAL = "hospital"


def hospital_ports() -> HospitalPorts:
    catalogue, patients = catalogue_ports(), patients_ports()

    def register(organisation_id: OrganisationId, person: Person, language: Language) -> Subject:
        subject = Subject(
            id=subject_key(
                organisation_id,
                name=person.name,
                birth_date=person.birth_date,
                contact=person.phone or person.email or "",
            ),
            organisation_id=organisation_id,
            name=person.name,
            birth_date=person.birth_date,
            phone=person.phone,
            email=person.email,
            language=language,
            consent=Consent(version=TOLD_BY_HOSPITAL, given_at=system_clock()),
        )
        register_subject(subject, ports=patients)
        return subject

    def places(organisation_id: OrganisationId) -> Mapping[LocationId, Place]:
        there = read_catalogue(organisation_id=organisation_id, ports=catalogue)
        return {
            it.id: Place(
                zone=it.zone,
                departments=frozenset(one.id for one in there.departments if one.location_id == it.id),
                desk=it.desk,
            )
            for it in there.locations
        }

    return HospitalPorts(
        encounters=DynamoEncounters(),
        emphases=DynamoEmphases(),
        uploads=DynamoUploads(),
        register=register,
        subject=lambda organisation_id, subject_id: find_subject(
            organisation_id=organisation_id, subject_id=subject_id, ports=patients
        ),
        subjects=lambda organisation_id, subject_ids: find_subjects(
            organisation_id=organisation_id, subject_ids=subject_ids, ports=patients
        ),
        places=places,
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )
