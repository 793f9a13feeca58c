"""What others call things: media types, profiles and code systems. Source: FHIR R4 (4.0.1), IHE ITI Scheduling 1.0."""

import os

from frontdesk.kernel.ids import OrganisationId
from frontdesk_web.openapi import Manner

FHIR_JSON = "application/fhir+json"
FHIR_VERSION = "4.0.1"
FHIR = Manner(answers=FHIR_JSON, refuses=FHIR_JSON, refusal="OperationOutcome")

IHE = "https://profiles.ihe.net/ITI/Scheduling"
APPOINTMENT_PROFILE = f"{IHE}/StructureDefinition/ihe-sched-appt"
BUNDLE_PROFILE = f"{IHE}/StructureDefinition/ihe-sched-avail-bundle"

REFUSALS = "urn:frontdesk:refusal"
"""The system of the codes with which we say no."""


def time_types(organisation_id: OrganisationId) -> str:
    """The system of a clinic's kinds of time."""
    return f"urn:frontdesk:{organisation_id}:time-type"


def references(organisation_id: OrganisationId) -> str:
    """The system of what a patient can say on the phone."""
    return f"urn:frontdesk:{organisation_id}:appointment"


def public_base(organisation_id: OrganisationId) -> str:
    """Where patients' programs find a clinic's times."""
    return f"{os.environ['PUBLIC_URL']}/booking/{organisation_id}/fhir"


def staff_base() -> str:
    """Where programs of the staff find what is booked."""
    return f"{os.environ['PUBLIC_URL']}/console/api/fhir"
