"""The widgets of the import dialog and their layout."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.frame.shell import Shell
from app.ui.intake.items import ImportItem, ItemState
from app.ui.intake.preview_pane import PreviewPane
from app.ui.intake.result_pane import ResultPane
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import ElidedLabel, label, rule
from app.ui.kit.scrolling import ScrollPage
from app.ui.kit.tooltips import set_tip
from app.ui.look.theme import Theme

EMPTY_TITLE = "把导出的工单文件拖到这里"
EMPTY_HINT = (
    "也可以按 Ctrl+O 选择文件，一次可选多个。支持 .xlsx、.xls、.csv、.tsv 和 Word 单据 .docx；"
    "复制好的表格行可在主窗口按 Ctrl+Shift+V 粘贴导入。"
)
BACKLOG_HINT = "过去的工单只入库备查：不弹提醒，时限按历史显示"


class ImportFace:
    """Builds the content of the dialog without the actions of its buttons."""

    def __init__(self, shell: Shell, dialog: QDialog) -> None:
        self._shell = shell
        self.choose = _button(shell.theme, "选择文件…", "Ctrl+O")
        self.files = QListWidget()
        self.files.setAccessibleName("文件")
        self.files.setWordWrap(True)
        self.preview = PreviewPane(shell)
        self.result = ResultPane()
        self.pages = QStackedWidget()
        self.backlog = QCheckBox("补录历史")
        set_tip(self.backlog, BACKLOG_HINT)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("导入进度")
        self.status = ElidedLabel("", "second")
        self.start = _button(shell.theme, "导入", "Ctrl+回车")
        self.start.setProperty("primary", True)
        self.start.setDefault(True)
        self.stop = _button(shell.theme, "停止导入", "")
        self.next = _button(shell.theme, "下一个文件", "")
        self.close = _button(shell.theme, "关闭", "Esc")
        self._build(dialog)
        self.show_running(None)

    def show_page(self, item: ImportItem | None) -> None:
        """Shows the page of a file: nothing yet, its preview, or its result."""
        if item is None:
            self.pages.setCurrentIndex(0)
        elif item.state is ItemState.LOOKING:
            self.pages.setCurrentIndex(1)
        elif item.preview is not None and item.state not in {ItemState.DONE, ItemState.REFUSED}:
            self.preview.show_item(item)
            self.pages.setCurrentIndex(2)
        else:
            self.result.show_item(item)
            self.pages.setCurrentIndex(3)

    def show_running(self, item: ImportItem | None) -> None:
        """Shows the progress and the stop button while a file is imported; None when none is."""
        running = item is not None
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        self.stop.setEnabled(running)
        self.close.setVisible(not running)
        self.start.setVisible(not running)
        for widget in (self.choose, self.backlog, self.preview):
            widget.setEnabled(not running)
        if item is not None:
            self.status.setText(f"正在导入 {item.name}…")

    def show_waiting(self, count: int, files: int) -> None:
        """Shows how many files the button imports."""
        words = "导入" if count <= 1 else f"导入 {count} 个文件"
        self.start.setText(f"{words}　Ctrl+回车")
        self.start.setAccessibleName(words)
        self.start.setEnabled(count > 0)
        self.next.setVisible(files > 1)

    def _build(self, dialog: QDialog) -> None:
        empty = _words_page(EMPTY_TITLE, EMPTY_HINT)
        looking = _words_page("正在读取…", "大文件要几秒钟，窗口可以照常使用。")
        for page in (empty, looking, self.preview, self.result):
            self.pages.addWidget(_scrolling(page))
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.choose)
        left.addWidget(self.files, 1)
        panel = QFrame()
        panel.setObjectName("panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(14, 12, 10, 12)
        inside.addWidget(self.pages)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addLayout(left, 3)
        middle.addWidget(panel, 8)
        history = QHBoxLayout()
        history.setSpacing(10)
        history.addWidget(self.backlog)
        history.addWidget(ElidedLabel(BACKLOG_HINT, "second"), 1)
        column = QVBoxLayout(dialog)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(label("导入工单", "title"))
        column.addLayout(middle, 1)
        column.addLayout(history)
        column.addWidget(rule())
        column.addWidget(self.progress)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.status, 1)
        for button in (self.next, self.stop, self.close, self.start):
            foot.addWidget(button)
        return foot


def _words_page(title: str, hint: str) -> QWidget:
    page = ScrollPage()
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 40, 24, 24)
    column.setSpacing(10)
    for words in (label(title, "heading"), label(hint, "second", wrap=True)):
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
    column.addStretch(1)
    return page


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def _button(theme: Theme, words: str, key: str) -> QPushButton:
    button = KeyButton(theme, f"{words}　{key}" if key else words)
    button.setAccessibleName(words)
    button.setAutoDefault(False)
    return button
