"""What moto's cloud holds of a clinic: its tables with their streams, and the files people sent."""

import os

from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from tests.conftest import REGION, client


def tables():
    """Name and table of each; moto's own, whose `items` and `stream_shard.items` may be looked into."""
    return list(dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables.items())


def kept_files():
    """Key and bytes of what people sent; a clinic's library never changes."""
    bucket, s3, found = os.environ["DOCUMENTS_BUCKET"], client("s3"), {}
    for folder in ("quarantine/", "clean/"):
        for it in s3.list_objects_v2(Bucket=bucket, Prefix=folder).get("Contents", []):
            found[it["Key"]] = s3.get_object(Bucket=bucket, Key=it["Key"])["Body"].read()
    return found
