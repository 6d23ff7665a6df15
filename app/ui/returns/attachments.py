"""The attachments of a return as paths: chosen, dropped, removed; the lines of a hidden text are what is kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.labels import label
from app.ui.shell import Shell

_LINES = 3


class Attachments(QWidget):
    """A view of `kept`, one path a line; files can be dropped anywhere on it."""

    def __init__(self, shell: Shell, kept: QPlainTextEdit) -> None:
        super().__init__()
        self._kept = kept
        self.setAcceptDrops(True)
        self.model = QStringListModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setAccessibleName("附件")
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.view.setFixedHeight(shell.theme.px(26) * _LINES + 8)
        self.view.installEventFilter(self)
        self.hint = label("把文件拖到这里，或点“添加”", "second", wrap=True)
        self.add_button = self._button("添加…　Alt+A", "添加附件", "Alt+A", self._ask)
        self.remove_button = self._button("移除　Delete", "移除附件", "", self._remove)
        buttons = QHBoxLayout()
        buttons.addWidget(self.hint, 1)
        buttons.addWidget(self.remove_button)
        buttons.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.view)
        column.addLayout(buttons)
        self.setFocusProxy(self.view)
        kept.textChanged.connect(self._follow)
        self._follow()

    def paths(self) -> list[str]:
        """The paths in their order."""
        return [line for line in self._kept.toPlainText().split("\n") if line.strip()]

    def add(self, paths: list[str]) -> None:
        """Adds paths that are not there yet."""
        self._kept.setPlainText("\n".join(dict.fromkeys([*self.paths(), *paths])))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Adds the files that were dropped."""
        self.add([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete removes the chosen path."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.view and pressed in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._remove()
            return True
        return False

    def _remove(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            paths = self.paths()
            del paths[index.row()]
            self._kept.setPlainText("\n".join(paths))
            if paths:
                self.view.setCurrentIndex(self.model.index(min(index.row(), len(paths) - 1)))

    def _ask(self) -> None:
        dialog = QFileDialog(self, "选择附件")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.add)
        dialog.open()

    def _follow(self) -> None:
        paths = self.paths()
        if paths != self.model.stringList():
            self.model.setStringList(paths)
        self.view.setVisible(bool(paths))
        self.remove_button.setVisible(bool(paths))
        self.hint.setText(f"{len(paths)} 个附件，保存时复制进数据文件夹" if paths else "把文件拖到这里，或点“添加”")

    def _button(self, words: str, name: str, key: str, act: object) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(name)
        button.setAutoDefault(False)
        button.setProperty("filter", True)
        if key:
            button.setShortcut(key)
        button.clicked.connect(act)
        return button
