"""Chinese is set with its own marks: no half-width comma, colon or bracket behind a Chinese character."""

import json
import re

import pytest
from babel.messages.pofile import read_po

from frontdesk.kernel.language import Language
from frontdesk.messaging.rules.wordings import WORDINGS
from infra.target import ROOT

CATALOGUES = sorted((ROOT / "layers/frontdesk_web/locales/zh_Hans").rglob("*.po"))
DEMO = sorted((ROOT / "local/demo").glob("*.json"))
HALF_WIDTH = re.compile(
    r"[\u4e00-\u9fff）}] ?[,:;?!](?! ?[a-z]+=)(?=\s*[\u4e00-\u9fff{]|$)|[\u4e00-\u9fff] ?[()]"
)


def texts_of(it):
    match it:
        case dict():
            return [text for value in it.values() for text in texts_of(value)]
        case list():
            return [text for value in it for text in texts_of(value)]
    return [it] if isinstance(it, str) else []


def wrong(texts):
    return [it for it in texts if re.search(r"[\u4e00-\u9fff]", it) and HALF_WIDTH.search(it)]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda it: it.stem)
def test_pages_have_chinese_marks(catalogue):
    with catalogue.open("rb") as file:
        texts = [it.string for it in read_po(file) if it.id]
    assert wrong(text for it in texts for text in ([it] if isinstance(it, str) else it)) == []


@pytest.mark.parametrize("file", DEMO, ids=lambda it: it.stem)
def test_the_demo_has_chinese_marks(file):
    assert wrong(texts_of(json.loads(file.read_text("utf-8")))) == []


def test_messages_have_chinese_marks():
    told = [said[Language.CHINESE] for said in WORDINGS.values()]
    assert wrong(text for it in told for text in (it.subject, it.text)) == []
