"""The library in S3: `library/<organisation>/<sha256>`."""

import os
from functools import cached_property
from typing import Any
from urllib.parse import quote

from botocore.exceptions import ClientError
from botocore.session import get_session

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId


class StoredLibrary:
    """`Library` on S3."""

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
        return get_session().create_client("s3")

    def keep(self, organisation_id: OrganisationId, sha256: str, content: bytes, media_type: str) -> None:
        self._client.put_object(
            Bucket=_bucket(), Key=_key(organisation_id, sha256), Body=content, ContentType=media_type
        )

    def read(self, organisation_id: OrganisationId, sha256: str) -> bytes:
        try:
            found = self._client.get_object(Bucket=_bucket(), Key=_key(organisation_id, sha256))
        except ClientError as error:
            # S3 says AccessDenied of what is not there to whoever may not list the bucket.
            if error.response["Error"]["Code"] not in {"NoSuchKey", "AccessDenied"}:
                raise
            raise NotFound(sha256=sha256) from error
        content: bytes = found["Body"].read()
        return content

    def link(
        self, organisation_id: OrganisationId, sha256: str, *, name: str, media_type: str, seconds: int
    ) -> str:
        wanted = {
            "Bucket": _bucket(),
            "Key": _key(organisation_id, sha256),
            "ResponseContentDisposition": disposition(name),
            "ResponseContentType": media_type,
        }
        link: str = self._client.generate_presigned_url("get_object", Params=wanted, ExpiresIn=seconds)
        return link


def disposition(name: str) -> str:
    """Save under the name (RFC 6266); in ASCII for old readers, and as it is written (RFC 5987)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    plain = "".join("_" if sign in '"\\' or not sign.isprintable() else sign for sign in plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _bucket() -> str:
    return os.environ["DOCUMENTS_BUCKET"]


def _key(organisation_id: OrganisationId, sha256: str) -> str:
    return f"library/{organisation_id}/{sha256}"
