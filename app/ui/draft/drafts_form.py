"""The dialog that lists unfinished drafts: each is opened, left as it is, or discarded, by key and by mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from app.desk import draft as drafts
from app.desk.draft import DraftRow
from app.ui.draft.opening import open_draft
from app.ui.draft.words import COLUMNS
from app.ui.frame.shell import Shell
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView

AFTER_CRASH = "程序上次没有正常退出。下面是当时还没有提交的文字，都在："
ANY_TIME = "写了一半、还没有提交的文字。打开时自动恢复："


class DraftsForm(QDialog):
    """Non-modal; Enter opens the chosen draft, Delete discards it, Esc leaves all of them where they are."""

    def __init__(self, shell: Shell, about: str) -> None:
        super().__init__(shell.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("未完成的草稿")
        self.shell = shell
        self.model = RowsModel(COLUMNS, lambda row: row.key, shell.now, self)
        self.view = RowsView(shell, self.model, "草稿列表")
        self.view.opens = "打开"
        self.view.entered_row.connect(self.open_chosen)
        self.list = ListPanel("草稿", self.view)
        self.opener = self._button("打开　回车", "打开", self.open_chosen, primary=True)
        self.keep = self._button("全部留着　Esc", "全部留着", self.reject)
        self.drop = self._button("丢弃　Delete", "丢弃", self.discard_chosen)
        QShortcut(QKeySequence("Delete"), self, self.discard_chosen)
        self._lay_out(about)

    def show_rows(self, rows: Sequence[DraftRow]) -> None:
        """Lists the drafts; buttons that need one are off while there is none."""
        self.list.show_rows(list(rows), ("没有未完成的草稿", "写了一半的表单会列在这里。"))
        self.list.count.setText(f"{len(rows):,} 份" if rows else "")
        for button in (self.opener, self.drop):
            button.setEnabled(bool(rows))

    def open_form(self) -> None:
        """Shows the dialog; the first draft is chosen."""
        self.shell.last_form = self
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus()

    def read(self) -> None:
        """Reads the drafts again."""
        self.shell.gateway.read(drafts.listing, self.show_rows, key=("drafts", id(self)))

    def open_chosen(self, *_: object) -> None:
        """Closes the list and opens the form of the chosen draft."""
        row: DraftRow | None = self.view.current
        if row is not None:
            self.accept()
            open_draft(self.shell, row)

    def discard_chosen(self) -> None:
        """Discards the chosen draft; Ctrl+Z brings it back."""
        row: DraftRow | None = self.view.current
        if row is not None:
            self.shell.gateway.submit(drafts.discard, on_done=self._discarded, key=row.key)

    def _discarded(self, _outcome: object) -> None:
        self.read()

    def _button(self, words: str, name: str, act: object, *, primary: bool = False) -> KeyButton:
        button = KeyButton(self.shell.theme, words)
        button.setAccessibleName(name)
        button.setAutoDefault(False)
        if primary:
            button.setProperty("primary", True)
        button.clicked.connect(act)
        return button

    def _lay_out(self, about: str) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.drop)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.opener)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        words = label(about, "second", wrap=True)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        px, room = self.shell.theme.px, self.screen().availableGeometry()
        # Their own hints count wrapped words at their narrowest: 600 px and more.
        words.setMinimumWidth(px(480))
        self.list.setMinimumSize(px(480), px(240))
        self.resize(min(px(860), room.width() - 40), min(px(460), room.height() - 60))


def show_drafts(shell: Shell) -> None:
    """Opens the list of all drafts."""
    form = DraftsForm(shell, ANY_TIME)
    form.read()
    form.open_form()


def show_left_over(shell: Shell) -> None:
    """Opens the list at a start when the program ended while something was typed; else shows nothing."""

    def take(rows: list[DraftRow]) -> None:
        if rows:
            form = DraftsForm(shell, AFTER_CRASH)
            form.show_rows(rows)
            form.open_form()

    shell.gateway.read(drafts.left_over, take, key="drafts-left-over")
