"""The reminders table. The only package here that imports PynamoDB.

pk                                  sk                      what
<organisation>#PATIENT#<subject>    reminder#<key>          one patient reminder; the key of its rule, or its form
<organisation>#PATIENT#<subject>    service#<key>           what they were given; the key of the source's own id
<organisation>#PATIENT#<subject>    call#<key>              a call to make; of a reminder, its due date and step
<organisation>#RULES                rules                   the reminder rules, all in one
<organisation>#UPLOAD#<id>          part#<number>           a hundred lines of a table that is on its way in
<organisation>#SETTINGS             appointments            how long before appointments patients are reminded, and how

index due (sparse), for lists: due_key <organisation>#<location> / due_on; `filed` is what it is sieved by
index queue (sparse), for lists: queue_key <organisation>#<location>#send or #call / next_at
index send (sparse), for the clock, across organisations: send_key <shard> / next_at; keys alone

A reminder costs one unit and three of indexes. A step that is not the last moves two entries, the last one takes them
out: two units of indexes. What a patient has is one query of their own partition, and no index.

retention  reminder: as long as the patient is one here, with the subject; service: 10 years after it was given, as the
           record of care (BGB s. 630f), by `ttl`; call: two years after it was asked for, by `ttl`; a part of a table:
           its lines until it is taken in, and two days at most, by `ttl`; rules and plans: as long as there is the
           clinic, nothing personal is in them
export     the patient's partition as it is: reminders, services, calls with who called and what came of it
erasure    the patient's partition; a message of a reminder is then gone before it is sent, and the trail keeps the ids
"""

from frontdesk.reminders.storage.due import DynamoReminders, ReminderRecord
from frontdesk.reminders.storage.plans import DynamoPlans, PlansRecord
from frontdesk.reminders.storage.records import (
    DynamoCalls,
    DynamoRulebooks,
    DynamoServices,
    DynamoUploads,
)

__all__ = [
    "DynamoCalls",
    "DynamoPlans",
    "DynamoReminders",
    "DynamoRulebooks",
    "DynamoServices",
    "DynamoUploads",
    "PlansRecord",
    "ReminderRecord",
]
