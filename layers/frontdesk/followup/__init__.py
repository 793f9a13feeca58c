"""Follow-up in three levels: clinicians call, the centre verifies a sample, leaders spot-check. FHIR CarePlan, Task.

Publishes PlanProposed, PlanStarted, PlanChanged, PlanRefused and PlanEnded.
Listens to PatientAdmitted, PatientDischarged, DischargeCancelled, AdmissionCancelled, VisitSettled
and PatientDied of hospital.
"""
