"""A text that is tried against the rows of the table as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.desk.owner import reads
from app.ui.kit.labels import clearable, label
from app.ui.owner.line import owner_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.rules.owner.judgement import Likely
    from app.ui.frame.shell import Shell

_INVITATION = "在这里输入一段诉求，试查主责部门和理由"


class OwnerTrial(QWidget):
    """A line to type a demand into and the judgement below it; without a text it says what it is for."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._lines: list[list[str]] = []
        self.text = QLineEdit()
        self.text.setAccessibleName("试一段诉求")
        self.text.setPlaceholderText("例如：健身房停业，年卡不退")
        clearable(self.text)
        self.text.textChanged.connect(self._try)
        self.verdict = label(_INVITATION, "second", wrap=True, selectable=True)
        line = QHBoxLayout()
        line.addWidget(label("试一段诉求", "second"))
        line.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self.verdict)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Tries the text against these rows from now on."""
        self._lines = [list(cells) for cells in rows]
        self._try()

    def _try(self) -> None:
        text = self.text.text()
        if not text.strip() or not self._lines:
            self.verdict.setText(_INVITATION)
            return
        self._shell.gateway.read(reads.tried, self._show, key="owner-trial", text=text, lines=self._lines)

    def _show(self, likely: Likely) -> None:
        if self.text.text().strip():
            self.verdict.setText(owner_words(likely))
