"""The measured uses of the window, and which use's bare calls each is compared with."""

OPEN, STEP, SEND = "open the window", "one step of a flow", "send a form"
YARDSTICKS = {OPEN: OPEN, STEP: OPEN, SEND: SEND}
"""A step asks AWS nothing."""

USES = tuple(YARDSTICKS)
BARE = tuple(dict.fromkeys(YARDSTICKS.values()))
