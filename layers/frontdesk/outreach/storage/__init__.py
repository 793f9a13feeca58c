"""Outreach in the table of reminders. The only package here that imports PynamoDB.

pk                                  sk                                  what
<organisation>#PUSH                 package#<id>                        a package: draft, and what is live
<organisation>#PUSH                 content#<id>#<number>               what a version of it says, for good
<organisation>#PUSH                 push#<id>                           a push: what, to whom, who pressed, how far
<organisation>#PUSH#<id>            part#<number>                       whose it goes to, a part of them
<organisation>#PATIENT#<subject id> push#<package>#<occasion>           somebody is on a package, or was sent a push

index due (sparse): due_key <organisation>#push#<package> / due_on the day they are counted from, `filed` is what the
list of a package says of somebody; <organisation>#pushes / the instant at which a push was asked for

Somebody on a package costs one unit and one of the index, however many messages they get: what becomes of those,
messaging knows.

retention  package, version, push: as long as there is the clinic, nothing personal is in them; somebody on a package:
           two years after the day it was counted from, by `ttl`; the people of a push: three days, by `ttl`
export     the patient's partition: which packages and pushes they were sent, when, and whether they answered
erasure    the patient's partition; their messages are then gone before they are sent. Who is among the people of a push
           goes within three days
"""

from frontdesk.outreach.storage.enrolments import DynamoEnrolments, EnrolmentRecord
from frontdesk.outreach.storage.packages import ContentRecord, DynamoPackages, PackageRecord
from frontdesk.outreach.storage.pushes import DynamoPushes, PartRecord, PushRecord

__all__ = [
    "ContentRecord",
    "DynamoEnrolments",
    "DynamoPackages",
    "DynamoPushes",
    "EnrolmentRecord",
    "PackageRecord",
    "PartRecord",
    "PushRecord",
]
