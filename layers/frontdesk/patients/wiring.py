"""Patients put together for the cloud. Called once per cold start."""

from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.storage import DynamoSubjects


def patients_ports() -> PatientsPorts:
    return PatientsPorts(subjects=DynamoSubjects())
