"""The papers of the demonstration: real files with figures in them."""

from __future__ import annotations

from app.desk.paper.register import board, paper_of
from app.files.papers.word import controls_of
from app.startup.demo_papers import Papers
from tests.startup.test_demo_night import stage

__all__ = ["stage"]


def test_a_day_s_and_a_month_s_paper_are_issued_as_files(stage, capsys):
    Papers(stage).issue()
    issued = {row.paper.number: row for row in board(stage.desk).issued}
    assert set(issued) == {"日报〔2026〕1号", "月报〔2026〕1号"}
    month = paper_of(stage.desk, issued["月报〔2026〕1号"].paper.id)
    totals = {one.id: one.value for one in month.printed if not one.key and one.aspect.value == "value"}
    assert totals["received"] > 100
    assert totals["score"] is not None
    assert [path.suffix for path in stage.made] == [".docx", ".docx"]
    assert all(len(controls_of(path)) > 20 for path in stage.made)
    assert "月报〔2026〕1号" in capsys.readouterr().err
