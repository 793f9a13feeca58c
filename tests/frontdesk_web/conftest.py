"""The catalogues of words are compiled once, as packaging does it."""

import pytest

from infra.locales import compile_locales


@pytest.fixture(scope="session", autouse=True)
def compiled_words() -> None:
    compile_locales()
