"""Systems outside that messaging talks to, beside its providers."""
