"""What a person would see of the providers outside: a phone, an inbox, and a switch for an outage.

For developing and showing only; nothing of it is deployed.
"""

from local.simulators.web import Simulators

__all__ = ["Simulators"]
