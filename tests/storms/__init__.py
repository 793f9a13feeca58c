"""Storms: many people at once, while what carries them is taken away. `python -m tests.storms`."""
