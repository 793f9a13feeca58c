"""Requests: what patients ask the clinic for, its inbox, its deadlines, and the thread until it is answered.

Publishes  RequestSubmitted, RequestAcknowledged, RequestEscalated, QuestionAsked, QuestionReplied, RequestAnswered,
           RequestDeclined, RequestWithdrawn, RequestExpired, DocumentAttached, FeedbackSent, FeedbackReplied
Listens to its own facts: the first starts the machine that waits, the decisions wake it
"""
