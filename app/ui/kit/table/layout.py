"""The layout of the columns of one table: automatic, or as a person arranged them and this PC remembers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QTableView

from app.ui.frame.shell import Shell
from app.ui.kit.table.choices import ColumnChoices, choices_from
from app.ui.kit.table.columns import LEAST, Column, fit

KEEP_MS = 500
_STEP = 20


class ColumnLayout(QObject):
    """Widths, order and visibility of a table's columns.

    The automatic layout applies to every column that a person has not changed. Choices are saved under `name` half a
    second after the last one.
    """

    def __init__(self, shell: Shell, view: QTableView, columns: Sequence[Column], name: str) -> None:
        super().__init__(view)
        self._shell = shell
        self._view = view
        self._columns = columns
        self._name = f"columns/{name}"
        self._arranging = False
        self._head: QHeaderView = view.horizontalHeader()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEEP_MS)
        self._soon.timeout.connect(self.keep)
        memory = shell.memory
        self.choices = choices_from(memory.text(self._name)) if memory is not None else ColumnChoices()
        self._head.sectionResized.connect(self._resized)
        self._head.sectionMoved.connect(self._moved)
        self._head.sectionHandleDoubleClicked.connect(self._fit_again)
        self._order()

    def visible(self) -> list[int]:
        """The shown columns from left to right."""
        places = (self._head.logicalIndex(visual) for visual in range(self._head.count()))
        return [place for place in places if not self._head.isSectionHidden(place)]

    def fit(self) -> None:
        """Fits the columns to the width of the view."""
        policy = Qt.ScrollBarPolicy
        scrolls = bool(self.choices.widths or self.choices.shown)
        self._view.setHorizontalScrollBarPolicy(policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff)
        self._arranging = True
        widths = fit(self._columns, self._view.viewport().width(), self._shell.theme.scale, self.choices)
        for place, width in enumerate(widths):
            self._view.setColumnHidden(place, width == 0)
            if width:
                self._view.setColumnWidth(place, width)
        self._arranging = False

    def show_column(self, place: int, shown: bool) -> None:
        """Shows or hides a column; the last shown one stays."""
        if not shown and self.visible() == [place]:
            return
        self.choices.shown[self._columns[place].heading] = shown
        self._changed()

    def move(self, place: int, steps: int) -> None:
        """Moves a column to the left (negative) or right among the shown ones."""
        visible = self.visible()
        target = visible.index(place) + steps if place in visible else -1
        if 0 <= target < len(visible):
            self._head.moveSection(self._head.visualIndex(place), self._head.visualIndex(visible[target]))

    def widen(self, place: int, steps: int) -> None:
        """Makes a column wider or narrower (negative) by steps of 20 pixels."""
        self._take_width(place, self._head.sectionSize(place) + steps * self._shell.theme.px(_STEP))

    def reset(self) -> None:
        """Goes back to the automatic layout."""
        self.choices = ColumnChoices()
        self._order()
        self._changed()

    def flush(self) -> None:
        """Saves pending choices at once."""
        if self._soon.isActive():
            self.keep()

    def keep(self) -> None:
        """Writes the choices into the window's memory."""
        self._soon.stop()
        if self._shell.memory is not None:
            self._shell.memory.keep_text(self._name, "" if self.choices.is_default else self.choices.as_text())

    def _resized(self, place: int, _before: int, width: int) -> None:
        if not self._arranging and width:
            self._take_width(place, width)

    def _take_width(self, place: int, width: int) -> None:
        self.choices.widths[self._columns[place].heading] = max(LEAST, width) * 100 // self._shell.theme.scale
        self._changed()

    def _moved(self, _place: int, _before: int, _after: int) -> None:
        if not self._arranging:
            self.choices.order = [self._heading_at(visual) for visual in range(self._head.count())]
            self._changed()

    def _fit_again(self, place: int) -> None:
        self.choices.widths.pop(self._columns[place].heading, None)
        self._changed()

    def _changed(self) -> None:
        self.fit()
        self._soon.start()

    def _heading_at(self, visual: int) -> str:
        return self._columns[self._head.logicalIndex(visual)].heading

    def _order(self) -> None:
        headings = [column.heading for column in self._columns]
        self._arranging = True
        for visual, heading in enumerate(self.choices.arranged(headings)):
            self._head.moveSection(self._head.visualIndex(headings.index(heading)), visual)
        self._arranging = False
