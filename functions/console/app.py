"""The staff console over HTTP: the door, the inbox, the requests, and the API."""

from chalicelib import access, api, drafts, releases, requests, uploads

from frontdesk_web.http import App

app = App("frontdesk-console")
for desk in (access.desk, requests.desk, api.pages, api.desk, releases.desk, drafts.desk, uploads.desk):
    app.register_blueprint(desk)
