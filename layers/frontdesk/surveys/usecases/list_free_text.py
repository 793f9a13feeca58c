"""Somebody reads what was written in a survey in their own words."""

from collections.abc import Iterator, Sequence
from itertools import islice

from frontdesk.surveys.model import Survey
from frontdesk.surveys.model.questionnaires import Item, ItemType
from frontdesk.surveys.model.tallies import EVERYWHERE, Result
from frontdesk.surveys.ports.results import ResultPorts
from frontdesk.surveys.rules.counting import months_of
from frontdesk.surveys.rules.grids import WRITTEN
from frontdesk.surveys.rules.holding import items

AT_MOST = 200
TEXTS = frozenset({ItemType.TEXT, ItemType.LONG_TEXT})


def list_free_text(*, survey: Survey, year: int, ports: ResultPorts) -> Sequence[tuple[Item, Sequence[str]]]:
    """What was written in periods in which enough wrote something, of all places together, 200 texts a question.

    Never by place: texts could be told apart by what is missing elsewhere. Each question's are in the order of the
    alphabet, so that nothing says which were written by one person, or when.
    """
    q = ports.questionnaire(survey.organisation_id, survey.questionnaire_id, survey.revision)
    results = ports.results.of_year(survey.organisation_id, survey.id, EVERYWHERE, year)
    asked = [item for item in items(q) if item.type in TEXTS]
    return tuple(
        (item, tuple(sorted(islice(_texts(survey, item, results, ports), AT_MOST)))) for item in asked
    )


def _texts(survey: Survey, item: Item, results: Sequence[Result], ports: ResultPorts) -> Iterator[str]:
    for result in results:
        cells = result.columns.get(item.id)
        if cells is None or WRITTEN not in cells.shown:
            continue
        for month in months_of(result.begins, result.ends):
            for response in ports.responses.of_month(survey.organisation_id, survey.id, month):
                text = response.answers.get(item.id)
                if isinstance(text, str):
                    yield text
