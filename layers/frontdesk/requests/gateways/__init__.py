"""Systems outside that requests talk to."""
