"""A demo phone and inbox: what a patient would see, where no provider is connected. README.md beside this file."""

import json
import os
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.messaging.model import Address, Message, Wording

TIMEOUT_SECONDS = 5
BUSY_FOR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Simulator:
    """Posts to `<address>/messages`. It keeps one message per reference, as a good provider does."""

    address: str

    knows_references = True

    def send(self, message: Message, address: Address, wording: Wording) -> str:
        if not self.address:
            raise ProviderFailure(provider="simulator", retryable=False, reason="not connected here")
        body = {
            "reference": f"{message.organisation_id}/{message.id}",
            "organisation_id": message.organisation_id,
            "kind": address.kind.value,
            "to": address.to,
            "subject": wording.subject,
            "text": wording.text,
        }
        # The address is the operator's own setting, never a patient's or a clinic's.
        request = Request(  # noqa: S310
            f"{self.address}/messages",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            urlopen(request, timeout=TIMEOUT_SECONDS).close()  # noqa: S310  # nosec B310
        except HTTPError as error:
            error.close()
            busy = error.code == HTTPStatus.TOO_MANY_REQUESTS
            raise ProviderFailure(
                provider="simulator",
                retryable=busy or error.code >= HTTPStatus.INTERNAL_SERVER_ERROR,
                reason=str(error.code),
                retry_after=BUSY_FOR if busy else None,
            ) from error
        except (URLError, TimeoutError) as error:
            raise ProviderFailure(provider="simulator", retryable=True, reason="no answer") from error
        return str(body["reference"])


def channel() -> Simulator:
    return Simulator(os.environ.get("SIMULATOR_URL", ""))
