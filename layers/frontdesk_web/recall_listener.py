"""What patient reminders do when they hear facts: of what was given, of tables that come in, and of booked times."""

from frontdesk.kernel.ids import AppointmentId, LocationId, SubjectId, TimeTypeId
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.usecases.greet_patient import greet_patient
from frontdesk.reminders.usecases.hear_service import hear_service
from frontdesk.reminders.usecases.upload_services import take_part
from frontdesk.reminders.usecases.weigh_appointment import pause_for_appointment, resume_for_appointment
from frontdesk_web.tasks import Heard


def hear(fact: Heard, ports: RecallPorts) -> None:
    """Each may be heard twice, and in any order."""
    here, said = fact.organisation_id, fact.data
    if fact.name == "ServiceCompleted":
        hear_service(
            organisation_id=here,
            subject_id=SubjectId(said["subject_id"]),
            service_id=said["service_id"],
            ports=ports,
        )
    elif fact.name == "ServicesUploaded":
        take_part(
            organisation_id=here, upload_id=said["upload_id"], part=said["part"], by=fact.actor, ports=ports
        )
    elif fact.name == "AppointmentBooked":
        _booked(fact, ports)
    else:
        resume_for_appointment(
            organisation_id=here,
            subject_id=SubjectId(said["subject_id"]),
            appointment_id=AppointmentId(said["appointment_id"]),
            ports=ports,
        )


def _booked(fact: Heard, ports: RecallPorts) -> None:
    here, said = fact.organisation_id, fact.data
    subject_id = SubjectId(said["subject_id"])
    greet_patient(
        organisation_id=here,
        subject_id=subject_id,
        location_id=LocationId(said["location_id"]),
        ports=ports,
    )
    pause_for_appointment(
        organisation_id=here,
        subject_id=subject_id,
        appointment_id=AppointmentId(said["appointment_id"]),
        time_type_id=TimeTypeId(said["time_type_id"]),
        ports=ports,
    )
