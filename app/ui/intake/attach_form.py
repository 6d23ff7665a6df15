"""The form that attaches a table without numbers: which row to which ticket, how sure, and a choice where it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from app.base.changes import Outcome
from app.base.clock import to_local
from app.base.errors import DeskError
from app.desk.intake import attaching
from app.desk.intake.acts import PASTED, FileResult
from app.desk.intake.attaching import AttachPlan, AttachRow, Candidate
from app.desk.shared.context import Desk
from app.rules.intake.attaching import MATCH_WORDS, Match
from app.ui.frame.shell import Shell
from app.ui.intake.preview_pane import CalmCombo
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label
from app.ui.kit.tooltips import set_tip

SHOWN = 300
_HEADINGS = ("行", "时间", "内容", "把握", "对到哪件工单")
_ABOUT = "表里没有工单编号：按时间和内容找已有的工单，补充办理结果等栏目；标题、内容、时间不改，也不新建工单。"
_ORDER = (Match.AMBIGUOUS, Match.LIKELY, Match.SURE, Match.NONE)
_MARKS = {Match.SURE: "✔", Match.LIKELY: "≈", Match.AMBIGUOUS: "？", Match.NONE: "—"}
_TONES = {Match.SURE: "green", Match.LIKELY: "amber", Match.AMBIGUOUS: "red", Match.NONE: "second"}
_LEFT, _CHOOSE = "不存入这一行", "请选择工单"


def planned(desk: Desk, *, path: Path | None, text: str = "") -> AttachPlan | str:
    """The plan of a file, else of a copied text, or why there is none."""
    try:
        return attaching.plan(desk, path=path, text=text)
    except DeskError as error:
        return str(error)


class AttachForm(FormDialog):
    """Rows to decide about stand first; Ctrl+Enter stores the chosen ones, `on_done` takes the result."""

    def __init__(
        self, shell: Shell, path: Path | None, *, on_done: Callable[[FileResult], None], text: str = ""
    ) -> None:
        name = PASTED if path is None else path.name
        super().__init__(shell, f"对到已有工单：{name}", about=_ABOUT, main="存入选定的行")
        self._path, self._text, self._on_done = path, text, on_done
        self._rows: list[AttachRow] = []
        self.combos: dict[str, QComboBox] = {}
        self.counts = label("正在按时间和内容查找…", "strong", wrap=True)
        self.table = QTableWidget(0, len(_HEADINGS))
        self._dress()
        self._column.addWidget(self.counts)
        self._column.addWidget(self.table, 100)
        self.main.setEnabled(False)
        self.size_to(1000, 560)
        shell.gateway.read(planned, self._show, key="attach-plan", path=path, text=text)

    def submit(self) -> None:
        """Stores what the chosen rows say."""
        if self._rows:
            chosen = {place: str(combo.currentData() or "") for place, combo in self.combos.items()}
            self.send(attaching.attach, self._done, path=self._path, text=self._text, chosen=chosen)

    def take_keyboard(self) -> None:
        """The first row to decide about, else the table."""
        first = next(iter(self.combos.values()), None)
        (first or self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, outcome: Outcome[FileResult]) -> None:
        self._on_done(outcome.result)

    def _show(self, found: AttachPlan | str) -> None:
        if isinstance(found, str):
            self.counts.setText(found)
            return
        self._rows = sorted(found.rows, key=lambda row: _ORDER.index(row.match))
        parts = "，".join(f"{MATCH_WORDS[match]} {found.count(match)}" for match in _ORDER)
        more = f"；下面列出前 {SHOWN} 行，其余确定的照样存入" if len(self._rows) > SHOWN else ""
        self.counts.setText(f"共 {len(self._rows)} 行：{parts}{more}")
        self.main.setEnabled(any(row.candidates for row in self._rows))
        shown = self._rows[:SHOWN]
        self.table.setRowCount(len(shown))
        for at, row in enumerate(shown):
            self._fill(at, row)
        self.table.resizeRowsToContents()
        self.take_keyboard()

    def _fill(self, at: int, row: AttachRow) -> None:
        when = f"{to_local(row.at):%m-%d %H:%M}" if row.at is not None else "—"
        for place, words in enumerate((row.place, when, row.text, f"{_MARKS[row.match]} {MATCH_WORDS[row.match]}")):
            item = QTableWidgetItem(words)
            set_tip(item, words)
            self.table.setItem(at, place, item)
        tone = QColor(str(getattr(self.shell.theme.tokens, _TONES[row.match])))
        self.table.item(at, len(_HEADINGS) - 2).setForeground(tone)
        if row.candidates:
            self.table.setCellWidget(at, len(_HEADINGS) - 1, self._combo(row))
        else:
            self.table.setItem(at, len(_HEADINGS) - 1, QTableWidgetItem("没有对应的工单，不存入"))

    def _combo(self, row: AttachRow) -> QComboBox:
        combo = CalmCombo()
        combo.setAccessibleName(f"第 {row.place} 行对到")
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.addItem(_CHOOSE if row.match is Match.AMBIGUOUS else _LEFT, "")
        for one in row.candidates:
            combo.addItem(_candidate_words(one), one.number)
        combo.setCurrentIndex(1 if row.number else 0)
        self.combos[row.place] = combo
        return combo

    def _dress(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(_HEADINGS)
        table.setAccessibleName("每一行对到哪件工单")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.setWordWrap(False)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place in (0, 1, 3):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        for place in (2, 4):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight(260)


def _candidate_words(one: Candidate) -> str:
    when = f"{to_local(one.at):%m-%d %H:%M}" if one.at is not None else ""
    return "　".join(part for part in (one.number, when, one.title) if part)
