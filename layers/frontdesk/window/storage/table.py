"""Where the window keeps things: one table, and one bucket that never overwrites."""

import os
from functools import cached_property
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import get_session
from pynamodb.constants import STREAM_NEW_AND_OLD_IMAGE

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.patience import CLIENT, EveryTable

REFUSED = "ConditionalCheckFailedException"


class Table(EveryTable):
    """What every record of the window says about its table."""

    table_name = os.environ.get("WINDOW_TABLE", "frontdesk-window")
    stream_view_type = STREAM_NEW_AND_OLD_IMAGE


class Bucket:
    """Bytes by their address; an address ends in their SHA-256, so writing again changes nothing."""

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
        return get_session().create_client("s3", config=Config(**CLIENT))

    def write(self, key: str, stored: bytes) -> None:
        self._client.put_object(
            Bucket=os.environ["RELEASES_BUCKET"], Key=key, Body=stored, ContentType="application/json"
        )

    def read(self, key: str) -> bytes:
        """NotFound where there is nothing; S3 says AccessDenied of it to who may not list the bucket."""
        try:
            found = self._client.get_object(Bucket=os.environ["RELEASES_BUCKET"], Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"NoSuchKey", "AccessDenied"}:
                raise
            raise NotFound(key=key) from error
        stored: bytes = found["Body"].read()
        return stored
