"""The result of a file: the four counts that add up, every refused row and every note with its reason."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from app.desk.intake.acts import FileResult
from app.rules.intake.drafts import RowProblem
from app.ui.intake.items import ImportItem, ItemState, count_words
from app.ui.kit.labels import label, restyle
from app.ui.kit.scrolling import ScrollPage
from app.ui.kit.tooltips import set_tip

SHOWN = 500
_HEADINGS = ("哪一行", "栏目和值", "为什么退回，或提示")
_WIDEST = 24  # characters; the reason takes the rest of the width


class ResultPane(ScrollPage):
    """Shows the outcome of one file; of a refused file its one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = label("", "heading", wrap=True, selectable=True)
        self.sentence = label("", "block", wrap=True, selectable=True)
        self.table = QTableWidget(0, len(_HEADINGS))
        self.table.setAccessibleName("退回的行和提示")
        self.table.setHorizontalHeaderLabels(list(_HEADINGS))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(160)
        self.table.horizontalHeader().setSectionResizeMode(len(_HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        self.open_file = QPushButton("打开问题文件")
        self.open_folder = QPushButton("打开所在文件夹")
        self._path = ""
        self.open_file.clicked.connect(self._open_file)
        self.open_folder.clicked.connect(self._open_folder)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_file)
        buttons.addWidget(self.open_folder)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.counts)
        column.addWidget(self.sentence)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        column.addStretch(0)

    def _open_file(self) -> None:
        open_path(Path(self._path))

    def _open_folder(self) -> None:
        open_path(Path(self._path).parent)

    def show_item(self, item: ImportItem) -> None:
        """Shows the result of a file."""
        result = item.result
        if item.state is ItemState.DONE and result is not None:
            self._show_result(result)
            return
        self.counts.setText("未导入，没有存入任何内容")
        self.sentence.setText(item.error)
        restyle(self.sentence, tone="red")
        self._show_problems(FileResult(file=""))

    def _show_result(self, result: FileResult) -> None:
        self.counts.setText(count_words(result))
        sentence = "退回的行写在问题文件里，改好后可以直接再导入。" if result.refused else _all_in(result)
        if result.skipped_sheets:
            sentence += f"没有工单表头、未导入的工作表：{'、'.join(result.skipped_sheets)}。"
        if result.notes:
            sentence += f"已入库的行里有 {len(result.notes):,} 处没有录入或无法识别，列为提示。"
        if result.unused:
            named = "、".join(f"{one.header}（{one.filled:,} 行）" for one in result.unused)
            sentence += f"没有用上、原样保留的栏目：{named}。"
        if result.told:
            sentence += f"延期核对：{'；'.join(result.told)}。"
        listed = result.refused + len(result.notes)
        if listed > SHOWN:
            sentence += f"下面列出前 {SHOWN} 条，共 {listed:,} 条。"
        self.sentence.setText(sentence)
        restyle(self.sentence, tone="amber" if listed or result.told else "green")
        self._show_problems(result)

    def _show_problems(self, result: FileResult) -> None:
        self._path = result.problems_file
        for button in (self.open_file, self.open_folder):
            button.setVisible(bool(self._path))
        notes = (replace(note, reason=f"提示（已入库）：{note.reason}") for note in result.notes)
        shown = [*islice(chain(result.problems, notes), SHOWN)]
        self.table.setVisible(bool(shown))
        self.table.setRowCount(len(shown))
        for place, problem in enumerate(shown):
            for at, text in enumerate(_cells(problem)):
                cell = QTableWidgetItem(text)
                set_tip(cell, text)
                cell.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                self.table.setItem(place, at, cell)
        widest = self.table.fontMetrics().averageCharWidth() * _WIDEST
        for at in range(len(_HEADINGS) - 1):
            self.table.resizeColumnToContents(at)
            self.table.setColumnWidth(at, min(self.table.columnWidth(at), widest))


def _cells(problem: RowProblem) -> tuple[str, str, str]:
    """Merges six values into three cells, so that the reason has room at 150 % too."""
    row = f"{problem.sheet} 第 {problem.row} 行".strip()
    number = problem.number if problem.number != problem.value else ""
    return (
        "\n".join(filter(None, [row, number])),
        "\n".join(filter(None, [problem.column, problem.value])),
        problem.reason,
    )


def open_path(path: Path) -> None:
    """Opens a file or folder in the system's default program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _all_in(result: FileResult) -> str:
    same = result.rows > 0 and result.unchanged == result.rows
    return f"{result.rows:,} 行均与台账一致。" if same else "全部行都已导入。"
