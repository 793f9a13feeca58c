"""The keys that seal what people carry, by id: every one opens, the last one seals.

A new key enters at the front and moves to the end once every container has read it; an old one
leaves when the last thing it sealed has expired. A key that has left opens no old link any more.
"""

import json
import os
from base64 import b64decode
from collections.abc import Mapping
from functools import cache
from typing import Any

from botocore.config import Config
from botocore.session import get_session

from frontdesk.kernel.patience import CLIENT

Keyring = Mapping[str, bytes]


@cache
def keyring() -> Keyring:
    """The SecureString parameter KEYRING_PARAMETER, `{"<id>": "<32 bytes, base64>"}`; once per cold start."""
    found = _parameters().get_parameter(Name=os.environ["KEYRING_PARAMETER"], WithDecryption=True)
    return {key_id: b64decode(key) for key_id, key in json.loads(found["Parameter"]["Value"]).items()}


@cache
def _parameters() -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
    return get_session().create_client("ssm", config=Config(**CLIENT))
