"""The headings over the rows, at the places where the painter puts the parts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.shell import Shell
from app.ui.ticket_list.columns import plan

HEADINGS = {"number": "工单编号", "title": "诉求", "clock": "下一时限", "state": "状态", "unit": "承办"}


class HeaderStrip(QWidget):
    """Painted, since it follows the rows' plan and can be neither dragged nor sorted by."""

    def __init__(self, shell: Shell, rows: QWidget) -> None:
        super().__init__()
        self._shell = shell
        self._rows = rows
        rows.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        shell.theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self._shell.theme.px(30))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A scroll bar that comes or goes moves the parts of the rows: the headings follow."""
        if event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The headings of the parts that are shown."""
        theme = self._shell.theme
        painter = QPainter(self)
        painter.setFont(theme.font(14, bold=True))
        painter.setPen(QColor(theme.tokens.second))
        columns = plan(self._rows.width(), theme.scale)
        for name, words in HEADINGS.items():
            span = getattr(columns, name)
            if span.width:
                box = QRect(span.x, 0, span.width, self.height() - 2)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.setPen(QColor(theme.tokens.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
