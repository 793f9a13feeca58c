"""Messaging: what the clinic tells people, over which channel, and whether it got out.

Publishes  MessageQueued, MessageStateChanged, CallStateChanged, ReplyHeard
Listens to MessageQueued, MessageStateChanged (its own: sending and counting happen outside the sender's request)
"""
