"""Whether AWS takes what a channel asks: botocore knows what each operation may be told."""

from functools import cache

from botocore.session import get_session
from botocore.stub import Stubber

ANSWERS = {"send_text_message": "MessageId", "send_email": "MessageId", "publish": "MessageId"}


@cache
def client(service):
    return get_session().create_client(service, region_name="eu-central-1")


def as_aws_takes_it(asked):
    """Each call is one that botocore sends."""
    for service, operation, said in asked:
        with Stubber(client(service)) as stub:
            stub.add_response(operation, {ANSWERS.get(operation, "ContactId"): "x"})
            getattr(client(service), operation)(**said)
