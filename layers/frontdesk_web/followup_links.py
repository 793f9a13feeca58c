"""Where the form of a follow-up task is filled in: the link is made when the message is sent, and kept nowhere."""

import os

from frontdesk.followup.model import Task, TaskId
from frontdesk.kernel.ids import OrganisationId
from frontdesk_web import seals
from frontdesk_web.keyring import keyring

FORM = "followup form"
"""The kind of record that the ticket in the link is for."""
FORMS = "i"
"""Where forms lie among surveys: none has that name."""


def form_link(task: Task) -> str:
    """The whole address, as a message tells it."""
    ticket = seals.ticket(task.organisation_id, task.id, of=FORM, keyring=keyring())
    return f"{os.environ['PUBLIC_URL']}{form_address(task.organisation_id, ticket)}"


def form_address(organisation_id: OrganisationId, ticket: str) -> str:
    """Where a form is filled in."""
    return f"/surveys/{organisation_id}/{FORMS}/{ticket}"


def task_of(organisation_id: OrganisationId, ticket: str) -> TaskId:
    """The task whose form the ticket opens; NotFound for any ticket but ours."""
    return TaskId(seals.admitted(organisation_id, ticket, of=FORM, keyring=keyring()))
