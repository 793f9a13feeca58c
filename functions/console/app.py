"""The staff console over HTTP: the door, the inbox, the requests, the calendar, and the API."""

from chalicelib import (
    access,
    api,
    appointments,
    blocks,
    bookings,
    calls,
    desk_api,
    drafts,
    fhir,
    invitations,
    laying_out,
    messages,
    messages_api,
    messaging,
    messaging_api,
    outside,
    releases,
    reminder_api,
    reminder_forms,
    reminder_plans,
    reminder_rules,
    reminder_uploads,
    reminders,
    requests,
    statistics,
    survey_results,
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
    calls.desk,
    messaging.desk,
    reminder_plans.pages,
    reminder_forms.desk,
    reminder_rules.desk,
    reminder_uploads.desk,
    reminders.desk,
    messages.desk,
    survey_results.pages,
)
in_json = (
    api.desk,
    statistics.desk,
    releases.desk,
    drafts.desk,
    uploads.desk,
    timetables.desk,
    desk_api.desk,
    messaging_api.desk,
    reminder_api.desk,
    fhir.desk,
    reminder_plans.desk,
    messages_api.desk,
    survey_results.desk,
)
for desk in (*desks, api.pages, *in_json):
    app.register_blueprint(desk)
