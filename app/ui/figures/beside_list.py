"""A list of the quality page with the figures of the chosen row beside it, each opening its tickets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from app.desk.queue.rows import QueueQuery
from app.ui.figures.figure_buttons import FigureButtons
from app.ui.figures.words import Figure
from app.ui.frame.shell import Shell
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.view import RowsView

Headed = Iterable[tuple[str, list[Figure]]]


class FiguresBeside(QWidget):
    """`view` with a panel at its side; Enter on a row leads to the first figure that has tickets."""

    def __init__(self, shell: Shell, title: str, view: RowsView) -> None:
        super().__init__()
        self._shell, self._title = shell, title
        self.view = view
        self.list = ListPanel(title, view)
        self.detail = DetailPanel(shell, "选择一行，这里是它的各项数字，点数字打开工单")
        self.buttons: list[QPushButton] = []
        self.view.entered_row.connect(self._go_in)
        beside(self, self.list, self.detail, (800, 320))

    def show_figures(self, name: str, shown: Headed) -> None:
        """Shows the figures of the chosen row."""
        self.buttons = []
        parts: list[QWidget] = [label(name, "title", wrap=True, selectable=True)]
        for heading, figures in shown:
            parts.append(label(heading, "heading", wrap=True))
            if figures:
                group = FigureButtons(f"{self._title} · {name}", figures, self._open)
                self.buttons += group.buttons
                parts.append(group)
        self.detail.show_parts(parts, keep_place=False)
        self.detail.show_buttons(())

    def show_nothing(self) -> None:
        """No row is chosen."""
        self.buttons = []
        self.detail.show_nothing()

    def _open(self, ids: tuple[int, ...], title: str) -> None:
        self._shell.open_queue(QueueQuery(only=ids), title)

    def _go_in(self, _row: Any) -> None:
        first = next((button for button in self.buttons if button.isEnabled()), None)
        if first is not None:
            first.setFocus()
