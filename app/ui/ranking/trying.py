"""Other weights over a past period: what is typed, and the scores and places before and after."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.base.errors import Refused
from app.desk.figures import what_if as figures_what_if
from app.desk.figures.asked import Asked
from app.desk.figures.what_if import WhatIf, WhatIfRow
from app.rules.figures.fields import CALIBER_WORDS
from app.rules.figures.settings import WORDS
from app.ui.frame.shell import Shell
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.ranking.words import TRIED, tried_name

_FIELDS = {"response": "10", "resolution": "50", "satisfaction": "40", "mostly": "0.9", "partly": "1"}
_EMPTY = ("还没有试算", "写好权重，按回车；不改动任何数据和现行口径。")


class TryingPart(QWidget):
    """Fields for the weights above, the rows of units and months below; nothing is changed."""

    left = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.period = QComboBox()
        self.period.setAccessibleName("试算的统计期")
        self.fields = {name: QLineEdit(text) for name, text in _FIELDS.items()}
        self.caliber = ChoiceRow("口径", [(one, words) for one, words in reversed(CALIBER_WORDS.items())])
        self.run = KeyButton(shell.theme, "试算　回车")
        self.back = KeyButton(shell.theme, "回到排名　Esc")
        self.error = label("", "error", wrap=True)
        self.said = label("", "second", wrap=True, selectable=True)
        self.view = RowsView(shell, RowsModel(TRIED, tried_name, shell.now, self, pinned=1), "权重试算列表")
        self.list = ListPanel("权重试算", self.view)
        self._build()

    def offer(self, periods: Mapping[str, str]) -> None:
        """Offers the periods; a chosen one stays."""
        chosen = self.period.currentData()
        self.period.clear()
        for name, words in periods.items():
            self.period.addItem(words, name)
        place = self.period.findData(chosen)
        years = next((at for at, name in enumerate(periods) if name.startswith("year:")), 0)
        self.period.setCurrentIndex(place if place >= 0 else years)

    def try_out(self) -> None:
        """Counts both sets of weights."""
        if self.period.currentData() is None:
            return
        text = ",".join(f"{name}={field.text().strip() or '0'}" for name, field in self.fields.items())
        asked = Asked(str(self.period.currentData()), caliber=self.caliber.value)
        self.error.hide()
        self._shell.gateway.read(
            figures_what_if.what_if, self._take, key="what-if", on_refused=self._refuse, asked=asked, text=text
        )

    def begin(self) -> None:
        """Puts the keyboard on the first weight."""
        self.fields["response"].setFocus()
        self.fields["response"].selectAll()

    def _take(self, found: WhatIf) -> None:
        rows: tuple[WhatIfRow, ...] = (found.total, *found.rows, *found.months)
        self.list.show_rows(rows, _EMPTY)
        self.list.count.setText(f"{len(found.rows):,} 个单位，{len(found.months):,} 个月")
        total = found.total
        self.said.setText(f"{self.period.currentText()}：{total.before.score or '—'} → {total.after.score or '—'}")

    def _refuse(self, refused: Refused) -> None:
        self.error.setText(str(refused))
        self.error.show()

    def _build(self) -> None:
        self.list.show_rows((), _EMPTY)
        self.error.hide()
        top = QFrame()
        top.setObjectName("panel")
        column = QVBoxLayout(top)
        column.setContentsMargins(14, 10, 14, 10)
        line = QWidget()
        flow = FlowLayout(line, gap=10)
        flow.addWidget(self.period)
        for name, field in self.fields.items():
            field.setAccessibleName(WORDS[name])
            field.setFixedWidth(self._shell.theme.px(56))
            field.returnPressed.connect(self.try_out)
            flow.addWidget(_labelled(WORDS[name], field))
        flow.addWidget(self.caliber)
        for button, act in ((self.run, self.try_out), (self.back, self.left.emit)):
            button.clicked.connect(act)
            flow.addWidget(button)
        self.run.setProperty("primary", True)
        self.run.setAccessibleName("试算")
        self.back.setAccessibleName("回到排名")
        self.caliber.chosen.connect(self.try_out)
        column.addWidget(line)
        column.addWidget(self.error)
        column.addWidget(self.said)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(top)
        outer.addWidget(self.list, 1)


def _labelled(words: str, field: QLineEdit) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(label(words, "second"))
    row.addWidget(field)
    return box
