"""Messaging's DynamoDB table. The only module here that imports PynamoDB.

pk                            sk     what
<organisation>#MESSAGE#<id>   -      one message
<organisation>#CALL#<id>      call   a call; what leads to one is in calls.py

index outbox         <shard> / <not before>#<organisation>#<id>   sparse: until it is out
index by_recipient   <organisation>#<whose> / <due at>#<id>       whose: a subject's id, or a contact's key

The outbox is one of the lookups across organisations (decision 15); its keys carry them. Both indexes hold keys alone,
and a claim moves neither of them: it is `claimed_until` that keeps others away.

retention  90 days after it was due, by `ttl`: what was said stands in the request; one that told a secret, an hour,
           and the secret leaves it with the write that says that it is out, or given up; calls 90 days, too:
           recordings lie with the telephone system, which keeps them as the clinic tells it
export     template, when, state; of calls when, how they ended and for how long: the trail names a patient's
erasure    nothing personal is stored: the recipient is an id, the words are made when it is sent, and the number is
           looked up when it is dialled
"""

from frontdesk.messaging.storage.calls import CallRecord, DynamoCalls
from frontdesk.messaging.storage.outbox import DynamoOutbox
from frontdesk.messaging.storage.table import MessageRecord

__all__ = ["CallRecord", "DynamoCalls", "DynamoOutbox", "MessageRecord"]
