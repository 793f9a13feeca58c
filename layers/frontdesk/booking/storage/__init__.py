"""Booking's DynamoDB table. The only package here that imports PynamoDB.

pk                                          sk             what
<organisation>#SHEET#<resource>             <UTC day>      what is taken of a performer's or a room's day
<organisation>#SHEET#<subject>              <UTC day>      what is taken of a patient's day
<organisation>#APPOINTMENT#<id>             appointment    an appointment or a hold, and the facts of its latest change
<organisation>#APPOINTMENT#<id>             tries#<day>    how often the second proof was tried that day
<organisation>#INVITATION#<id>              invitation     somebody's right to take a time, and the facts of its change
<organisation>#TIMETABLE                    timetable      what the clinic laid down about its times

A sheet has an attribute for each taken cell, `c<cell>` = token of who has it, and for each hold `h<token>` =
`<ends, epoch seconds>#<appointment>`. The cells of a group have the session's token, `g<session><token>` is a
seat in it and `g<session>` how many are taken. Ids of resources have at most 31 characters and those of subjects 32.

index by_day       <organisation>#<location>#<month> / <local day>#<cell>#<reference>   what was booked
index by_day       <organisation>#<location>#open / #<waiting or invited>#<type>#<made at>#<reference>   open ones
index by_subject   <organisation>#<subject> / <local day>#<cell>#<reference>            a patient's appointments
index by_subject   <organisation>#<subject> / #<waiting or invited>#<type>#<made at>#<reference>   their invitations

retention  appointment: 10 years after its day (as the record of care, BGB s. 630f); what was only held: two days;
           sheet: 30 days after its own; tries: two days; invitation: a month after its last day; each by `ttl`.
           timetable: as long as there is the clinic
export     a patient's appointments with reasons and comments, and their invitations with what they are for
erasure    reasons, comments and what an invitation is for are emptied;
           that a time was taken stays, without whose it was
"""

from frontdesk.booking.storage.appointments import AppointmentRecord, DynamoAppointments
from frontdesk.booking.storage.invitations import DynamoInvitations, InvitationRecord
from frontdesk.booking.storage.sheets import SheetRecord
from frontdesk.booking.storage.timetables import DynamoTimetables, TimetableRecord

__all__ = [
    "AppointmentRecord",
    "DynamoAppointments",
    "DynamoInvitations",
    "DynamoTimetables",
    "InvitationRecord",
    "SheetRecord",
    "TimetableRecord",
]
