"""The staff console over HTTP: the door, the inbox, the requests, the calendar, and the API."""

from chalicelib import (
    access,
    api,
    appointments,
    bookings,
    desk_api,
    drafts,
    fhir,
    releases,
    requests,
    timetables,
    uploads,
)

from frontdesk_web.http import App

app = App("frontdesk-console")
desks = (access.desk, requests.desk, appointments.desk, bookings.desk)
apis = (api.desk, releases.desk, drafts.desk, uploads.desk, timetables.desk, desk_api.desk, fhir.desk)
for desk in (*desks, api.pages, *apis):
    app.register_blueprint(desk)
