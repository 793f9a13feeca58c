"""Patients put together for the cloud. Called once per cold start."""

from collections.abc import Callable
from functools import cache

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.clock import system_clock
from frontdesk.patients.gateways.keyring import keys
from frontdesk.patients.model import CodeMessage
from frontdesk.patients.ports import LogIn, PatientsPorts
from frontdesk.patients.storage import (
    DynamoAgreements,
    DynamoCodes,
    DynamoContacts,
    DynamoPreferences,
    DynamoSubjects,
)


def patients_ports(
    send: Callable[[CodeMessage], None] | None = None, record: Callable[[AuditEntry], None] | None = None
) -> PatientsPorts:
    """`send` hands over codes (messaging's `tell_code`), `record` writes the trail; who needs none leaves them out."""

    def no_codes(_code: CodeMessage) -> None:
        raise AssertionError("this function was not given a way to send codes")

    def no_trail(_entry: AuditEntry) -> None:
        raise AssertionError("this function was not given a trail")

    return PatientsPorts(
        subjects=DynamoSubjects(),
        contacts=DynamoContacts(),
        codes=DynamoCodes(),
        preferences=DynamoPreferences(),
        agreements=DynamoAgreements(),
        keys=keys,
        send=send or no_codes,
        normal_phone=_normal_phone,
        log_in=_log_in,
        record=record or no_trail,
        clock=system_clock,
    )


def _normal_phone(written: str, region: str) -> str | None:
    # Imported where a number is read: the library's data takes longer to load than a page to render.
    from frontdesk.patients.gateways.phone_numbers import normal_phone  # noqa: PLC0415

    return normal_phone(written, region=region)


@cache
def _log_in() -> LogIn:
    # Imported where somebody logs in: most containers never see it.
    from frontdesk.patients.gateways.openid import OpenIdLogIn  # noqa: PLC0415

    return OpenIdLogIn()
