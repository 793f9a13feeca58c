"""The staff console over HTTP: the door, the inbox, the requests, the calendar, and the API."""

from chalicelib import (
    access,
    api,
    appointments,
    blocks,
    bookings,
    desk_api,
    drafts,
    fhir,
    invitations,
    laying_out,
    messages,
    messages_api,
    outside,
    releases,
    requests,
    statistics,
    timetables,
    uploads,
)

from frontdesk_web.http import App

app = App("frontdesk-console")
desks = (
    access.desk,
    requests.desk,
    appointments.desk,
    bookings.desk,
    invitations.desk,
    blocks.desk,
    statistics.pages,
    laying_out.desk,
    outside.desk,
    messages.desk,
)
in_json = (
    api.desk,
    statistics.desk,
    releases.desk,
    drafts.desk,
    uploads.desk,
    timetables.desk,
    desk_api.desk,
    fhir.desk,
    messages_api.desk,
)
for desk in (*desks, api.pages, *in_json):
    app.register_blueprint(desk)
