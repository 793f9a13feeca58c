"""How many text messages a text takes, counted as operators count them (3GPP TS 23.038 and 23.040)."""

import pytest

from frontdesk.messaging.rules.segments import BASIC, EXTENSION, segments


@pytest.mark.parametrize(
    ("text", "count", "units", "is_unicode"),
    [
        ("", 1, 0, False),
        ("a" * 160, 1, 160, False),
        ("a" * 161, 2, 161, False),
        ("a" * 306, 2, 306, False),
        ("a" * 307, 3, 307, False),
        ("Grüße, Åsa: ändra här? ÄÖÜ ß à", 1, 30, False),
        ("€" * 80, 1, 160, False),
        ("€" * 81, 2, 162, False),
        # An escape is not cut from its character: the last septet of the first part stays empty.
        ("a" * 152 + "€" + "a" * 151, 2, 305, False),
        ("a" * 152 + "€" + "a" * 152, 3, 306, False),
        ("您" * 70, 1, 70, True),
        ("您" * 71, 2, 71, True),
        ("您" * 134, 2, 134, True),
        ("您" * 135, 3, 135, True),
        ("a" * 69 + "ő", 1, 70, True),
        ("a" * 70 + "ő", 2, 71, True),
        ("😀" * 35, 1, 70, True),
        # Nor is a surrogate pair: 33 of them are in a part of 67.
        ("😀" * 36, 2, 72, True),
        ("😀" * 67, 3, 134, True),
    ],
)
def test_a_text_takes_so_many(text, count, units, is_unicode):
    found = segments(text)
    assert (found.count, found.units, found.is_unicode) == (count, units, is_unicode)


def test_the_alphabet_is_whole():
    assert (len(BASIC), len(EXTENSION)) == (127, 10)  # the 128th is the escape
