"""Messages to many: packages after visits and stays, greetings, and pushes to a group that somebody picked out.

Publishes PushAsked, PushContinued.
Listens to the hospital's facts of encounters, PlanStarted of follow-up, ReplyHeard of messaging, and its own.
"""
