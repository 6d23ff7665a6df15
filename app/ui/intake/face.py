"""The widgets of the import dialog and their layout."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
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
from app.ui.intake.items import ImportItem, ItemState, OldRows
from app.ui.intake.preview_pane import CalmCombo, PreviewPane
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
OLD_HINT = "补录历史的工单只入库备查：不弹提醒，不计入各工作队列；仍未结的进入历史未结"
FIRST_WORDS = (
    "第一次导入：把平台导出的全部工单一次导入即可。早已办结和早已超期的按补录历史入库，"
    "仍未结的在“历史未结”中查看和转入办理；还来得及的照常进入待签收和办理中。"
)


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
        self.old_rows = CalmCombo()
        self.old_rows.setAccessibleName("旧件怎样入库")
        set_tip(self.old_rows, OLD_HINT)
        for choice in OldRows:
            self.old_rows.addItem(choice.value, choice)
        self.ages = ElidedLabel(OLD_HINT, "second")
        self.guide = label(FIRST_WORDS, "block", wrap=True)
        self.guide.setMinimumWidth(shell.theme.px(640))  # a label that wraps asks for its height at this width
        self.guide.hide()
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

    @property
    def chosen_old_rows(self) -> OldRows:
        """What becomes of old rows, as a person has chosen."""
        return OldRows(self.old_rows.currentText())

    def show_ages(self, words: str, *, first: bool) -> None:
        """Shows how many rows of the waiting files are history; in an empty register also how to begin."""
        self.ages.setText(words or OLD_HINT)
        self.guide.setVisible(first)

    def show_running(self, item: ImportItem | None) -> None:
        """Shows the progress and the stop button while a file is imported; None when none is."""
        running = item is not None
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        self.stop.setEnabled(running)
        self.close.setVisible(not running)
        self.start.setVisible(not running)
        for widget in (self.choose, self.old_rows, self.preview):
            widget.setEnabled(not running)
        if item is not None:
            self.status.setText(f"正在导入 {item.name}…")
            self.show_progress(0, 0, item.total)

    def show_progress(self, rows: int, of: int, total: int | None) -> None:
        """Shows how far the import is: reading is the first half of it, writing (`of` rows) the second.

        The bar only moves to and fro while the number of rows is not known.
        """
        half = of or (max(total, rows) if total else 0)
        self.progress.setRange(0, 2 * half)
        self.progress.setValue(half + rows if of else rows)

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
        history.addWidget(self.old_rows)
        history.addWidget(self.ages, 1)
        column = QVBoxLayout(dialog)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(label("导入工单", "title"))
        column.addWidget(self.guide)
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
