"""Somebody writes down where they are reached: a telephone number or an e-mail address, in one field."""

from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.patients.model import ContactPoint
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_at


def read_contact(written: str, *, region: str, field: str, ports: PatientsPorts) -> ContactPoint:
    """The contact point, numbers read as dialled in the region (ISO 3166).

    BadInput at `field` with `invalid_email` where there is an @, else with `invalid_phone`.
    """
    is_email = "@" in written
    phone = None if is_email else ports.normal_phone(written.strip(), region)
    contact = contact_at(written, phone=phone)
    if contact is None:
        raise BadInput([FieldError(field, "invalid_email" if is_email else "invalid_phone")])
    return contact
