"""Which countries a clinic's text messages and calls go to where it says nothing of it. Pure.

Text messages to far countries are what whoever pumps them earns by: a clinic that needs one of these names it.
"""

from collections.abc import Collection

_OF_THE_UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EUROPEAN_UNION = frozenset(_OF_THE_UNION.split(" "))


def usual_countries(home: Collection[str]) -> frozenset[str]:
    """Those of the clinic (ISO 3166), and of the European Union."""
    return EUROPEAN_UNION | frozenset(home)
