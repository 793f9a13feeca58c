"""The window's DynamoDB table and its bucket. The only module here that imports PynamoDB.

pk               sk     what
<organisation>   live   which release new conversations start with, and the fact of its publishing

bucket   <organisation>/<sha256>.json: the bytes of a release, immutable

retention  as long as the organisation is a customer; nothing personal; no export, no erasure
"""

import json
import os
from functools import cached_property
from typing import Any

from botocore.exceptions import ClientError
from botocore.session import get_session
from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.constants import STREAM_NEW_AND_OLD_IMAGE
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, written_down
from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.window.model import Release

LIVE = "live"


class LiveRecord(Model):
    class Meta:
        table_name = os.environ.get("WINDOW_TABLE", "frontdesk-window")
        region = os.environ.get("AWS_REGION", "eu-central-1")
        billing_mode = "PAY_PER_REQUEST"
        stream_view_type = STREAM_NEW_AND_OLD_IMAGE

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    release_id = UnicodeAttribute()
    facts = JSONAttribute()


class StoredReleases:
    """`Releases` on DynamoDB and S3. A release never changes, so a container reads each once."""

    def __init__(self) -> None:
        self._read: dict[tuple[OrganisationId, ReleaseId], Release] = {}

    @cached_property
    def _bucket(self) -> Any:  # noqa: ANN401  (botocore makes its clients at run time)
        return get_session().create_client("s3")

    def live(self, organisation_id: OrganisationId) -> ReleaseId:
        try:
            return ReleaseId(LiveRecord.get(organisation_id, LIVE).release_id)
        except DoesNotExist as missing:
            raise NotFound(organisation_id=organisation_id) from missing

    def get(self, organisation_id: OrganisationId, release_id: ReleaseId) -> Release:
        known = organisation_id, release_id
        if known not in self._read:
            self._read[known] = Release(id=release_id, definition=json.loads(self._bytes(*known)))
        return self._read[known]

    def publish(
        self, organisation_id: OrganisationId, release: Release, stored: bytes, *facts: Event
    ) -> None:
        self._bucket.put_object(
            Bucket=os.environ["RELEASES_BUCKET"],
            Key=_name(organisation_id, release.id),
            Body=stored,
            ContentType="application/json",
        )
        LiveRecord(
            organisation_id, LIVE, release_id=release.id, facts=[written_down(fact) for fact in facts]
        ).save()

    def _bytes(self, organisation_id: OrganisationId, release_id: ReleaseId) -> bytes:
        try:
            found = self._bucket.get_object(
                Bucket=os.environ["RELEASES_BUCKET"], Key=_name(organisation_id, release_id)
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"NoSuchKey", "AccessDenied"}:
                raise
            raise NotFound(release_id=release_id) from error
        stored: bytes = found["Body"].read()
        return stored


def _name(organisation_id: OrganisationId, release_id: ReleaseId) -> str:
    return f"{organisation_id}/{release_id}.json"
