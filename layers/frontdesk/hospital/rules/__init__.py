"""The rules of the hospital: keys, what was said last, what follows from it, and tables. Pure."""
