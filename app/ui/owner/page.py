"""The page of owners: the table to edit, a trial text, the tickets it would assign otherwise, and saving."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.base.changes import Change
from app.base.clock import local_day
from app.desk.owner import acts, reads
from app.desk.owner.rows import HEADINGS, OwnerMove, OwnerVersion, lines_of, read_lines
from app.rules.owner.judgement import Likely
from app.rules.owner.table import BadOwners, OwnerTable
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.labels import clearable, label
from app.ui.kit.tooltips import set_tip
from app.ui.owner.line import owner_words

_WIDTHS = (130, 200, 440, 180, 70)
_SPARE = 2
_SHOWN = 4
_INVITATION = "在这里输入一段诉求，看会判给谁、凭什么"
_COLUMN_OF = {"name": 0, "matter": 1, "words": 2, "basis": 3, "outside": 4}


class OwnersPage(Page):
    """Shows the version in force; edits are tried at once and saved as a new version by Ctrl+Shift+S."""

    name = "owners"
    shows = Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.table = QTableWidget(0, len(HEADINGS))
        self.trial, self.why, self.since = QLineEdit(), QLineEdit(), QLineEdit()
        self.verdict = label(_INVITATION, "second", wrap=True, selectable=True)
        self.moves = label("", "second", wrap=True, selectable=True)
        self.error = label("", "error", wrap=True)
        self.made = label("", "second", wrap=True)
        self.save = action_button(shell, "owners-save", role="primary")
        self._in_force: OwnerTable | None = None
        self._filling = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(400)
        self._build()

    def refresh(self) -> None:
        """Reads the versions."""
        self.shell.gateway.read(reads.versions, self._take, key="owners")

    def back(self) -> bool:
        """Esc: discards the edits."""
        if self._in_force is None or not self.changed():
            return False
        self._show_table(self._in_force)
        return True

    def lines(self) -> list[list[str]]:
        """The current rows, blank ones included."""
        columns = range(self.table.columnCount())
        return [[self._cell(row, column) for column in columns] for row in range(self.table.rowCount())]

    def changed(self) -> bool:
        """Whether the rows differ from the version in force."""
        if self._in_force is None:
            return False
        return [line for line in self.lines() if any(line)] != lines_of(self._in_force)

    def _take(self, versions: list[OwnerVersion]) -> None:
        now = next((one for one in versions if one.in_force), versions[-1])
        made = f"{now.made_by} 于 {local_day(now.made_at)} 保存" if now.made_at is not None else "随程序提供"
        note = f" · {now.note}" if now.note and now.made_at else ""
        version = f"现行版本自 {now.table.effective_from} 起，{made}{note}；共 {len(versions)} 版"
        self.made.setText(f"{version}。词可写分量，如 健身房=5；长词优先于短词；目录外的部门写“是”。改动存为新版本。")
        if self._in_force is None or not self.changed():
            self._show_table(now.table)
        self._in_force = now.table

    def _show_table(self, table: OwnerTable) -> None:
        self._filling = True
        cells = lines_of(table)
        self.table.setRowCount(len(cells) + _SPARE)
        for row in range(self.table.rowCount()):
            for column in range(self.table.columnCount()):
                text = cells[row][column] if row < len(cells) else ""
                item = QTableWidgetItem(text)
                set_tip(item, text)
                self.table.setItem(row, column, item)
        self._filling = False
        self.since.setText(local_day(self.shell.now()).isoformat())
        self._look()

    def _look(self) -> None:
        """Tries the current rows: shows the fault, the trial's owner, and the tickets they would assign otherwise."""
        table = self._read()
        self.save.setEnabled(not self.why_not_save())
        if table is None:
            return
        if self.trial.text().strip():
            self.shell.gateway.read(
                reads.tried, self._show_verdict, key="owner-trial", text=self.trial.text(), lines=self.lines()
            )
        if self.changed():
            self.shell.gateway.read(
                reads.moved_by, self._show_moves, key="owner-moves", on_refused=lambda _no: None, lines=self.lines()
            )
        else:
            self.moves.setText("")

    def _read(self) -> OwnerTable | None:
        self._mark(None)
        try:
            table = read_lines(self.lines(), local_day(self.shell.now()))
        except BadOwners as error:
            self._mark(error)
            return None
        return table

    def _mark(self, fault: BadOwners | None) -> None:
        self.error.setText(f"⚠ 第 {fault.row + 1} 行：{fault.message.partition('：')[2]}" if fault else "")
        self.error.setVisible(fault is not None)
        self._filling = True
        for row in range(self.table.rowCount()):
            for column in range(self.table.columnCount()):
                wrong = fault is not None and (row, column) == (fault.row, _COLUMN_OF.get(fault.field, 0))
                item = self.table.item(row, column)
                if item is not None:
                    item.setBackground(QBrush(QColor(self.shell.theme.tokens.red_soft)) if wrong else QBrush())
        self._filling = False

    def _show_verdict(self, likely: Likely) -> None:
        if self.trial.text().strip():
            self.verdict.setText(owner_words(likely))

    def _show_moves(self, moves: list[OwnerMove]) -> None:
        shown = [
            f"{move.number} {move.title}：{move.before or '不能确定'} → {move.after or '不能确定'}"
            for move in moves[:_SHOWN]
        ]
        more = [f"……共 {len(moves)} 件"] if len(moves) > _SHOWN else []
        head = f"最近的工单中 {len(moves)} 件判断会变：" if moves else "最近的工单判断都不变。"
        self.moves.setText("\n".join((head, *shown, *more)))

    def why_not_save(self) -> str:
        """The reason why the rows cannot be saved: unchanged, or a row that cannot be read."""
        if not self.changed():
            return "主责目录没有改动"
        try:
            read_lines(self.lines(), local_day(self.shell.now()))
        except BadOwners as error:
            return error.message
        return ""

    def save_version(self) -> None:
        """Saves the rows as a new version that starts on the typed day."""
        try:
            since = date.fromisoformat(self.since.text().strip())
        except ValueError:
            self.shell.say("生效日期读不懂，请写成 2026-11-24", "amber")
            return
        lines = [line for line in self.lines() if any(line)]
        self.shell.gateway.submit(
            acts.save, person=self.shell.person, lines=lines, effective_from=since, note=self.why.text()
        )

    def _cell(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _typed(self, text: str) -> None:
        """Tries the text at once; without any the line says what it is for."""
        if text.strip():
            self._look()
        else:
            self.verdict.setText(_INVITATION)

    def _edited(self, row: int, _column: int) -> None:
        if self._filling:
            return
        if row >= self.table.rowCount() - 1:
            self.table.setRowCount(self.table.rowCount() + _SPARE)
        self._wait.start()

    def _build(self) -> None:
        self._dress_table()
        for field, name, hint in (
            (self.trial, "试一段诉求", "例如：健身房停业，年卡不退"),
            (self.since, "生效日期", "2026-11-24"),
            (self.why, "修改说明", "可不填：为什么改"),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(hint)
        clearable(self.trial)
        self.trial.textChanged.connect(self._typed)
        self._wait.timeout.connect(self._look)
        panel = QFrame()
        panel.setObjectName("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (label("主责目录", "heading"), self.made):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        below: tuple[QWidget, ...] = (self.error, self.trial, self.verdict, self.moves)
        for under in below:
            column.addWidget(under)
        bottom = QHBoxLayout()
        for words, field, stretch in (("自", self.since, 0), ("说明", self.why, 1)):
            bottom.addWidget(label(words, "second"))
            bottom.addWidget(field, stretch)
        self.since.setMaximumWidth(self.shell.theme.px(130))
        bottom.addWidget(self.save)
        column.addLayout(bottom)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.addWidget(panel)

    def _dress_table(self) -> None:
        px = self.shell.theme.px
        self.table.setAccessibleName("主责目录")
        corner: Any = self.table.findChild(QAbstractButton)  # the stubs accept no abstract type here
        corner.setAccessibleName("全选")
        self.table.setHorizontalHeaderLabels(list(HEADINGS))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(px(38))
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, px(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.cellChanged.connect(self._edited)
