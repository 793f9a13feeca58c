"""What a telephone number in E.164 tells of where it is, by Google's libphonenumber. Imported when one is asked for."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from phonenumbers.timezone import time_zones_for_number


def country_of(number: str) -> str:
    """ISO 3166; empty if it is of no country: a satellite's, or no number."""
    try:
        found = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return ""
    return found if found and found.isalpha() else ""


def zone_of(number: str) -> ZoneInfo | None:
    """The zone of the number, where it is of one alone: of a mobile one in a country of several nobody can tell."""
    try:
        zones = time_zones_for_number(phonenumbers.parse(number))
        return ZoneInfo(zones[0]) if len(zones) == 1 else None
    except (phonenumbers.NumberParseException, ZoneInfoNotFoundError):
        return None
