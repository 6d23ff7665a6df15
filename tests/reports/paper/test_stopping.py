"""A draft, an issue and the comparison of an edited file can be stopped at any step; nothing remains of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.base.errors import Refused
from app.desk.paper import drop_back
from app.desk.paper.register import board
from app.desk.paper.rows import PaperName
from app.desk.paper.steps import Steps
from app.reports.paper.issuing import Order, make
from app.rules.paper.kinds import PaperKind
from app.rules.paper.states import PaperState
from tests.desk.paper.conftest import PERSON

NAME = PaperName(PaperKind.RATES, "assess:2026-11")


def stopped_after(count: int) -> Steps:
    steps = Steps(cancelled=lambda: steps.done >= count)
    return steps


def written(desk, path: Path, *, issue: bool = False, steps: Steps | None = None) -> Steps:
    steps = steps or Steps()
    make(desk, person=PERSON, order=Order(NAME, path, replace=True, issue=issue, steps=steps))
    return steps


def states(desk) -> list[PaperState]:
    found = board(desk)
    return [row.state for row in (*found.open, *found.issued) if row.kind is NAME.kind and row.period == NAME.period]


def test_at_every_step_it_stops_and_leaves_nothing(desk, tmp_path):
    path = tmp_path / "三率.docx"
    whole = written(desk, tmp_path / "草稿.docx").done
    assert whole > 2
    (draft,) = [row.draft for row in board(desk).open if row.period == NAME.period]
    # Both the first and the last step, after the file is written, can be stopped.
    for count in (0, whole - 1):
        with pytest.raises(Refused, match="已取消"):
            written(desk, path, issue=True, steps=stopped_after(count))
        with pytest.raises(Refused, match="已取消"):
            drop_back.drop_back(
                desk, person=PERSON, draft_id=draft.id, path=Path(draft.file), steps=stopped_after(count // 2)
            )
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix == ".docx") == ["草稿.docx"]
    assert not list(desk.folder.papers.iterdir())
    assert (states(desk), drop_back.last_compared(desk, draft.id)) == ([PaperState.DRAFTED], None)


def test_the_steps_are_told_as_they_are_done(desk, tmp_path):
    told: list[int] = []
    steps = Steps(progress=told.append)
    written(desk, tmp_path / "三率.docx", steps=steps)
    assert told == list(range(1, steps.done + 1))
