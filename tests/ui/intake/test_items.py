"""What the list says of a file, and that the sum of all files adds up."""

from __future__ import annotations

from pathlib import Path

from app.desk.intake.acts import FileResult
from app.rules.intake.drafts import RowProblem
from app.ui.intake.items import ImportItem, ItemState, state_icon, state_words, sum_words


def done(name: str, created: int, refused: int) -> ImportItem:
    result = FileResult(file=name, rows=created + refused, created=created, refused=refused)
    return ImportItem(Path(name), state=ItemState.DONE, result=result)


def test_the_sum_adds_up_and_names_the_files_left_out() -> None:
    items = [done("a.csv", 1200, 3), done("b.csv", 5, 0), ImportItem(Path("c.csv"), state=ItemState.REFUSED)]
    assert sum_words(items) == ("已导入 2 个文件，共 1,208 行 = 新增 1,205 + 更新 0 + 未变 0 + 退回 3；1 个文件未导入")


def test_every_state_has_words_and_a_picture() -> None:
    for state in ItemState:
        item = done("a.csv", 1, 0)
        item.state = state
        assert state_words(item)
        assert all(state_icon(item))


def test_a_file_with_refused_rows_is_marked_for_a_second_look() -> None:
    assert state_icon(done("a.csv", 5, 1)) == ("triangle-alert", "amber")
    assert state_icon(done("a.csv", 5, 0)) == ("circle-check", "green")


def test_a_file_with_notes_is_marked_and_counts_them() -> None:
    note = RowProblem("工单", 2, "紧急程度", "看着办", "A-1", "不认识")
    item = ImportItem(Path("a.csv"), state=ItemState.DONE, result=FileResult("a.csv", rows=1, created=1, notes=(note,)))
    assert state_icon(item) == ("triangle-alert", "amber")
    assert state_words(item) == "1 行 · 新增 1 · 退回 0\n提示 1 处"
