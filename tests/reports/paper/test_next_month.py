"""The next paper begins from the last one's words: of the issued file, of a file dropped back, of what is corrected."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from app.base.errors import Refused
from app.desk.paper import drop_back
from app.desk.paper.register import board, drafted, paper_of
from app.desk.paper.rows import PaperName
from app.reports.paper.issuing import Order, issue_edited, make
from app.rules.paper.kinds import PaperKind
from app.rules.paper.last_words import BLANK
from app.rules.paper.model import Paper, Paragraph
from app.rules.paper.states import Verdict
from tests.desk.paper.conftest import PERSON

OWN = "本月走访企业{}家，反映集中在节后退费。"


def make_paper(desk, path: Path, period: str, *, issue: bool = False, again: bool = False):
    name = PaperName(PaperKind.MONTHLY, period)
    return make(desk, person=PERSON, order=Order(name, path, replace=True, issue=issue, again=again)).result


def newest_draft(desk, period: str):
    return next(row.draft for row in board(desk).open if row.period == period and row.draft is not None)


def edited(desk, path: Path, period: str, number: str):
    """The newest draft with a paragraph of the analyst's under its last heading, dropped back."""
    document = docx.Document(str(path))
    open_places = [one for one in document.paragraphs if BLANK in one.text]
    if open_places:
        open_places[0].text = OWN.format(number)
    else:
        document.paragraphs[-1].insert_paragraph_before(OWN.format(number))
    document.save(str(path))
    return drop_back.drop_back(desk, person=PERSON, draft_id=newest_draft(desk, period).id, path=path).result


def issued(desk, compared, path: Path):
    for change in compared.changes:
        drop_back.decide(desk, person=PERSON, change_id=change.id, verdict=Verdict.KEPT, word="走访台账")
    return issue_edited(desk, person=PERSON, comparison_id=compared.comparison.id, path=path, replace=True).result


def texts(paper: Paper) -> str:
    return "\n".join(
        block.text for section in paper.sections for block in section.blocks if isinstance(block, Paragraph)
    )


def test_a_month_begins_from_the_words_of_the_last_one(desk, tmp_path):
    draft, final = tmp_path / "草稿.docx", tmp_path / "签发.docx"
    make_paper(desk, draft, "month:2026-10")
    edited(desk, draft, "month:2026-10", "5")
    # A draft that is made anew keeps the words that were dropped back.
    make_paper(desk, draft, "month:2026-10")
    assert OWN.format(BLANK) in texts(drafted(desk, newest_draft(desk, "month:2026-10").id))
    first = issued(desk, edited(desk, draft, "month:2026-10", "5"), final)
    assert OWN.format("5") in texts(paper_of(desk, first.id))

    make_paper(desk, draft, "month:2026-11")
    assert OWN.format(BLANK) in texts(drafted(desk, newest_draft(desk, "month:2026-11").id))
    untouched = drop_back.drop_back(desk, person=PERSON, draft_id=newest_draft(desk, "month:2026-11").id, path=draft)
    assert untouched.message.endswith(f"，1 处“{BLANK}”待填")
    with pytest.raises(Refused, match="没有填写"):
        issued(desk, untouched.result, final)
    second = issued(desk, edited(desk, draft, "month:2026-11", "7"), final)
    assert OWN.format("7") in texts(paper_of(desk, second.id))

    # A correction from the register has no open place, and keeps the words for the month after.
    corrected = make_paper(desk, final, "month:2026-11", issue=True, again=True).record
    assert corrected is not None
    assert BLANK not in texts(paper_of(desk, corrected.id))
    with desk.register.reading() as stores:
        assert OWN.format(BLANK) in "\n".join(stores.papers.contents(corrected.id).words.values())
