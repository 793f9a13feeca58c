"""Somebody describes themselves in a form: keep it as they wrote it, under what they are reached at."""

from frontdesk.patients.model import LoggedIn, Subject
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_key, contacts_of
from frontdesk.patients.rules.logins import is_same_person


def register_subject(subject: Subject, *, who: LoggedIn | None = None, ports: PatientsPorts) -> None:
    """Store the subject. The id comes from the form's own, so that a form sent twice is one subject.

    They are filed under their contact points in the same write, and only if it stores them: whoever knows the id of
    somebody else's form cannot put them under a number of their own. Under the log-in of `who` sent it too, where that
    is the same person: else somebody could register others, and see what these book later.
    """
    contacts = contacts_of(subject)
    *_, newest = ports.keys()
    keys = [contact_key(subject.organisation_id, contact, newest) for contact in contacts]
    login = who.key if who and is_same_person(subject, who) else None
    ports.subjects.add(subject, keys, login=login)
