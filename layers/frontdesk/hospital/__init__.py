"""Hospital: visits and stays, as the hospital's own system tells of them, and patients followed with emphasis.

Publishes  PatientAdmitted, PatientDischarged, DischargeCancelled, AdmissionCancelled, VisitSettled, PatientDied,
           EncountersUploaded
Listens to EncountersUploaded
"""
