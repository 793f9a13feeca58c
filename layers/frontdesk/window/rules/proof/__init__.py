"""The proof of a release: one explorer that knows every way through it, and what reads it. Pure."""
