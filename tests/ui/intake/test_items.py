"""What the list says of a file, and that the sum of all files adds up."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desk.intake.acts import FileResult
from app.desk.intake.ages import Ages
from app.rules.intake.drafts import RowProblem
from app.ui.intake.items import ImportItem, ItemState, progress_words, state_icon, state_words, sum_words


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


@pytest.mark.parametrize(
    ("counted", "rows", "of", "file", "files", "words"),
    [
        (Ages(4750, 0, 0, 7, whole=True, first=False), 1200, 0, 1, 1, "正在导入 甲.xlsx：已读取 1,200 / 4,750 行"),
        (None, 1200, 4750, 1, 1, "正在导入 甲.xlsx：已写入 1,200 / 4,750 行"),
        (
            Ages(500, 0, 0, 7, whole=False, first=False),
            1200,
            0,
            2,
            5,
            "正在导入 甲.xlsx（第 2 / 5 个文件）：已读取 1,200 行",
        ),
        (None, 0, 0, 1, 2, "正在导入 甲.xlsx（第 1 / 2 个文件）：已读取 0 行"),
    ],
)
def test_progress_names_the_file_and_the_rows_as_far_as_they_are_known(
    counted: Ages | None, rows: int, of: int, file: int, files: int, words: str
) -> None:
    assert progress_words(ImportItem(Path("甲.xlsx"), ages=counted), rows, of, file, files) == words
