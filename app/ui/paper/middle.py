"""The middle of the papers' page: the pages of the chosen paper under their heading, over the bar of its actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.paper.rows import PaperRow
from app.ui.actions.targets import RowAction, row_actions
from app.ui.frame.shell import Shell
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import ElidedLabel, label, restyle
from app.ui.kit.tooltips import set_tip
from app.ui.paper.preview import PageRoom, PageSheet
from app.ui.paper.running import Shown

# In the list and on the pages the last letter of an action's keys is enough.
LETTERS = {
    "paper-make": "A",
    "paper-open": "B",
    "paper-back": "C",
    "paper-issue": "D",
    "paper-print": "E",
    "paper-folder": "F",
}
_NO_DRAFT = "还没有草稿。按 A 编写，写好后这里是它的页面。"
_NOTHING = "选择一份报表，这里是它的页面"


class PaperMiddle(QFrame):
    """Shows one paper; `changed` and `proofs` are connected by the page."""

    def __init__(self, shell: Shell, page: str) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._shell = shell
        self.sheet = PageSheet(shell.theme)
        self.heading = ElidedLabel("", "heading")
        self.place = label("", "second")
        self.nothing = label("", "second", wrap=True)
        self.proofs = KeyButton(shell.theme, "连同依据导出　T")
        self.changed = KeyButton(shell.theme, "改动的数　G")
        self._stack = QStackedWidget()
        self.acts: list[tuple[RowAction[Any], KeyButton]] = [
            (entry, self._button(entry)) for entry in row_actions(shell, page)
        ]
        self.sheet.turned.connect(self._say_page)
        self._lay_out()

    def show_paper(self, row: PaperRow | None, shown: Shown | None, *, keep: bool) -> None:
        """Shows the pages of the chosen paper, or why there are none."""
        paper = None if shown is None else shown.paper
        self.sheet.show_paper(paper, keep_place=keep)
        self._stack.setCurrentIndex(0 if paper is not None else 1)
        self.heading.setText("" if row is None else row.words)
        self._say_page(self.sheet.page)
        self.nothing.setText(_NOTHING if row is None else _NO_DRAFT)
        compared = None if shown is None else shown.compared
        self.changed.setVisible(compared is not None and bool(compared.changes))
        self.proofs.setEnabled(paper is not None)
        for entry, button in self.acts:
            button.setEnabled(row is not None and not entry.why_not(row))
            main = entry.id == "paper-issue" and row is not None and row.paper is None and row.draft is not None
            restyle(button, primary=main)

    def serve_letters(self, view: QWidget, others: Mapping[str, Callable[[], None]]) -> None:
        """Lets the letter of each action, and `others`, act while the list or the pages have the keyboard."""
        acts = {letter: self._shell.commands.action(name).trigger for name, letter in LETTERS.items()}
        for letter, act in {**acts, **others}.items():
            for widget in (view, self.sheet):
                shortcut = QShortcut(QKeySequence(letter), widget)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(act)

    def _button(self, entry: RowAction[Any]) -> KeyButton:
        button = KeyButton(self._shell.theme, f"{entry.text}　{LETTERS[entry.id]}")
        button.setAccessibleName(entry.text)
        set_tip(button, f"{entry.hint}；在别处按 {entry.keys[0]}")
        button.clicked.connect(self._shell.commands.action(entry.id).trigger)
        return button

    def _say_page(self, page: int) -> None:
        count = self.sheet.count
        self.place.setText(f"第 {page + 1} 页，共 {count} 页 · PgDn" if count else "")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.place)
        empty = QWidget()
        words = QVBoxLayout(empty)
        words.setContentsMargins(24, 60, 24, 24)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.addWidget(self.nothing)
        words.addStretch(1)
        self._stack.addWidget(PageRoom(self.sheet))
        self._stack.addWidget(empty)
        bar = QWidget()
        flow = FlowLayout(bar, gap=8)
        for button in (*(button for _entry, button in self.acts), self.changed, self.proofs):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(bar)


def edited_in(data: QMimeData) -> Path | None:
    """The one Word file that is dragged; None for anything else."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() == ".docx" and not path.name.startswith("~$") else None
