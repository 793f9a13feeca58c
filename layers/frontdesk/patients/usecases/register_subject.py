"""Somebody describes themselves in a form: keep it as they wrote it, under what they are reached at."""

from frontdesk.patients.model import Subject
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_key, contacts_of


def register_subject(subject: Subject, *, ports: PatientsPorts) -> None:
    """Store the subject. The id comes from the form's own, so that a form sent twice is one subject.

    They are filed under their contact points in the same write, and only if it stores them: whoever knows the id of
    somebody else's form cannot put them under a number of their own.
    """
    contacts = contacts_of(subject)
    *_, newest = ports.keys()
    keys = [contact_key(subject.organisation_id, contact, newest) for contact in contacts]
    ports.subjects.add(subject, keys)
