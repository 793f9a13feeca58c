"""Why outreach says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class NotReady(Refusal):
    """The people of the push are not gathered yet, or it was confirmed, or stopped, before."""

    code = "outreach.push_not_ready"


class PushOver(Refusal):
    """The push has gone out, or was stopped: there is nothing to stop any more."""

    code = "outreach.push_over"


class NobodyReached(Refusal):
    """There is nobody in the group whom the push may go to."""

    code = "outreach.nobody_reached"


class NothingToSend(Refusal):
    """A package without a message cannot be published."""

    code = "outreach.nothing_to_send"
