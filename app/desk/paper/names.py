"""Finds what the register holds of one report: its issued papers, its drafts; and the words that name it."""

from __future__ import annotations

from app.base.errors import Refused
from app.desk.paper.rows import PaperName
from app.models.paper.records import DraftRecord, PaperRecord
from app.models.register.stores import Stores
from app.rules.figures.period_text import period_words, read_period, write_period
from app.rules.figures.periods import ANY_CYCLE
from app.rules.paper.kinds import FORMS
from app.rules.paper.model import Paper


def name_of(paper: Paper) -> PaperName:
    """The report that a built paper is."""
    about = "" if paper.about is None else "=".join(paper.about)
    return PaperName(paper.kind, write_period(paper.period.name), paper.caliber, about, paper.catch_up)


def issued_of(stores: Stores, name: PaperName) -> list[PaperRecord]:
    """The issued papers of a report, the oldest first; a 更正稿 comes after the one it corrects."""
    return [one for one in stores.papers.issued(name.kind, name.period) if name_of_record(one) == name]


def draft_of(stores: Stores, name: PaperName) -> DraftRecord | None:
    """The newest draft of a report, or None."""
    found = [one for one in stores.paper_drafts.listed(name.kind, name.period) if name_of_record(one) == name]
    return found[-1] if found else None


def the_draft(stores: Stores, draft_id: int) -> DraftRecord:
    """The draft of this id.

    Raises:
        Refused: there is none.

    """
    draft = stores.paper_drafts.get(draft_id)
    if draft is None:
        raise Refused("没有这份草稿")
    return draft


def the_paper(stores: Stores, paper_id: int) -> PaperRecord:
    """The issued paper of this id.

    Raises:
        Refused: there is none.

    """
    paper = stores.papers.get(paper_id)
    if paper is None:
        raise Refused("没有这份报表")
    return paper


def name_of_record(row: PaperRecord | DraftRecord) -> PaperName:
    """The report of an issued paper or of a draft."""
    return PaperName(row.kind, row.period, row.caliber, row.about, row.catch_up)


def words_of(name: PaperName) -> str:
    """A report as a sentence names it: 月报 2026年11月."""
    period = period_words(read_period(name.period, ANY_CYCLE))
    return f"{'补编 ' if name.catch_up else ''}{FORMS[name.kind].words} {period}"
