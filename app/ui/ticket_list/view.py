"""The table of rows: keys, selection, and clocks that repaint only where their text changed."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.shell import Shell
from app.ui.ticket_list.delegate import ROW_HEIGHT, TicketDelegate
from app.ui.ticket_list.model import TicketListModel
from app.ui.ticket_list.row_words import RowClock, row_clock

MOST_SELECTED = 2000


class TicketView(QTableView):
    """A list of two-line rows; Enter asks for the ticket beside it."""

    chosen = Signal(object, object)  # current id or None, ids (empty when more than 2,000 are selected)
    entered = Signal()

    def __init__(self, shell: Shell, model: TicketListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bare")
        self.setAccessibleName("工单列表")
        self._shell = shell
        self._tickets = model
        self._clocks: dict[int, RowClock] = {}
        self.painted_rows = 0
        self.setModel(model)
        self.painter_of_rows = TicketDelegate(shell, self)
        self.setItemDelegate(self.painter_of_rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().selectionChanged.connect(self._tell)
        self.selectionModel().currentChanged.connect(self._tell)
        shell.theme.changed.connect(self._dress)
        self._dress()

    def mark(self, search: str) -> None:
        """Marks these words in the rows."""
        self.painter_of_rows.search = search
        self.viewport().update()

    def tick(self, now: datetime) -> int:
        """Repaints the visible rows whose clock text, colour or bar has changed; says how many."""
        changed = 0
        seen: dict[int, RowClock] = {}
        for place in self.visible_places():
            row = self._tickets.row_at(place)
            if row is None:
                continue
            clock = row_clock(row, now)
            rounded = RowClock(clock.text, clock.word, clock.tone, self._steps(clock.used))
            seen[row.id] = rounded
            if row.id in self._clocks and self._clocks[row.id] != rounded:
                self.update(self._tickets.index(place))
                changed += 1
        self._clocks = seen
        return changed

    def visible_places(self) -> range:
        """The rows on the screen."""
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

    def choose_more(self, places: list[int]) -> None:
        """Selects further rows beside the current one; places below 0 are left out."""
        flags = QItemSelectionModel.SelectionFlag
        for place in places:
            if place >= 0:
                self.selectionModel().select(self._tickets.index(place), flags.Select | flags.Rows)

    def selected_ids(self) -> tuple[int, ...]:
        """The chosen ids in list order; empty when they are more than 2,000."""
        ranges = self.selectionModel().selection()
        if sum(ranges.at(i).height() for i in range(ranges.count())) > MOST_SELECTED:
            return ()
        places = (p for i in range(ranges.count()) for p in range(ranges.at(i).top(), ranges.at(i).bottom() + 1))
        return tuple(self._tickets.ids[place] for place in sorted(places))

    def selected_count(self) -> int:
        """How many rows are chosen."""
        ranges = self.selectionModel().selection()
        return sum(ranges.at(i).height() for i in range(ranges.count()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the ticket; every letter is left to the actions."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leaves letters alone: a search walks through every row of the register."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and last ticket."""
        last = self._tickets.rowCount() - 1
        if action == QAbstractItemView.CursorAction.MoveHome and last >= 0:
            return self._tickets.index(0)
        if action == QAbstractItemView.CursorAction.MoveEnd and last >= 0:
            return self._tickets.index(last)
        return super().moveCursor(action, modifiers)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is asked for."""
        self.painted_rows = len(self.visible_places())
        super().paintEvent(event)

    @staticmethod
    def _steps(used: float | None) -> float | None:
        return None if used is None else round(used, 2)

    def _tell(self, *_: object) -> None:
        index = self.currentIndex()
        current = self._tickets.ids[index.row()] if index.isValid() and self.selected_count() else None
        self.chosen.emit(current, self.selected_ids())

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._shell.theme.px(ROW_HEIGHT))
        self.verticalHeader().setMinimumSectionSize(self._shell.theme.px(ROW_HEIGHT))
        self.verticalScrollBar().setSingleStep(self._shell.theme.px(ROW_HEIGHT))
        self.viewport().update()
