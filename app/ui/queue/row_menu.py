"""The menus of the ticket list: the actions for a ticket, the orders, the parts of a row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Sorting
from app.desk.ticket.row import TicketRow
from app.rules.queue.orders import ORDER_WORDS, ListOrder
from app.ui.actions.targets import OfTicket
from app.ui.frame.shell import Shell
from app.ui.kit.table.menu import Lines, MenuLine, action_line
from app.ui.queue.columns import HEADINGS, PARTS
from app.ui.queue.parts import PartLayout

SortBy = Callable[[Sorting | None], object]


def ticket_lines(shell: Shell, row: TicketRow | None) -> Lines:
    """The actions that the ticket allows, as in its panel; all of them disabled while it is being read."""
    detail = shell.selection.detail
    known = detail is not None and row is not None and detail.row.id == row.id
    return [
        action_line(shell, entry.id, allowed=row is not None)
        for entry in shell.commands.every()
        if isinstance(entry, OfTicket) and not (known and shell.commands.refusal(entry.id))
    ]


def next_sorting(sorting: Sorting | None, by: ListOrder) -> Sorting | None:
    """The order after one more click: ascending, descending, then the queue's default (None)."""
    if sorting is None or sorting.by is not by:
        return Sorting(by)
    return None if sorting.descending else Sorting(by, descending=True)


def sort_lines(sorting: Sorting | None, count: int, sort_by: SortBy) -> Lines:
    """The lines of all orders; above 5,000 tickets only clocks and instants."""
    marks = {True: " ↓", False: " ↑"}
    allowed = {by: queue_reads.may_sort(by, count) for by in ListOrder}
    lines = [
        MenuLine(
            words + (marks[sorting.descending] if sorting is not None and sorting.by is by else ""),
            partial(sort_by, next_sorting(sorting, by)),
            allowed=allowed[by],
            ticked=sorting is not None and sorting.by is by,
            stays=True,
        )
        for by, words in ORDER_WORDS.items()
    ]
    note = [] if all(allowed.values()) else [MenuLine("列表较长，只能按时限和时间排序", bool, allowed=False)]
    return [*note, *lines, None, MenuLine("按队列次序", partial(sort_by, None), ticked=sorting is None)]


def part_lines(layout: PartLayout, part: str, width: int) -> Lines:
    """The commands for one part, then every part with its tick, then 恢复默认."""
    shown = layout.plan(width).shown()
    name, fixed = f"“{HEADINGS[part]}”", part == "title"
    allowed = part in shown and not fixed
    return [
        MenuLine(f"加宽{name}", partial(layout.widen, part, 1, width), allowed=allowed, stays=True),
        MenuLine(f"变窄{name}", partial(layout.widen, part, -1, width), allowed=allowed, stays=True),
        None,
        *(
            MenuLine(
                HEADINGS[part],
                partial(layout.show_part, part, part not in shown),
                allowed=part != "title",
                ticked=part in shown,
                stays=True,
            )
            for part in PARTS
        ),
        None,
        MenuLine("恢复默认", layout.reset, allowed=not layout.choices.is_default),
    ]
