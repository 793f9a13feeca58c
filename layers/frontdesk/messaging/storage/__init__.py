"""Messaging's DynamoDB table. The only module here that imports PynamoDB.

pk                            sk   what
<organisation>#MESSAGE#<id>   -    one message
<organisation>#messages#<month>   <hash of its id>   a message that is out or given up, counted in that month
<organisation>#followed#<month>   <event id>         what became of an appointment, and whether its reminder was out

index outbox         <shard> / <not before>#<organisation>#<id>   sparse: until it is out
index by_recipient   <organisation>#<whose> / <due at>#<id>       whose: a subject's id, or a contact's key

The outbox is one of the lookups across organisations (decision 15); its keys carry them. Both hold
nothing that changes, and a claim moves neither of them: it is `claimed_until` that keeps others away.

retention  90 days after it was due, by `ttl`: what was said stands in the request; one that told a secret, an hour,
           and the secret leaves it with the write that says that it is out, or given up; what is counted 13 months
export     template, when, state
erasure    nothing personal is stored: the recipient is an id, the words are made when it is sent; of what is counted
           nobody can tell whose it was
"""

from frontdesk.messaging.storage.outbox import DynamoOutbox
from frontdesk.messaging.storage.table import MessageRecord
from frontdesk.messaging.storage.tallies import DynamoTallies, FollowedRecord, TallyRecord

__all__ = ["DynamoOutbox", "DynamoTallies", "FollowedRecord", "MessageRecord", "TallyRecord"]
