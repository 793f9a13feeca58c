"""Messaging's DynamoDB table. The only module here that imports PynamoDB.

pk                                sk              what
<organisation>#MESSAGE#<id>       -               one message
<organisation>#THREAD#<contact>   in#<at>#<id>    what somebody wrote, and what it was taken to mean
<organisation>#THREAD#<contact>   out#<at>#<id>   what staff or the house wrote back
<organisation>#THREAD#<contact>   once#<id>       when a line of this id was first said: it is one
<organisation>#THREAD#<contact>   head            where it is, who is behind it, and whether it waits for staff

index outbox         <shard> / <not before>#<organisation>#<id>   sparse: until it is out
index by_recipient   <organisation>#<whose> / <due at>#<id>       whose: a subject's id, or a contact's key
             <organisation>#THREADS#<waiting|done> / <last said>#<contact>  conversations

The outbox is one of the lookups across organisations (decision 15); its keys carry them. Both indexes hold keys alone,
and a claim moves neither of them: it is `claimed_until` that keeps others away.

retention  90 days after it was due, by `ttl`: what was said stands in the request; one that told a secret, an hour,
           and the secret leaves it with the write that says that it is out, or given up
           a year after it was said for what was written in words of one's own, and for the conversation, by `ttl`
export     of messages: template, when, state; of threads: all that was said, when, and by which side
erasure    of messages nothing: the recipient is an id, the words are made when it is sent. A thread holds an address
           and what was written: all records under its key are deleted
"""

from frontdesk.messaging.storage.outbox import DynamoOutbox
from frontdesk.messaging.storage.table import MessageRecord
from frontdesk.messaging.storage.threads import DynamoThreads, ThreadRecord

__all__ = ["DynamoOutbox", "DynamoThreads", "MessageRecord", "ThreadRecord"]
