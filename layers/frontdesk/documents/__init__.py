"""Documents: files a clinic gives away, and files people send, in quarantine until inspected; links soon end.

Publishes nothing.
Listens to nothing
"""
