"""The actions for whatever list is in front: sort, columns, export, print."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.ui.shell import Shell
from app.ui.tables import list_export, list_print
from app.ui.tables.table_view import TableView


class ListActs(QObject):
    """Binds the list actions of one window; `last_form` is the export that was opened last."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.last_form: object = None
        bind = shell.commands.bind
        bind("list-sort", self.sort)
        bind("list-columns", self.columns)
        bind("list-export", self.export)
        bind("list-print", self.print)

    def sort(self) -> None:
        """Opens the menu of the orders."""
        view = self._filled()
        if view is not None:
            view.menus.open_orders()

    def columns(self) -> None:
        """Opens the menu of the columns."""
        view = self._in_front()
        if view is not None:
            view.menus.open_columns()

    def export(self) -> None:
        """Opens the form that exports what is shown."""
        view = self._filled()
        if view is not None:
            form = list_export.ListExport(self._shell, view.sheet())
            self.last_form = form
            form.open_form()

    def print(self) -> None:
        """Prints what is shown."""
        view = self._filled()
        if view is not None:
            list_print.ListPrint(self._shell, view.sheet(), self)

    def _filled(self) -> TableView | None:
        view = self._in_front()
        if view is not None and not view.model().rowCount():
            self._shell.say("列表里还没有内容", "amber")
            return None
        return view

    def _in_front(self) -> TableView | None:
        """The list that has the keyboard, else the first one that is seen."""
        focused = QApplication.focusWidget()
        if isinstance(focused, TableView) and focused.shell is self._shell:
            return focused
        window = self._shell.window
        views: Iterable[TableView] = window.findChildren(TableView) if window is not None else []
        seen = [view for view in views if view.parentWidget().isVisible()]
        shown = next((view for view in seen if view.isVisible()), None)
        if shown is None:
            self._shell.say("列表里还没有内容" if seen else "这一页没有列表", "amber")
        return shown
