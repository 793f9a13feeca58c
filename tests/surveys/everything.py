"""Whatever is kept anywhere in the cloud that is up: every item of every table, every object, every parameter."""

from boto3.dynamodb.types import TypeDeserializer

from tests.conftest import client


def everything_kept():
    """(where, what) of all of it; `what` is plain."""
    for name in client("dynamodb").list_tables()["TableNames"]:
        for page in client("dynamodb").get_paginator("scan").paginate(TableName=name):
            for item in page["Items"]:
                yield name, {key: _plain(TypeDeserializer().deserialize(it)) for key, it in item.items()}
    for bucket in client("s3").list_buckets()["Buckets"]:
        for it in client("s3").list_objects_v2(Bucket=bucket["Name"]).get("Contents", ()):
            body = client("s3").get_object(Bucket=bucket["Name"], Key=it["Key"])["Body"].read()
            yield bucket["Name"], {"key": it["Key"], "body": body.decode("utf-8", "replace")}


def _plain(it):
    if isinstance(it, dict):
        return {key: _plain(one) for key, one in it.items()}
    if isinstance(it, list | set | tuple):
        return [_plain(one) for one in sorted(it, key=str)]
    return it if isinstance(it, str | bool | type(None)) else str(it)
