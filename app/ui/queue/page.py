"""The page of tickets: heading, filters and rows of a queue, a saved list or a search."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from app.base.changes import Change
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Filters, QueueQuery, SearchHits, Sorting
from app.desk.ticket.row import TicketRow
from app.rules.queue.names import QUEUE_WORDS, QueueName
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.table.foot import SelectionFoot
from app.ui.kit.table.selection import select_places
from app.ui.queue import list_dialogs
from app.ui.queue.filter_bar import FilterBar, FilterChips
from app.ui.queue.frame import EmptyPage, ListTop
from app.ui.queue.header import HeaderStrip
from app.ui.queue.left_places import LeftPlaces
from app.ui.queue.model import TicketListModel
from app.ui.queue.sorting import TicketSorting
from app.ui.queue.view import TicketView

_BY_DEADLINE = frozenset({QueueName.DUE_TODAY, QueueName.OVERDUE})


class TicketPage(Page):
    """Shows one query at a time, and keeps position and selection when it is read again."""

    name = "tickets"
    shows = Change.TICKETS | Change.IMPORTS | Change.CONTACTS | Change.RETURNS
    wants_panel = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.query = QueueQuery(queue=QueueName.TO_SIGN)
        self.title = QUEUE_WORDS[QueueName.TO_SIGN]
        self._before_search: tuple[QueueQuery, str] | None = None
        self._total = 0
        self._new_list = self._first = self._goes_in = False
        self.places = LeftPlaces()
        self.model = TicketListModel(self._fetch, shell.now, self)
        self.view = TicketView(shell, self.model)
        self.head = HeaderStrip(shell, self.view, self.view.parts)
        self.foot = SelectionFoot(self.view)
        self.sorting = TicketSorting(self.view, self.head)
        self.bar = FilterBar(shell)
        self.chips = FilterChips(self.bar, self.ask_name)
        self.top = ListTop(shell, self.bar)
        self.empty = EmptyPage(shell)
        self._stack = QStackedWidget()
        self._build()
        self.view.chosen.connect(self._choose)
        self.view.about = self._about
        self.sorting.requested.connect(self._sort)
        self.head.menu_requested.connect(self.view.menus.open_columns)
        self.bar.changed.connect(self._narrow)
        self.bar.period_requested.connect(self._ask_period)
        self._show_query()

    def show_query(self, query: QueueQuery, title: str) -> None:
        """Shows the list of a query from its top."""
        self._before_search = None
        self._turn_to(query, title)

    def show_first(self, ids: array[int], rows: Sequence[TicketRow]) -> None:
        """Shows a list that is already read; the next change reads it again."""
        self._stale = False
        self.model.keep_rows(rows)
        self.model.set_ids(ids)
        self._total = len(ids)
        self._show_taken()

    def note_first(self, first: bool) -> None:
        """Notes whether the register has no ticket at all: the empty list then leads to the first import."""
        if first != self._first:
            self._first, held = first, self._has_keyboard()
            self.empty.show_for(self.query, first=first)
            if held:
                self.take_keyboard()

    def search(self, text: str) -> None:
        """Searches the text in all queues; an empty text returns to the previous list."""
        if not text:
            if self._before_search is not None:
                query, title = self._before_search
                self._before_search = None
                self._turn_to(query, title)
            return
        if self._before_search is None:
            self._before_search = (self.query, self.title)
        self._turn_to(QueueQuery(queue=QueueName.ALL, search=text), f"搜索“{text}”")

    def go_to_first(self) -> None:
        """Enter in the search: chooses the first hit and gives the list the keyboard, once the hits are read."""
        self._goes_in = True
        if not self._new_list:
            self._go_in()

    def take_keyboard(self) -> None:
        """Gives the keyboard to the list; while it is empty to what stands in its place."""
        part = self.view if self._total else self.empty.stop()
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_keyboard(self) -> bool:
        """Whether the list or what stands in its place has it, or will have it once the window is in front again.

        Qt gives the keyboard of a part that is hidden to the next stop, at last the first heading of the navigation.
        """
        return self.window().focusWidget() in (self.view, self.empty, self.empty.import_button)

    def open_ticket(self, ticket_id: int) -> None:
        """Selects a ticket; one that is not in the list is still shown in the panel."""
        place = self.model.place_of(ticket_id)
        if place >= 0:
            self.view.choose(place)
        else:
            self.view.clearSelection()
            self.shell.select(ticket_id, (ticket_id,))

    def refresh(self) -> None:
        """Reads the ids again; rows are read when they become visible."""
        gateway, query = self.shell.gateway, self.query
        if query.search:
            gateway.read(queue_reads.search, self._take_hits, key="list", text=query.search, sorting=query.sorting)
        else:
            gateway.read(queue_reads.page_ids, self._take_ids, key="list", query=query)

    def back(self) -> bool:
        """Esc: ends a search."""
        if self._before_search is None:
            return False
        self.search("")
        return True

    def tick(self, now: datetime) -> None:
        """Updates the clocks; called every second."""
        self.view.tick(now)

    def turn_minute(self) -> None:
        """Reads lists again that change by time alone; called every minute."""
        if self.query.queue in _BY_DEADLINE and self.isVisible():
            self.refresh()

    def ask_name(self) -> None:
        """Asks for the name of a saved list."""
        list_dialogs.NameQueueDialog(self.shell, self.query).open_form()

    def _turn_to(self, query: QueueQuery, title: str) -> None:
        self.places.leave(self.query, self.shell.selection.current)
        self.query, self.title = query, title
        self._new_list = True
        self.view.clearSelection()
        self.view.verticalScrollBar().setValue(0)
        self._show_query()
        self._stale = True
        if self.isVisible():
            self._freshen()

    def _show_query(self) -> None:
        self.bar.show_filters(self.query.filters)
        self.bar.setVisible(not self.query.search)
        self.chips.show_filters(self.query.filters, saveable=self.query.filters != Filters())
        self.view.mark(self.query.search)
        self.sorting.show_for(self.query)
        self._write_heading()

    def _sort(self, sorting: Sorting | None) -> None:
        """Reads the list in another order, keeping the current ticket and the selection."""
        self.query = replace(self.query, sorting=sorting)
        self.refresh()

    def _about(self) -> str:
        chips = "，".join(words.removesuffix(" ×") for words in self.chips.words() if self.chips.isVisible())
        return "，".join(part for part in (self.title, chips) if part)

    def _narrow(self, filters: Filters) -> None:
        self._turn_to(replace(self.query, filters=filters), self.title)

    def _take_hits(self, hits: SearchHits) -> None:
        self._take(array("q", hits.ids), hits.total)

    def _take_ids(self, ids: array[int]) -> None:
        self._take(ids, len(ids))

    def _take(self, ids: array[int], total: int) -> None:
        self._total = total
        current, place = self.shell.selection.current, max(0, self.view.currentIndex().row())
        chosen = self.view.selected_ids()
        scroll = self.view.verticalScrollBar().value()
        foreign = current is not None and self.model.place_of(current) < 0 and self.model.rowCount() > 0
        changed = self.model.set_ids(ids)
        if self._new_list:
            self._begin_list()
        elif changed and not foreign:
            self._restore(current, place, chosen, scroll)
        elif current is None and len(ids):
            self.view.choose(0)
        self._show_taken()
        if self._goes_in:
            self._go_in()

    def _go_in(self) -> None:
        self._goes_in = False
        if self.isVisible() and len(self.model.ids):
            if self.query.search:
                self.view.choose(0)
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _begin_list(self) -> None:
        """Chooses the ticket at which the list was left, or the first one."""
        self._new_list = False
        if len(self.model.ids):
            self.view.choose(max(0, self.model.place_of(self.places.left_at(self.query))))

    def _show_taken(self) -> None:
        held = self._has_keyboard()
        self.empty.show_for(self.query, first=self._first)
        self._stack.setCurrentIndex(0 if self._total else 1)
        if held:
            self.take_keyboard()
        self.sorting.show_for(self.query)
        self._write_heading()

    def _restore(self, current: int | None, place: int, chosen: Sequence[int], scroll: int) -> None:
        if not len(self.model.ids):
            self.shell.select(None, ())
            return
        found = self.model.place_of(current) if current is not None else -1
        if found < 0:
            place = 0 if self.query.queue is QueueName.TO_SIGN and self.query.sorting is None else place
            if current is not None:
                self.shell.settling.begin()
        self.view.choose(found if found >= 0 else min(place, len(self.model.ids) - 1))
        self.view.verticalScrollBar().setValue(scroll)
        if found >= 0 and len(chosen) > 1:
            places = sorted(place for ticket in chosen if (place := self.model.place_of(ticket)) >= 0)
            select_places(self.view.selectionModel(), places)

    def _choose(self, current: int | None, ids: tuple[int, ...]) -> None:
        if self.isVisible():
            self.shell.select(current, ids)
        self._write_heading()

    def _fetch(self, ids: Sequence[int], take: Callable[[list[TicketRow]], None]) -> None:
        self.shell.gateway.read(queue_reads.rows, take, ids=ids)

    def _write_heading(self) -> None:
        shown, selected = len(self.model.ids), self.view.selected_count()
        order = self.view.order_words()
        self.top.show_words(self.title, self.query, order, total=self._total, shown=shown, selected=selected)

    def _build(self) -> None:
        self.chips.setContentsMargins(14, 0, 12, 6)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        panel = QFrame()
        panel.setObjectName("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.chips)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)

    def _ask_period(self) -> None:
        dialog = list_dialogs.PeriodDialog(self.shell, self.query.filters)
        dialog.chosen.connect(self.bar.take)
        dialog.open_form()
