"""Figures as buttons: each shows how many tickets it counts and opens them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.figures.words import Figure
from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import restyle
from app.ui.kit.tooltips import set_tip

Opens = Callable[[tuple[int, ...], str], object]


class FigureButtons(QWidget):
    """A flow of buttons; one without tickets is disabled, an alarming one red. `opens` gets the tickets and a title."""

    def __init__(self, name: str, shown: Sequence[Figure], opens: Opens) -> None:
        super().__init__()
        self.buttons: list[QPushButton] = []
        flow = FlowLayout(self)
        for figure in shown:
            button = QPushButton(f"{figure.words} {len(figure.ids):,}")
            button.setProperty("filter", True)
            button.setEnabled(bool(figure.ids))
            set_tip(button, "打开这些工单")
            restyle(button, tone="red" if figure.alarming and figure.ids else "")
            ids = tuple(dict.fromkeys(figure.ids))
            button.clicked.connect(Call(button, opens, ids, f"{name} · {figure.words}").run)
            self.buttons.append(button)
            flow.addWidget(button)
