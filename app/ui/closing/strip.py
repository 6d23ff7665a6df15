"""The strip over the closing list: what turns today, the catalogue that is asked for, the clocks of rankings."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.closing.rows import ClosingView
from app.rules.closing.ranking import ClockKind
from app.ui.closing.words import clock_line, days_words, left_words
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, restyle

_NO_CLOCKS = "官方排名：考核期结束后在这里提示录入和提异议的期限"


class HingeStrip(QFrame):
    """Shows a view; what does not concern today is left out."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.period = label("", "title")
        self.left = label("", "strong")
        self.begins = label("", "", wrap=True)
        self.clocks = QVBoxLayout()
        self.clocks.setSpacing(2)
        self.update_button = KeyButton(shell.theme, "更新目录　Ctrl+G M")
        self.update_button.setAccessibleName("更新目录")
        self.update_button.setProperty("filter", True)
        self.update_button.clicked.connect(Call(self.update_button, shell.open_page, "exclusion-catalogue").run)
        self.catalogue = QWidget()
        flow = FlowLayout(self.catalogue, gap=8)
        flow.addWidget(action_button(shell, "catalogue-carry", role="filter"))
        flow.addWidget(self.update_button)
        self.entered = action_button(shell, "ranking-entered", role="filter")
        self.objection = action_button(shell, "ranking-objection", role="filter")
        self._lines: list[QLabel] = []
        self._build()
        for part in (self.catalogue, self.entered, self.objection):
            part.hide()

    def show_view(self, view: ClosingView) -> None:
        """Shows where the month and the period stand."""
        self.period.setText(days_words(view.period))
        words, ink = left_words(view)
        self.left.setText(words)
        restyle(self.left, ink=ink)
        said = list(view.begins)
        if view.catalogue_of and not any(view.catalogue_of in words for words in said):
            said.append(f"本月还没有不纳入考核目录，暂用 {view.catalogue_of} 的，沿用还是更新？")
        self.begins.setText("\n".join(said))
        restyle(self.begins, ink="amber")
        self.begins.setVisible(bool(said))
        self.catalogue.setVisible(bool(view.catalogue_of))
        waiting = {clock.kind for clock in view.clocks if clock.done is None}
        self.entered.setVisible(ClockKind.ENTRY in waiting)
        self.objection.setVisible(ClockKind.OBJECTION in waiting)
        self._show_clocks(view)

    def clock_words(self) -> list[str]:
        """The lines of the clocks."""
        return [line.text() for line in self._lines]

    def _show_clocks(self, view: ClosingView) -> None:
        for old in self._lines:
            self.clocks.removeWidget(old)
            old.deleteLater()
        self._lines = []
        for words, ink in [clock_line(clock, view.now) for clock in view.clocks] or [(_NO_CLOCKS, "second")]:
            line = label(words, wrap=True, selectable=True)
            restyle(line, ink=ink)
            self.clocks.addWidget(line)
            self._lines.append(line)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.period)
        head.addWidget(self.left)
        head.addStretch(1)
        head.addWidget(self.entered)
        head.addWidget(self.objection)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.begins)
        column.addWidget(self.catalogue)
        column.addLayout(self.clocks)
