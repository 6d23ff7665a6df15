"""The actions for the list in front: sort, columns, export, print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import WindowAction
from app.ui.kit.table import list_export, list_print
from app.ui.kit.table.table_view import TableView

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell

_EMPTY = "列表里还没有内容"


def _sort(shell: Shell) -> None:
    view = _in_front(shell)
    if view is not None:
        view.menus.open_orders()


def _columns(shell: Shell) -> None:
    view = _in_front(shell)
    if view is not None:
        view.menus.open_columns()


def _export(shell: Shell) -> None:
    view = _in_front(shell)
    if view is not None:
        list_export.ListExport(shell, view.sheet()).open_form()


def _print(shell: Shell) -> None:
    view = _in_front(shell)
    if view is not None:
        list_print.ListPrint(shell, view.sheet(), view)


def _why_no_list(shell: Shell) -> str:
    seen = _seen(shell)
    if any(view.isVisible() for view in seen):
        return ""
    return _EMPTY if seen else "这一页没有列表"


def _why_no_rows(shell: Shell) -> str:
    view = _in_front(shell)
    return _why_no_list(shell) if view is None else "" if view.model().rowCount() else _EMPTY


def _in_front(shell: Shell) -> TableView | None:
    """The list that has the focus, else the first visible one."""
    focused = QApplication.focusWidget()
    if isinstance(focused, TableView) and focused.shell is shell:
        return focused
    return next((view for view in _seen(shell) if view.isVisible()), None)


def _seen(shell: Shell) -> list[TableView]:
    """The visible lists of the page in front; a list without rows is replaced by a sentence."""
    views: Iterable[TableView] = shell.window.findChildren(TableView) if shell.window is not None else []
    return [view for view in views if view.parentWidget().isVisible()]


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction(
        "list-sort",
        "排序…",
        ("Ctrl+Shift+O",),
        "list-checks",
        Group.FIND,
        "选列排序；再选一次换方向",
        do=_sort,
        why_not=_why_no_rows,
    ),
    WindowAction(
        "list-columns",
        "选择列…",
        ("Ctrl+Shift+H",),
        "layers",
        Group.FIND,
        "列的显示、次序、宽窄；恢复默认",
        do=_columns,
        why_not=_why_no_list,
    ),
    WindowAction(
        "list-export",
        "导出所列",
        ("Ctrl+Shift+X",),
        "file-text",
        Group.FIND,
        "把列表导出为 Excel 工作簿",
        do=_export,
        why_not=_why_no_rows,
    ),
    WindowAction(
        "list-print",
        "打印所列",
        ("Ctrl+Shift+Y",),
        "clipboard-list",
        Group.FIND,
        "打印列表，最多 500 行",
        do=_print,
        why_not=_why_no_rows,
    ),
)
