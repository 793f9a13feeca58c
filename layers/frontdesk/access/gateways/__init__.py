"""Systems outside that access talks to."""
