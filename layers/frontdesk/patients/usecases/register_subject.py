"""Somebody describes themselves in a form: keep it as they wrote it."""

from frontdesk.patients.model import Subject
from frontdesk.patients.ports import PatientsPorts


def register_subject(subject: Subject, *, ports: PatientsPorts) -> None:
    """Store the subject. The id comes from the form's own, so that a form sent twice is one subject."""
    ports.subjects.add(subject)
