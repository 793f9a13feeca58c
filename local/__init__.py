"""The clinic on one desk: a local cloud, the front door in front of it, and simulated providers.

`run` is `make run`; `stack.running` is the same thing for tests; `bootstrap` makes the Python environments.
"""
