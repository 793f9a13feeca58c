"""Follow-up: clinicians call, the centre verifies, leaders spot-check; what patients say, and what is put right.

Publishes PlanProposed, PlanStarted, PlanChanged, PlanRefused, PlanEnded, TaskReady, TaskOpened, PatientDialled,
PatientAsked, ContactFailed, TaskCompleted, TaskInterrupted, TaskChanged, TaskEscalated, ReviewOpened, TaskReviewed,
TaskEnded, ActionRaised, ActionMoved, ActionEscalated, ActionJoined, FeedbackHeard, FeedbackAnswered,
FeedbackChanged, FeedbackJoined, FeedbackEnded. Listens to facts of hospital, FeedbackSent, FeedbackReplied."""
