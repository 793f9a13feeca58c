"""Patients: the subject of care as they described themselves, and how to reach them.

Publishes nothing
Listens to nothing
"""
