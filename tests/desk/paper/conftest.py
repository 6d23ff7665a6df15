"""A desk with made-up tickets of every edge, and papers made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.base.clock import SHANGHAI, StillClock
from app.base.people import Person
from app.desk.figures.frozen import freeze
from app.desk.paper import issue as issuing
from app.desk.paper import moved
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.paper.records import PaperRecord
from app.rules.journal import JournalVerb
from app.rules.paper.model import Paper
from tests.support.figure_tickets import filled_desk
from tests.support.papers import made_up_paper, write_plain

PERSON = Person("分析员甲")


@pytest.fixture
def still() -> StillClock:
    return StillClock(datetime(2026, 12, 1, 10, tzinfo=SHANGHAI))


@pytest.fixture
def desk(folder, still) -> Iterator[Desk]:
    made = filled_desk(folder, still, 400)
    with made.register.writing() as stores:  # papers are owed from the first line of the journal on
        write_line(made, stores, PERSON, JournalVerb.SIGN_IN, PERSON.name)
    yield made
    made.close()


@pytest.fixture
def making(desk: Desk, tmp_path: Path) -> Callable[..., issuing.Making]:
    def make(paper: Paper | None = None, *, name: str = "月报.docx", again: bool = False) -> issuing.Making:
        paper = paper or made_up_paper(desk)
        facts = freeze(desk, moved.frozen_periods(desk, paper))
        return issuing.Making(paper, facts, write_plain, tmp_path / name, again=again)

    return make


@pytest.fixture
def issue(desk: Desk, making: Callable[..., issuing.Making]) -> Callable[..., PaperRecord]:
    def run(**named: object) -> PaperRecord:
        return issuing.issue(desk, person=PERSON, making=making(**named)).result

    return run
