"""Messaging's DynamoDB table. The only module here that imports PynamoDB.

pk                            sk                             what
<organisation>#MESSAGE#<id>   -                              one message
<organisation>#MESSAGING      settings                       how the clinic's messages are sent
<organisation>#MESSAGING      template#<name>#<language>     its own words for one
<organisation>#TALLY          <UTC day>                      how many the public caused, by country

index outbox         <shard> / <not before>#<organisation>#<id>   sparse: until it is out
index by_recipient   <organisation>#<whose> / <due at>#<id>       whose: a subject's id, or a contact's key

The outbox is one of the lookups across organisations (decision 15); its keys carry them. Both indexes hold keys alone,
and a claim moves neither of them: it is `claimed_until` that keeps others away.

retention  90 days after it was due, by `ttl`: what was said stands in the request; one that told a secret, an hour,
           and the secret leaves it with the write that says that it is out, or given up; what the clinic laid down, as
           long as it wants; tallies two days, by `ttl`
export     template, when, state
erasure    nothing personal is stored: the recipient is an id, the words are made when it is sent
"""

from frontdesk.messaging.storage.outbox import DynamoOutbox
from frontdesk.messaging.storage.settings import DynamoLaid, LaidDownRecord
from frontdesk.messaging.storage.table import MessageRecord
from frontdesk.messaging.storage.tallies import DynamoTallies, TallyRecord

__all__ = [
    "DynamoLaid",
    "DynamoOutbox",
    "DynamoTallies",
    "LaidDownRecord",
    "MessageRecord",
    "TallyRecord",
]
