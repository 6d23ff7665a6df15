"""Asks once a month, above the register, whether the catalogue is carried over or updated."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.desk.exclusion import catalogue as exclusion_catalogue
from app.desk.exclusion.catalogue import MonthQuestion
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, restyle


class MonthStrip(QFrame):
    """Hidden while this month has a catalogue of its own."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.words = label("", "block", wrap=True)
        restyle(self.words, tone="amber")
        update = KeyButton(shell.theme, "更新目录　Ctrl+G M")
        update.setAccessibleName("更新目录")
        update.setProperty("filter", True)
        update.clicked.connect(Call(update, shell.open_page, "exclusion-catalogue").run)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        flow.addWidget(action_button(shell, "catalogue-carry", role="filter"))
        flow.addWidget(update)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(buttons)
        self.hide()

    def refresh(self) -> None:
        """Reads whether there is something to ask."""
        self._shell.gateway.read(exclusion_catalogue.question, self._take, key="exclusion-month")

    def _take(self, asked: MonthQuestion | None) -> None:
        if asked is not None:
            self.words.setText(
                f"{asked.month} 还没有不纳入考核目录，新申请暂按 {asked.uses} 的目录核验。沿用还是更新？"
            )
        self.setVisible(asked is not None)
