"""Documents in S3.

library/<organisation>/<sha256>                          what a clinic gives away
exports/<organisation>/<sha256>                          what was made for somebody who takes it; deleted after a day
quarantine/<organisation>/<folder>/<document>/<name>     what was sent, as its sender called it; deleted after two days
clean/<organisation>/<folder>/<document>                 what passed inspection
"""

import os
from functools import cached_property
from typing import Any
from urllib.parse import quote

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import get_session

from frontdesk.documents.model import Document, Upload
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.patience import CLIENT

MISSING = {"NoSuchKey", "AccessDenied"}
"""S3 says AccessDenied of what is not there to whoever may not list the bucket."""
UPLOAD_WITHIN_S = 3600
BYTES = "application/octet-stream"


HOW = Config(signature_version="s3v4", s3={"addressing_style": "virtual"}, **CLIENT)
"""Signatures of version 4, for older ones are refused; and the bucket's own regional address, where the usual one
would answer with a redirect that the page's policy does not allow."""


class _Bucket:
    """The bucket and a client of it."""

    @cached_property
    def client(self) -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
        return get_session().create_client("s3", config=HOW)

    @property
    def name(self) -> str:
        return os.environ["DOCUMENTS_BUCKET"]

    def put(self, key: str, content: bytes, media_type: str) -> None:
        self.client.put_object(Bucket=self.name, Key=key, Body=content, ContentType=media_type)

    def get(self, key: str) -> bytes:
        try:
            found = self.client.get_object(Bucket=self.name, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] not in MISSING:
                raise
            raise NotFound(key=key) from error
        content: bytes = found["Body"].read()
        return content

    def link(self, key: str, *, name: str, media_type: str, seconds: int) -> str:
        wanted = {
            "Bucket": self.name,
            "Key": key,
            "ResponseContentDisposition": disposition(name),
            "ResponseContentType": media_type,
        }
        link: str = self.client.generate_presigned_url("get_object", Params=wanted, ExpiresIn=seconds)
        return link


class StoredLibrary:
    """`Library` on S3."""

    def __init__(self) -> None:
        self._bucket = _Bucket()

    def keep(self, organisation_id: OrganisationId, sha256: str, content: bytes, media_type: str) -> None:
        self._bucket.put(f"library/{organisation_id}/{sha256}", content, media_type)

    def read(self, organisation_id: OrganisationId, sha256: str) -> bytes:
        return self._bucket.get(f"library/{organisation_id}/{sha256}")

    def link(
        self, organisation_id: OrganisationId, sha256: str, *, name: str, media_type: str, seconds: int
    ) -> str:
        key = f"library/{organisation_id}/{sha256}"
        return self._bucket.link(key, name=name, media_type=media_type, seconds=seconds)


class StoredExports:
    """`Exports` on S3."""

    def __init__(self) -> None:
        self._bucket = _Bucket()

    def put(self, organisation_id: OrganisationId, sha256: str, content: bytes, media_type: str) -> None:
        self._bucket.put(f"exports/{organisation_id}/{sha256}", content, media_type)

    def link(
        self, organisation_id: OrganisationId, sha256: str, *, name: str, media_type: str, seconds: int
    ) -> str:
        key = f"exports/{organisation_id}/{sha256}"
        return self._bucket.link(key, name=name, media_type=media_type, seconds=seconds)


class StoredQuarantine:
    """`Quarantine` on S3."""

    def __init__(self) -> None:
        self._bucket = _Bucket()

    def announce(
        self, organisation_id: OrganisationId, folder: str, document_id: str, *, back: str | None, most: int
    ) -> Upload:
        done = {"success_action_status": "201"} if back is None else {"success_action_redirect": back}
        fields = done | {"Content-Type": BYTES}
        prefix = _quarantined(organisation_id, folder, document_id)
        made = self._bucket.client.generate_presigned_post(
            self._bucket.name,
            f"{prefix}${{filename}}",
            Fields=dict(fields),
            Conditions=[
                ["content-length-range", 1, most],
                ["starts-with", "$key", prefix],
                *({name: value} for name, value in fields.items()),
            ],
            ExpiresIn=UPLOAD_WITHIN_S,
        )
        return Upload(url=made["url"], fields=made["fields"])

    def arrived(
        self, organisation_id: OrganisationId, folder: str, document_id: str
    ) -> tuple[str, bytes] | None:
        prefix = _quarantined(organisation_id, folder, document_id)
        for key in self._keys(prefix):
            return _as_written(key.removeprefix(prefix)), self._bucket.get(key)
        return None

    def admit(self, organisation_id: OrganisationId, folder: str, document: Document, content: bytes) -> None:
        self._bucket.put(_clean(organisation_id, folder, document), content, document.media_type)

    def discard(self, organisation_id: OrganisationId, folder: str, document_id: str) -> None:
        for key in self._keys(_quarantined(organisation_id, folder, document_id)):
            self._bucket.client.delete_object(Bucket=self._bucket.name, Key=key)

    def link(self, organisation_id: OrganisationId, folder: str, document: Document, *, seconds: int) -> str:
        key = _clean(organisation_id, folder, document)
        return self._bucket.link(key, name=document.name, media_type=document.media_type, seconds=seconds)

    def _keys(self, prefix: str) -> list[str]:
        found = self._bucket.client.list_objects_v2(Bucket=self._bucket.name, Prefix=prefix, MaxKeys=10)
        return [it["Key"] for it in found.get("Contents", [])]


def _quarantined(organisation_id: OrganisationId, folder: str, document_id: str) -> str:
    return f"quarantine/{organisation_id}/{folder}/{document_id}/"


def _clean(organisation_id: OrganisationId, folder: str, document: Document) -> str:
    return f"clean/{organisation_id}/{folder}/{document.id}"


def _as_written(name: str) -> str:
    """The file's name; some buckets take its UTF-8 for Latin-1."""
    try:
        return name.encode("latin-1").decode()
    except UnicodeError:
        return name


def disposition(name: str) -> str:
    """Save under the name (RFC 6266); in ASCII for old readers, and as it is written (RFC 5987)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    plain = "".join("_" if sign in '"\\' or not sign.isprintable() else sign for sign in plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
