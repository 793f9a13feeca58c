"""Messaging's DynamoDB table. The only module here that imports PynamoDB.

pk                              sk                                  what
<organisation>#MESSAGE#<id>     -                                   one message
<organisation>#MESSAGING        settings                            how the clinic's messages are sent
<organisation>#MESSAGING        template#<name>#<language>          its own words for one
<organisation>#TURNS            <UTC day>                           how many the public caused, by country
<organisation>#THREAD#<contact> in#<at>#<id>, out#<at>#<id>         what somebody wrote; what was written back
<organisation>#THREAD#<contact> once#<id>                           when a line of this id was first said: it is one
<organisation>#THREAD#<contact> head                                where it is, and whether it waits for staff
<organisation>#CALL#<id>        call                                a call; what leads to one is in calls.py
<organisation>#LETTERS#<day>    <message>                           a letter that is to be printed, or was
<organisation>#messages#<month> <hash of its id>                    a message that is out or given up, counted
<organisation>#followed#<month> <event id>                          what became of an appointment, reminded or not
#receipts                       <look at>#<channel>#<event>#<id>    a receipt whose message nobody knows yet

index outbox         <shard> / <not before>#<organisation>#<id>   sparse: until it is out
index by_recipient   <organisation>#<whose> / <due at>#<id>       whose: a subject's id, or a contact's key
             <organisation>#THREADS#<waiting|done> / <last said>#<contact>   conversations
index by_provider    <channel>#<provider's id>                    sparse: of channels whose receipts know nothing else

The outbox, by_provider and #receipts are lookups across organisations (decision 15); what they lead to carries them.
All indexes hold keys alone, and a claim moves none of them: it is `claimed_until` that keeps others away.

retention  90 days after it was due, by `ttl`: what was said stands in the request; one that told a secret, an hour,
           and the secret leaves it with the write that says that it is out, or given up; a letter 14 days after it
           was listed, its words until it is printed; a receipt 72 hours; calls 90 days: recordings lie with the
           telephone system, which keeps them as the clinic tells it; what the clinic laid down, as long as it wants;
           turns two days; what is counted 13 months; what was written in words of
           one's own, and the conversation, a year; by `ttl`
export     of messages template, when, state; of threads all that was said, when, and by which side; of calls when,
           how they ended and for how long: the trail names a patient's
erasure    nothing personal is stored: the recipient is an id, the words are made when it is sent, and the number is
           looked up when it is dialled; but for letters, whose words go when they are printed, or after 14 days, and
           for a thread, which holds an address and what was written: all records under its key are deleted
"""

from frontdesk.messaging.storage.calls import CallRecord, DynamoCalls
from frontdesk.messaging.storage.letters import DynamoLetters
from frontdesk.messaging.storage.outbox import DynamoOutbox
from frontdesk.messaging.storage.receipts import DynamoReceipts
from frontdesk.messaging.storage.settings import DynamoLaid, LaidDownRecord
from frontdesk.messaging.storage.table import MessageRecord
from frontdesk.messaging.storage.tallies import DynamoTallies, FollowedRecord, TallyRecord
from frontdesk.messaging.storage.threads import DynamoThreads, ThreadRecord
from frontdesk.messaging.storage.turns import DynamoTurns, TurnsRecord

__all__ = [
    "CallRecord",
    "DynamoCalls",
    "DynamoLaid",
    "DynamoLetters",
    "DynamoOutbox",
    "DynamoReceipts",
    "DynamoTallies",
    "DynamoThreads",
    "DynamoTurns",
    "FollowedRecord",
    "LaidDownRecord",
    "MessageRecord",
    "TallyRecord",
    "ThreadRecord",
    "TurnsRecord",
]
