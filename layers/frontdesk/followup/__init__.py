"""Follow-up in three levels: clinicians call, the centre verifies a sample, leaders spot-check. FHIR CarePlan, Task.

Publishes PlanProposed, PlanStarted, PlanChanged, PlanRefused, PlanEnded, TaskReady, TaskOpened, PatientDialled,
PatientAsked, ContactFailed, TaskCompleted, TaskInterrupted, TaskChanged, TaskEscalated, ReviewOpened, TaskReviewed,
TaskEnded, ActionRaised, ActionMoved, ActionEscalated. Listens to PatientAdmitted, PatientDischarged,
DischargeCancelled, AdmissionCancelled, VisitSettled, PatientDied of hospital."""
