"""The table of tickets: keys, selection, and clocks that repaint only where their text changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from app.desk.queue.rows import Sorting
from app.rules.queue.orders import ORDER_WORDS
from app.ui.frame.shell import Shell
from app.ui.kit.table.columns import Column
from app.ui.kit.table.menu import Lines
from app.ui.kit.table.order import direction_words
from app.ui.kit.table.sheet import Sheet
from app.ui.kit.table.table_view import TableView
from app.ui.queue import fields, row_menu
from app.ui.queue.columns import PARTS, Columns
from app.ui.queue.delegate import ROW_HEIGHT, TicketDelegate
from app.ui.queue.model import TicketListModel
from app.ui.queue.parts import PartLayout
from app.ui.queue.row_clocks import RowClocks

MOST_SELECTED = 2000
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TicketView(TableView):
    """A list of two-line rows; Enter shows the ticket in the panel, left and right choose the part to copy."""

    chosen = Signal(object, object)  # current id or None, ids (empty when more than 2,000 are selected)
    entered = Signal()
    sorting_requested = Signal(object)  # Sorting, or None for the queue's default order

    def __init__(self, shell: Shell, model: TicketListModel) -> None:
        super().__init__(shell, model, "工单列表")
        self._tickets = model
        self._clocks = RowClocks(self, model)
        self.painted_rows = 0
        self.sorting: Sorting | None = None
        self.own_order = ""
        self.parts = PartLayout(shell, self)
        self.painter_of_rows = TicketDelegate(shell, self.parts, self)
        self.setItemDelegate(self.painter_of_rows)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.row_lines = self._row_lines
        shell.detail_changed.connect(self.menus.refresh)
        self.selectionModel().selectionChanged.connect(self._emit_selection)
        self.selectionModel().currentChanged.connect(self._emit_selection)
        self.parts.changed.connect(self.viewport().update)
        shell.theme.changed.connect(self._dress)
        self._dress()

    def mark(self, search: str) -> None:
        """Highlights these words in the rows."""
        self.painter_of_rows.search = search
        self.viewport().update()

    def tick(self, now: datetime) -> int:
        """Repaints the visible rows whose clock text, colour or bar has changed; returns how many."""
        return self._clocks.tick(self.visible_places(), now)

    def visible_places(self) -> range:
        """The visible rows."""
        count = self._tickets.rowCount()
        if not count:
            return range(0)
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (last if last >= 0 else count - 1) + 1)

    def choose(self, place: int) -> None:
        """Makes one row the current and only selected one, and brings it into view."""
        index = self._tickets.index(place)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def selected_ids(self) -> tuple[int, ...]:
        """The chosen ids in list order; empty when they are more than 2,000."""
        if self.selected_count() > MOST_SELECTED:
            return ()
        return tuple(self._tickets.ids[place] for place in self.selected_places())

    def sheet(self, places: Sequence[int] | None = None) -> Sheet:
        """A snapshot of all tickets, or of those at these places; read in batches off the GUI thread."""
        known = self._tickets.ids
        ids: Sequence[int] = known[:] if places is None else [known[place] for place in places]
        columns = fields.columns_of(self._plan().shown())
        about = "，".join(part for part in (self.about(), self.order_words()) if part)
        return Sheet(self.title, about, columns, len(ids), self.shell.now(), fields.TicketRows(ids))

    def sort_lines(self) -> Lines:
        """The orders that a list of this length can be sorted by."""
        return row_menu.sort_lines(self.sorting, len(self._tickets.ids), self.sorting_requested.emit)

    def column_lines(self, column: int | None = None) -> Lines:
        """The commands for the parts, first for the one at this place."""
        part = self.parts.cell_part if column is None else PARTS[column]
        return row_menu.part_lines(self.parts, part, self.viewport().width())

    def order_words(self) -> str:
        """The order of the tickets in words."""
        if self.sorting is None:
            return self.own_order
        return f"按{ORDER_WORDS[self.sorting.by]}{direction_words(descending=self.sorting.descending)}"

    def cell_column(self) -> Column | None:
        """The part that the mouse or the arrow keys chose last."""
        shown = self._plan().shown()
        part = self.parts.cell_part
        place = shown.index(part) if part in shown else shown.index("title")
        return fields.columns_of(shown)[place] if self.currentIndex().isValid() else None

    def open_current(self, *_: object) -> None:
        """Asks to show the ticket in the panel."""
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves from part to part by left and right."""
        step, shown = _STEPS.get(Qt.Key(event.key())), self._plan().shown()
        if step is None or event.modifiers():
            super().keyPressEvent(event)
            return
        part = self.parts.cell_part
        place = shown.index(part) if part in shown else shown.index("title")
        self.parts.choose(shown[max(0, min(len(shown) - 1, place + step))])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Selects the row, and the part under the mouse."""
        self.parts.choose(self._plan().part_at(event.position().toPoint().x()))
        super().mousePressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Saves the layout that a person has just set."""
        super().hideEvent(event)
        self.parts.flush()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the rows."""
        self.painted_rows = len(self.visible_places())
        super().paintEvent(event)

    def _plan(self) -> Columns:
        return self.parts.plan(self.viewport().width())

    def _row_lines(self) -> Lines:
        index = self.currentIndex()
        return row_menu.ticket_lines(self.shell, self._tickets.row_at(index.row()) if index.isValid() else None)

    def _emit_selection(self, *_: object) -> None:
        index = self.currentIndex()
        current = self._tickets.ids[index.row()] if index.isValid() and self.selected_count() else None
        self.chosen.emit(current, self.selected_ids())

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.shell.theme.px(ROW_HEIGHT))
        self.verticalHeader().setMinimumSectionSize(self.shell.theme.px(ROW_HEIGHT))
        self.verticalScrollBar().setSingleStep(self.shell.theme.px(ROW_HEIGHT))
        self.viewport().update()
