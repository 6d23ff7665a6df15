"""A file that is tried against the rows of the format as they stand: what each column becomes now, and would become."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.base.errors import DeskError
from app.desk.intake import formats
from app.desk.intake.format_rows import TrialColumn, header_meaning
from app.ui.intake.dialog import FILTER
from app.ui.kit.action_buttons import action_button
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.labels import label, restyle
from app.ui.kit.tooltips import set_tip

if TYPE_CHECKING:
    from app.desk.shared.context import Desk
    from app.ui.frame.shell import Shell

_INVITATION = "选一个收到的文件，看每一栏现在认作什么、改后认作什么；什么都不导入"
_HEADINGS = ("变化", "栏目", "现在", "改后", "举例")
_UNKNOWN = "不认识（原样保留）"


def tried(desk: Desk, *, path: Path, lines: Sequence[Sequence[str]]) -> list[TrialColumn] | str:
    """The columns of a file, or why it cannot be read."""
    try:
        return formats.trial(desk, path=path, lines=lines)
    except DeskError as error:
        return str(error)


class FormatTrial(QWidget):
    """A button that chooses a file, a sentence, and a table with a line for each column."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._lines: list[list[str]] = []
        self.path: Path | None = None
        self.choose = action_button(shell, "formats-try")
        self.verdict = label(_INVITATION, "second", wrap=True, selectable=True)
        self.table = _TrialTable()
        self.table.hide()
        line = QHBoxLayout()
        line.addWidget(self.choose)
        line.addWidget(self.verdict, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self.table)

    def ask_file(self) -> None:
        """Lets the person choose a file."""
        dialog = file_dialog(self, "选择要试的文件", kinds=FILTER)
        dialog.fileSelected.connect(self._take_chosen)
        dialog.open()

    def _take_chosen(self, name: str) -> None:
        self.try_file(Path(name))

    def try_file(self, path: Path) -> None:
        """Tries a file against the rows, now and after every edit."""
        self.path = path
        self.verdict.setText(f"正在读取 {path.name}…")
        self._try()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Tries the file against these rows from now on."""
        lines = [list(cells) for cells in rows]
        if lines != self._lines:
            self._lines = lines
            self._try()

    def _try(self) -> None:
        if self.path is not None:
            self._shell.gateway.read(tried, self._show, key="format-trial", path=self.path, lines=self._lines)

    def _show(self, seen: list[TrialColumn] | str) -> None:
        name = self.path.name if self.path is not None else ""
        refused = isinstance(seen, str)
        columns = seen if isinstance(seen, list) else []
        self.table.setVisible(not refused)
        self.table.show_columns(columns)
        changed = sum(one.changed for one in columns)
        words = f"{seen}" if refused else f"{name}：{len(columns)} 栏，改后有 {changed} 栏不同"
        self.verdict.setText(words)
        restyle(self.verdict, tone="red" if refused else "")


class _TrialTable(QTableWidget):
    """A read-only table, changed columns first."""

    def __init__(self) -> None:
        super().__init__(0, len(_HEADINGS))
        self.setHorizontalHeaderLabels(_HEADINGS)
        self.setAccessibleName("试的结果")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.setMinimumHeight(170)

    def show_columns(self, columns: Sequence[TrialColumn]) -> None:
        """Lists the columns."""
        ordered = sorted(columns, key=lambda one: not one.changed)
        self.setRowCount(len(ordered))
        for row, one in enumerate(ordered):
            for place, words in enumerate(_cells(one)):
                item = QTableWidgetItem(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                set_tip(item, words)
                self.setItem(row, place, item)


def _cells(one: TrialColumn) -> tuple[str, str, str, str, str]:
    now, then = (header_meaning(field) if field else _UNKNOWN for field in (one.now, one.then))
    before = "\n".join((now, *(f"{word.text} → {word.now or '不认识'}" for word in one.words)))
    after = "\n".join((then, *(f"{word.text} → {word.then or '不认识'}" for word in one.words)))
    return ("● 会变" if one.changed else "不变", one.header, before, after, one.example)
