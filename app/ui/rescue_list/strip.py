"""The strip over the rescue list: the score now, and with the ticked tickets all solved together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.rescue_list.rows import RescueList, RescueTicket
from app.ui.frame.shell import Shell
from app.ui.kit.labels import ElidedLabel, label, restyle
from app.ui.rescue_list.words import NOT_ADDED, period_line, place_words


class RescueStrip(QFrame):
    """Shows two scores; the second is recomputed for all ticked tickets at once."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._shell = shell
        self.span = ElidedLabel("正在读取…", "second")
        self.now = label("", "score")
        self.valid = label("", "second")
        self.arrow = label("→", "score")
        self.after = label("", "score")
        self.said = label("", "strong", wrap=True)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(8)
        self._build()

    def add_tool(self, widget: QWidget) -> None:
        """Adds a button at the right."""
        self._tools.addWidget(widget)

    def show_list(self, found: RescueList, ticked: Sequence[RescueTicket]) -> None:
        """Shows the score of a list and what the ticked tickets would make of it together."""
        self.span.setText(period_line(found, self._shell.now()))
        self.now.setText(found.now.score or "—")
        self.valid.setText(f"现在，有效回访 {found.whole.counted.valid:,}")
        for part in (self.arrow, self.after):
            part.setVisible(bool(ticked))
        if not ticked:
            self.said.setText("勾选工单（空格），看一起办成后的成绩")
            restyle(self.said, ink="second")
            return
        _, after = found.after([one.ticket_id for one in ticked])
        self.after.setText(after.score or "—")
        restyle(self.after, ink="green")
        self.said.setText(f"勾选的 {len(ticked):,} 件都办成{place_words(found.now, after)}")
        restyle(self.said, ink="green")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("今晚先救谁", "title"))
        head.addWidget(self.span, 1)
        head.addWidget(label(NOT_ADDED, "second"))
        row = QHBoxLayout()
        row.setSpacing(12)
        for part in (self.now, self.valid, self.arrow, self.after):
            row.addWidget(part)
        row.addWidget(self.said, 1)
        row.addLayout(self._tools)
        self.arrow.hide()
        self.after.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(row)
