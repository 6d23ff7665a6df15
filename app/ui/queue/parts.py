"""The layout of the parts of a row: which are shown and how wide, as chosen and remembered on this PC.

A row has two lines and the title takes what the others leave: parts are hidden and resized, their order stays.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.frame.shell import Shell
from app.ui.kit.table.choices import ColumnChoices, choices_from
from app.ui.kit.table.layout import KEEP_MS
from app.ui.queue.columns import HEADINGS, Columns, plan

_NAME = "columns/工单列表"
_LEAST, _MOST, _STEP = 40, 400, 20


class PartLayout(QObject):
    """The layout of the parts; rows and headings repaint on `changed`."""

    changed = Signal()

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self.cell_part = "title"  # the part of the current row that is copied as a single cell
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEEP_MS)
        self._soon.timeout.connect(self.keep)
        memory = shell.memory
        self.choices = choices_from(memory.text(_NAME)) if memory is not None else ColumnChoices()

    def plan(self, width: int) -> Columns:
        """The positions of the parts in rows of this width."""
        return plan(width, self._shell.theme.scale, self.choices)

    def choose(self, part: str) -> None:
        """Chooses the part of the current row that is copied as a single cell."""
        self.cell_part = part
        self.changed.emit()

    def show_part(self, part: str, shown: bool) -> None:
        """Shows or hides a part."""
        self.choices.shown[HEADINGS[part]] = shown
        self._change()

    def resize(self, part: str, pixels: int) -> None:
        """Sets the width of a part in screen pixels."""
        self.choices.widths[HEADINGS[part]] = max(_LEAST, min(_MOST, pixels * 100 // self._shell.theme.scale))
        self._change()

    def widen(self, part: str, steps: int, width: int) -> None:
        """Makes a part wider or narrower (negative) by steps of 20 pixels, in rows of this width."""
        self.resize(part, self.plan(width).span(part).width + steps * self._shell.theme.px(_STEP))

    def reset(self) -> None:
        """Goes back to the automatic layout."""
        self.choices = ColumnChoices()
        self._change()

    def flush(self) -> None:
        """Saves pending choices at once."""
        if self._soon.isActive():
            self.keep()

    def keep(self) -> None:
        """Writes the choices into the window's memory."""
        self._soon.stop()
        if self._shell.memory is not None:
            self._shell.memory.keep_text(_NAME, "" if self.choices.is_default else self.choices.as_text())

    def _change(self) -> None:
        self.changed.emit()
        self._soon.start()
