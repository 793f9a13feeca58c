"""The clinic's keyring, for what stands for a contact point. Asked for where one is needed, once per cold start."""

import json
import os
from base64 import b64decode
from functools import cache

from botocore.config import Config
from botocore.session import get_session

from frontdesk.kernel.patience import CLIENT
from frontdesk.patients.rules.contacts import Keys


@cache
def keys() -> Keys:
    """The keys of the SecureString parameter KEYRING_PARAMETER, `{"<id>": "<32 bytes, base64>"}`, in its order.

    A key may leave the ring only when those who are filed under it alone need not be found any more.
    """
    parameters = get_session().create_client("ssm", config=Config(**CLIENT))
    found = parameters.get_parameter(Name=os.environ["KEYRING_PARAMETER"], WithDecryption=True)
    return tuple(b64decode(key) for key in json.loads(found["Parameter"]["Value"]).values())
