"""The menus of a register's columns: sort, move, resize, hide, show, and reset the layout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.ui.kit.table.columns import Column
from app.ui.kit.table.layout import ColumnLayout
from app.ui.kit.table.menu import Lines, MenuLine
from app.ui.kit.table.order import SORT_LIMIT, Order, next_order

SortBy = Callable[[Order | None], object]


def sort_lines(
    columns: Sequence[Column], visible: Sequence[int], order: Order | None, sort_by: SortBy, *, allowed: bool
) -> Lines:
    """One line per shown column: ascending, then descending, then the list's default order."""
    marks = {True: " ↓", False: " ↑"}
    lines = [
        MenuLine(
            columns[place].heading + (marks[order.descending] if order and order.column == place else ""),
            partial(sort_by, next_order(order, place)),
            allowed=allowed,
            ticked=order is not None and order.column == place,
            stays=True,
        )
        for place in visible
    ]
    own = MenuLine("按本页次序", partial(sort_by, None), ticked=order is None)
    over = [] if allowed else [MenuLine(f"超过 {SORT_LIMIT:,} 行，请先缩小范围再排序", bool, allowed=False)]
    return [*over, *lines, None, own]


def column_lines(
    columns: Sequence[Column], layout: ColumnLayout, place: int, sort_by: SortBy, *, sortable: bool
) -> Lines:
    """The commands for one column, then every column with its tick, then 恢复默认."""
    visible = layout.visible()
    at = visible.index(place) if place in visible else -1
    name = f"“{columns[place].heading}”"
    own = [
        MenuLine(f"按{name}升序", partial(sort_by, Order(place)), allowed=sortable),
        MenuLine(f"按{name}降序", partial(sort_by, Order(place, descending=True)), allowed=sortable),
        None,
        MenuLine(f"左移{name}", partial(layout.move, place, -1), allowed=at > 0, stays=True),
        MenuLine(f"右移{name}", partial(layout.move, place, 1), allowed=0 <= at < len(visible) - 1, stays=True),
        MenuLine(f"加宽{name}", partial(layout.widen, place, 1), allowed=at >= 0, stays=True),
        MenuLine(f"变窄{name}", partial(layout.widen, place, -1), allowed=at >= 0, stays=True),
        None,
    ]
    ticks = [
        MenuLine(
            column.heading,
            partial(layout.show_column, which, which not in visible),
            allowed=visible != [which],
            ticked=which in visible,
            stays=True,
        )
        for which, column in enumerate(columns)
    ]
    return [*own, *ticks, None, MenuLine("恢复默认", layout.reset, allowed=not layout.choices.is_default)]
