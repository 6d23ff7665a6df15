"""The order of the ticket list: chosen by heading or menu, applied where the list is short enough or indexed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import QueueQuery
from app.rules.queue.names import QueueName
from app.ui.queue.fields import PART_ORDERS
from app.ui.queue.header import HeaderStrip
from app.ui.queue.row_menu import next_sorting
from app.ui.queue.view import TicketView

_OWN_ORDERS = {QueueName.CLOSED: "按办结时间", QueueName.ALL: "按派单时间", QueueName.HISTORY: "按办理时限"}


class TicketSorting(QObject):
    """Joins heading, menu and list. `requested` emits the chosen order, None for the queue's default."""

    requested = Signal(object)

    def __init__(self, view: TicketView, head: HeaderStrip) -> None:
        super().__init__(view)
        self._view = view
        self._head = head
        view.sorting_requested.connect(self.requested)
        head.clicked.connect(self._ask_by_part)

    def show_for(self, query: QueueQuery) -> None:
        """Shows the order of this query's list; a list that became too long is back in its default order."""
        wanted, count = query.sorting, self._view.model().rowCount()
        applied = wanted if wanted is not None and queue_reads.may_sort(wanted.by, count) else None
        self._view.sorting, self._view.own_order = applied, own_order(query)
        self._head.show_sorting(applied)
        self._view.sorted_anew.emit()

    def _ask_by_part(self, part: str) -> None:
        by = PART_ORDERS[part]
        if queue_reads.may_sort(by, self._view.model().rowCount()):
            self.requested.emit(next_sorting(self._view.sorting, by))
        else:
            words = "列表超过 5,000 件，只能按时限和时间排序；可以先用筛选缩小范围"
            self._view.shell.say(words, "amber")


def own_order(query: QueueQuery) -> str:
    """The default order of a list in words."""
    return "最新在前" if query.search else _OWN_ORDERS.get(query.queue, "按下一时限")
