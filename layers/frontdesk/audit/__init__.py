"""Audit: who did or saw what to whose data. Append only; reading patient data fails closed without it.

Publishes nothing
Listens to every fact, through the relay
"""
