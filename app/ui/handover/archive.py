"""The archive of signed sheets: found by day, person and word; the frozen pages of the chosen one beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.base.errors import Refused
from app.desk.handover import reads
from app.desk.handover.rows import ArchiveRow, Frozen
from app.reports.handover import paper_of_frozen
from app.rules.handover.parts import HandoverState
from app.rules.handover.spans import span_words
from app.ui.frame.shell import Shell
from app.ui.handover.words import ARCHIVE_COLUMNS, archive_words, searched_span
from app.ui.kit.action_buttons import action_button
from app.ui.kit.beside import beside
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.search_field import SearchField
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.paper.preview import PageRoom, PageSheet

_EMPTY = ("这段时间没有签过的交接单", "签字后的交接单存在这里，按日期、姓名、内容都能查到。")
_NOT_FOUND = ("没有找到", "可换一个词，或选更长的时间；日期写成 12-01。")
_SPANS = ((31, "近 31 天"), (92, "近三个月"), (366, "近一年"))
_NOTHING = "选择一份交接单，这里显示签字时的样子"
_MISSING = "这个班没有签字的交接单"
_ALTERED = "✕ 这份交接单与签字时的校验码不符，请到“健康”页核验登记库"


class Archive(QWidget):
    """Enter goes from the list to the pages, Esc back."""

    def __init__(self, shell: Shell, names: tuple[str, ...]) -> None:
        super().__init__()
        self.shell = shell
        self.model = RowsModel(ARCHIVE_COLUMNS, lambda row: row.key, shell.now, self)
        self.view = RowsView(shell, self.model, "交接单存档")
        self.view.opens = "看页面"
        self.list = ListPanel("存档", self.view)
        self.search = SearchField(shell, "查找交接单", "日期、姓名、编号、内容")
        self.spans = ChoiceRow("", _SPANS)
        self.sheet = PageSheet(shell.theme)
        self.sheet.setAccessibleName("交接单页面")
        self.frozen: Frozen | None = None
        self.heading = label("", "title", wrap=True)
        self.altered = label(_ALTERED, "error", wrap=True)
        self.place = label("", "second")
        self.nothing = label(_NOTHING, "second", wrap=True)
        self._stack = QStackedWidget()
        self._lay_out(names)

    def refresh(self) -> None:
        """Reads the sheets of the chosen time."""
        since, until, words = searched_span(self.search.text(), self.spans.value, self.shell.now())
        self.shell.gateway.read(
            reads.archive, self._take, key="handover-archive", since=since, until=until, words=words
        )

    def chosen(self) -> ArchiveRow | None:
        """The chosen sheet or shift."""
        row: ArchiveRow | None = self.view.current
        return row

    def back(self) -> bool:
        """Esc: from the pages to the list, then clears the search."""
        if self.sheet.hasFocus():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self.search.text():
            self.search.clear()
            return True
        return False

    def _take(self, rows: list[ArchiveRow]) -> None:
        self.list.show_rows(rows, _NOT_FOUND if self.search.text().strip() else _EMPTY)
        self.list.count.setText(archive_words(rows) if rows else "")
        if not rows:
            self._show(None)

    def _show(self, row: ArchiveRow | None) -> None:
        if row is None or row.record is None:
            self._show_words("" if row is None else span_words(row.span), _NOTHING if row is None else _MISSING)
            return
        self.shell.gateway.read(
            reads.frozen,
            self._take_sheet,
            key="handover-frozen",
            on_refused=self._show_refused,
            handover_id=row.record.id,
        )

    def _show_words(self, heading: str, words: str) -> None:
        """Shows a sentence in place of the pages."""
        self.frozen = None
        self._stack.setCurrentIndex(1)
        self.heading.setText(heading)
        self.nothing.setText(words)
        self.altered.hide()
        self.place.setText("")

    def _show_refused(self, refused: Refused) -> None:
        self._show_words(self.heading.text(), str(refused))

    def _take_sheet(self, found: Frozen) -> None:
        row = self.chosen()
        if row is None or row.record is None or row.record.id != found.record.id:
            return
        same = self.frozen is not None and self.frozen.record.id == found.record.id
        self.frozen = found
        again = f"（{HandoverState.REPLACED.word}）" if row.state is HandoverState.REPLACED else ""
        self.heading.setText(f"{span_words(found.sheet.span)}{again}")
        self.altered.setVisible(not found.intact)
        self.sheet.show_paper(paper_of_frozen(found), keep_place=same)
        self._stack.setCurrentIndex(0)
        self._say_page(self.sheet.page)

    def _say_page(self, page: int) -> None:
        count = self.sheet.count
        self.place.setText(f"第 {page + 1} 页，共 {count} 页 · PgDn" if count else "")

    def _go_to_pages(self, _row: ArchiveRow) -> None:
        if self.frozen is not None:
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow(self, _value: object) -> None:
        self.refresh()

    def _lay_out(self, names: tuple[str, ...]) -> None:
        self.list.add_tool(self.search)
        self.list.add_filters(self.spans)
        self.search.textChanged.connect(self._narrow)
        self.spans.chosen.connect(self._narrow)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._go_to_pages)
        self.sheet.turned.connect(self._say_page)
        empty = QWidget()
        words = QVBoxLayout(empty)
        words.setContentsMargins(24, 60, 24, 24)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.addWidget(self.nothing)
        words.addStretch(1)
        self._stack.addWidget(PageRoom(self.sheet))
        self._stack.addWidget(empty)
        self._stack.setCurrentIndex(1)
        self.altered.hide()
        right = QFrame()
        right.setObjectName("panel")
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.place)
        bar = QHBoxLayout()
        for name in names:
            bar.addWidget(action_button(self.shell, name, role="filter"))
        bar.addStretch(1)
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.altered)
        column.addWidget(self._stack, 1)
        column.addLayout(bar)
        beside(self, self.list, right, (600, 560))
