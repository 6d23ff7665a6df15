"""Edits the recipients of expired tickets: typed or pasted from a spreadsheet, checked cell by cell."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication

from app.desk.escalation import targets as escalation_targets
from app.rules.escalation.targets import HEADINGS, Target, read_lines
from app.ui.escalation.targets_table import TargetsTable, target_cells
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label

ABOUT = (
    "催办找谁、到期上报给谁，都按此表：先按街乡镇，再按承办单位，再按当时的值班表。级别写 科室（科室或专班负责人）、"
    "一级（班组长）、二级（分管领导）；“自”“至”“班次”空着表示一直有效，“离岗至”之前找替班人。可从表格软件整块复制后粘贴。"
)
_SHOWN_PROBLEMS = 4


class TargetsForm(FormDialog):
    """One table, saved as a whole and only when every cell is valid."""

    def __init__(self, shell: Shell, targets: Sequence[Target]) -> None:
        super().__init__(shell, "单位通讯录（上报对象）", about=ABOUT, draft_key="report-targets", main="保存")
        self._seen = tuple(targets)
        self.table = TargetsTable(shell.theme)
        self.table.setMinimumHeight(shell.theme.px(300))
        self.table.show_lines(target_cells(target) for target in targets)
        self.problems = label("", "error", wrap=True)
        self.problems.hide()
        paste = KeyButton(shell.theme, "粘贴　Ctrl+V")
        paste.setAccessibleName("粘贴")
        paste.setAutoDefault(False)
        paste.clicked.connect(self._paste)
        self._column.insertWidget(2, self.table, 1)
        self._column.insertWidget(3, self.problems)
        self.buttons.insertWidget(1, paste)
        self.table.edited.connect(self._edited)
        self.size_to(1300)

    def take_keyboard(self) -> None:
        """Begins in the first empty row of the table."""
        self.table.setCurrentCell(min(len(self._seen), self.table.rowCount() - 1), 0)
        self.table.setFocus()

    def submit(self) -> None:
        """Saves the table when every cell is valid; a cell being edited counts with its current text."""
        self.main.setFocus()
        if self._check():
            self.send(escalation_targets.save, lines=self.table.lines(), seen=self._seen)

    def _paste(self) -> None:
        self.table.paste(QGuiApplication.clipboard().text())

    def _edited(self) -> None:
        self._check()
        self.touched.emit()

    def _check(self) -> bool:
        _, problems = read_lines(self.table.lines(), self.shell.now())
        self.table.mark(problems)
        lines = [f"第 {one.row + 1} 行 {HEADINGS[one.column]}：{one.reason}" for one in problems[:_SHOWN_PROBLEMS]]
        more = f"\n……还有 {len(problems) - _SHOWN_PROBLEMS} 处" if len(problems) > _SHOWN_PROBLEMS else ""
        self.problems.setText("\n".join(lines) + more)
        self.problems.setVisible(bool(problems))
        return not problems

    def _as_text(self) -> str:
        return json.dumps(self.table.lines(), ensure_ascii=False)

    def _take_draft(self, text: str | None) -> None:
        if text and self._as_text() == self._untouched:
            self.table.show_lines(json.loads(text))
            self.saved.setText("已恢复上次未保存的内容")
            self._check()
