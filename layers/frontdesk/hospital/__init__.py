"""What a hospital's own system knows of a visit or a stay. FHIR Encounter.

Publishes PatientAdmitted, PatientDischarged, DischargeCancelled, VisitSettled and PatientDied.
"""
