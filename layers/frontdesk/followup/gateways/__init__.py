"""Systems outside that follow-up talks to."""
