"""Catalogue: the organisation, its locations and departments, and what it says about itself.

Publishes nothing
Listens to nothing
"""
