"""Documents: files that a clinic gives away, kept under what they contain and reached by links that soon end.

Publishes nothing.
Listens to nothing
"""
