"""The staff console over HTTP: the door, the inbox and the requests."""

from chalicelib import access, requests

from frontdesk_web.http import App

app = App("frontdesk-console")
app.register_blueprint(access.desk)
app.register_blueprint(requests.desk)
