"""Telephone numbers as people write them, by Google's libphonenumber. Imported where a number is read, not before."""

import phonenumbers


def normal_phone(written: str, *, region: str) -> str | None:
    """The number in E.164, read as somebody in the region (ISO 3166, `DE`) would dial it; None if it cannot be one."""
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None  # too short, too long, or good within a town only, such as 112
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
