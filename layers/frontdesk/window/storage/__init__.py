"""The window's DynamoDB table and its bucket. The only package here that imports PynamoDB.

pk                              sk                      what
<organisation>                  publication#<number>    a release went live, with its fact; the highest number is live
<organisation>                  draft#<id>              a definition somebody works on
<organisation>#visits#<month>   <id>                    one visit of the month it began in
<organisation>#bookings#<month> <event id>              something that was done with a time in that month

bucket   <organisation>/<sha256>.json: the bytes of a release, immutable
         <organisation>/drafts/<sha256>.json: the bytes of one version of a draft

retention  publications and releases: as long as the organisation is a customer, for conversations and requests name
           them; drafts: until they are published or discarded, their bytes like releases; visits and what
           was done with times: 13 months, so that a month can be compared with the one a year before, by `ttl`
export     nothing of patients; releases by `export_release`
erasure    nothing of patients: a visit has no name, no address and no time finer than its month, and neither has what
           was done with a time; `by` of a publication is an employee number, whose name access erases
"""

from frontdesk.window.storage.bookings import HappeningRecord, StoredBookings
from frontdesk.window.storage.drafts import DraftRecord, StoredDrafts
from frontdesk.window.storage.releases import PublicationRecord, StoredReleases
from frontdesk.window.storage.visits import StoredVisits, VisitRecord

__all__ = [
    "DraftRecord",
    "HappeningRecord",
    "PublicationRecord",
    "StoredBookings",
    "StoredDrafts",
    "StoredReleases",
    "StoredVisits",
    "VisitRecord",
]
