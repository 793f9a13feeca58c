"""Whatever colour a clinic picks, people can read it."""

import pytest

from frontdesk_web.brand import DARK_PAGE, WHITE, brand_style, contrast, on_dark, on_white

COLOURS = [(255, 255, 0), (255, 255, 255), (0, 0, 0), (15, 107, 107), (230, 30, 90), (128, 128, 128)]


@pytest.mark.parametrize("colour", COLOURS)
def test_white_text_on_the_colour_can_be_read(colour):
    assert contrast(on_white(colour), WHITE) >= 4.9


@pytest.mark.parametrize("colour", COLOURS)
def test_the_colour_can_be_read_on_the_dark_page(colour):
    assert contrast(on_dark(colour), DARK_PAGE) >= 7


def test_a_colour_that_is_good_already_is_left_alone():
    assert "--brand:#0f6b6b;" in brand_style("#0f6b6b")


def test_there_are_tokens_for_light_and_dark_without_functions_that_old_browsers_lack():
    style = brand_style("#0F6B6B")

    assert style.count("--tint-2:#") == 2
    assert "prefers-color-scheme:dark" in style
    assert "color-mix" not in style


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#123456}</style>", "", "#0f6b6b\n"])
def test_only_six_hexadecimal_digits_are_a_colour(colour):
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the message is the colour
        brand_style(colour)

    assert refused.value.args == (colour,)


def test_contrast_is_as_wcag_defines_it():
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast((119, 119, 119), WHITE) == pytest.approx(4.48, abs=0.01)
