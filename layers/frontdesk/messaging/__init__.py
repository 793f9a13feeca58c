"""Messaging: what the clinic tells people, over which channel, and whether it got out.

Publishes  MessageQueued, MessageStateChanged, CallStateChanged, ReplyHeard
Listens to MessageQueued (its own: sending happens outside the sender's request)
"""
