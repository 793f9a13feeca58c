"""What stores appointments: the fake and DynamoDB, one after the other."""

import pytest

from frontdesk.booking.storage import AppointmentRecord, DynamoAppointments, DynamoInvitations

from .fakes import FakeAppointments


class StoredAppointments(DynamoAppointments):
    """DynamoDB, and the facts of the records as the relay would find them."""

    @property
    def facts(self):
        return [fact for record in AppointmentRecord.scan() for fact in record.facts or []]


@pytest.fixture(params=[FakeAppointments, StoredAppointments])
def appointments(request):
    if request.param is StoredAppointments:
        request.getfixturevalue("cloud")
    return request.param()


@pytest.fixture
def invitations(appointments):
    """What stores invitations beside them."""
    return appointments.invitations if isinstance(appointments, FakeAppointments) else DynamoInvitations()
