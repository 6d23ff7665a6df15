"""The attachments of a form as paths: chosen, dropped, removed, and saved as lines of a hidden text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QPlainTextEdit, QPushButton, QVBoxLayout

from app.ui.frame.shell import Shell
from app.ui.kit.forms.file_area import FileArea
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label

_LINES = 3
_EMPTY = "把文件拖到这里，或点“添加”"


class AttachmentsField(FileArea):
    """A view of `kept`, one path a line; files can be dropped anywhere on it."""

    def __init__(self, shell: Shell, kept: QPlainTextEdit) -> None:
        super().__init__("选择附件")
        self._kept = kept
        self.model = QStringListModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setAccessibleName("附件")
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.view.setFixedHeight(shell.theme.px(26) * _LINES + 8)
        self.watch(self.view)
        self.hint = label(_EMPTY, "second", wrap=True)
        self.add_button = _button("添加…　Alt+A", "添加附件")
        self.add_button.setShortcut("Alt+A")
        self.add_button.clicked.connect(self.ask)
        self.remove_button = _button("移除　Delete", "移除附件")
        self.remove_button.clicked.connect(self.remove)
        buttons = QHBoxLayout()
        buttons.addWidget(self.hint, 1)
        buttons.addWidget(self.remove_button)
        buttons.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.view)
        column.addLayout(buttons)
        kept.textChanged.connect(self._follow)
        self._follow()

    def paths(self) -> list[str]:
        """The paths in their order."""
        return [line for line in self._kept.toPlainText().split("\n") if line.strip()]

    def add(self, paths: list[Path]) -> None:
        """Adds paths that are not there yet."""
        self._kept.setPlainText("\n".join(dict.fromkeys([*self.paths(), *map(str, paths)])))

    def remove(self) -> None:
        """Removes the chosen path and chooses the next one."""
        index = self.view.currentIndex()
        if index.isValid():
            paths = self.paths()
            del paths[index.row()]
            self._kept.setPlainText("\n".join(paths))
            if paths:
                self.view.setCurrentIndex(self.model.index(min(index.row(), len(paths) - 1)))

    def _follow(self) -> None:
        paths = self.paths()
        if paths != self.model.stringList():
            self.model.setStringList(paths)
        self.view.setVisible(bool(paths))
        self.remove_button.setVisible(bool(paths))
        self.setFocusProxy(self.view if paths else self.add_button)  # a hidden one would hold Tab
        self.hint.setText(f"{len(paths)} 个附件，保存时复制进数据文件夹" if paths else _EMPTY)


def add_attachments(form: FormDialog, name: str, words: str) -> AttachmentsField:
    """Adds a field of attachments to a form; its paths are kept, restored and refused like any other text."""
    kept = form.add_text(name, words, lines=1)
    shown = AttachmentsField(form.shell, kept)
    form.stand_in(name, shown)
    return shown


def _button(words: str, name: str) -> QPushButton:
    button = QPushButton(words)
    button.setAccessibleName(name)
    button.setAutoDefault(False)
    button.setProperty("filter", True)
    return button
