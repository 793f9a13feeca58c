"""The window put together for the cloud. Called once per cold start."""

from functools import partial

from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.requests.usecases.submit_request import submit_request
from frontdesk.requests.wiring import requests_ports
from frontdesk.window.ports import WindowPorts
from frontdesk.window.storage import StoredReleases


def window_ports() -> WindowPorts:
    catalogue = catalogue_ports()
    return WindowPorts(
        releases=StoredReleases(),
        catalogue=lambda organisation_id: read_catalogue(organisation_id=organisation_id, ports=catalogue),
        submit=partial(submit_request, ports=requests_ports()),
        normal_phone=_normal_phone,
        clock=system_clock,
    )


def _normal_phone(written: str, region: str) -> str | None:
    # Imported where a number is read: the library's data takes longer to load than a page to render.
    from frontdesk.patients.gateways.phone_numbers import normal_phone  # noqa: PLC0415

    return normal_phone(written, region=region)
