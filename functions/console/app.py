"""The staff console over HTTP: the door, the inbox, the requests, the calendar, and the API."""

from chalicelib import (
    access,
    api,
    appointments,
    blocks,
    bookings,
    drafts,
    releases,
    requests,
    timetables,
    uploads,
)

from frontdesk_web.http import App

app = App("frontdesk-console")
desks = (access.desk, requests.desk, appointments.desk, bookings.desk, blocks.desk)
for desk in (*desks, api.pages, api.desk, releases.desk, drafts.desk, uploads.desk, timetables.desk):
    app.register_blueprint(desk)
