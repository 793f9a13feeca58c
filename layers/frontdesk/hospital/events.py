"""What the hospital tells the rest of the clinic. Schemas: events/hospital/. Who has what, only the record says.

`kind` is the class of the encounter, so that whoever follows stays alone leaves visits out; `day` is the local day of
what happened.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import DepartmentId, LocationId, SubjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfEncounter(Event):
    """What all of them say."""

    source: ClassVar[str] = "frontdesk.hospital"

    encounter_id: str
    subject_id: SubjectId
    location_id: LocationId
    department_id: DepartmentId
    kind: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientAdmitted(OfEncounter):
    """Somebody came: a visit or a stay began, or is another one than was said. HL7 A01, A04, A06, A07."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientDischarged(OfEncounter):
    """Somebody left, or left otherwise than was said. HL7 A03."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeCancelled(OfEncounter):
    """Somebody has not left, as was said. HL7 A13."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionCancelled(OfEncounter):
    """Somebody has not come, as was said, or somebody else has. HL7 A11."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSettled(OfEncounter):
    """A visit or a stay was paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientDied(OfEncounter):
    """Somebody died here. HL7 PV1-36 is 20."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncountersUploaded(Event):
    """A part of a table of encounters waits to be taken in."""

    source: ClassVar[str] = "frontdesk.hospital"

    upload_id: str
    part: int
