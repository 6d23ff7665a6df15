"""The ticket panel: reads the complete selected ticket and shows it, always in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.base.changes import Change
from app.base.errors import Refused
from app.desk.ticket import reads as ticket_reads
from app.ui.frame.shell import Shell
from app.ui.kit.chips import LevelChip
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.folded import Folded
from app.ui.kit.labels import ScrollBody, chip, label, rule
from app.ui.look.theme import Theme
from app.ui.merchant import line as merchant_line
from app.ui.owner import line as owner_line
from app.ui.promise import view as promises_view
from app.ui.queue.row_words import status_chip
from app.ui.ticket import clock_cards, timeline
from app.ui.ticket import facts as ticket_facts
from app.ui.ticket.action_bar import ActionBar

if TYPE_CHECKING:
    from app.desk.ticket.rows import TicketDetail
    from app.ui.ticket.clock_cards import ClockCards

_SHOWS = (
    Change.TICKETS
    | Change.REMINDERS
    | Change.RECEIPTS
    | Change.CONTACTS
    | Change.RETURNS
    | Change.ESCALATIONS
    | Change.JOURNAL
)


class TicketPanel(QFrame):
    """Follows the shell's selection. Numbers stay masked until revealed, and are masked again on the next ticket."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName("工单详情")
        self._shell = shell
        self._cards: ClockCards | None = None
        self._shown: int | None = None
        self._parts: Iterator[None] = iter(())
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._add_part)
        self.bar = ActionBar(shell)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName("工单内容")
        self._scroll.setProperty("stop", True)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rule = rule()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 4, 12)
        column.setSpacing(10)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._rule)
        column.addWidget(self.bar)
        shell.selection_changed.connect(self._follow)
        shell.revealed.connect(self._show_revealed)
        shell.gateway.changed.connect(self._note)
        shell.theme.changed.connect(self._rebuild)
        self._show_nothing()

    @property
    def detail(self) -> TicketDetail | None:
        """The ticket in the panel."""
        return self._shell.selection.detail if self._shown is not None else None

    @property
    def is_whole(self) -> bool:
        """Whether the ticket is completely shown; until then parts are still being added."""
        return not self._turn.isActive()

    def tick(self, now: datetime) -> None:
        """Updates the cards; called every second."""
        if self._cards is not None:
            self._cards.tick(now)

    def focus_ticket(self) -> None:
        """Focuses the first clock of the ticket."""
        if self._cards is not None and self._cards.cards:
            self._cards.cards[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_revealed(self, detail: TicketDetail) -> None:
        """Shows the numbers in full until another ticket is chosen."""
        if detail.row.id == self._shell.selection.current:
            self._take(detail)

    def explained(self) -> str:
        """The explanation of the chosen clock, for screen readers and tests."""
        return self._cards.why.text() if self._cards is not None else ""

    def _follow(self) -> None:
        if self._shell.selection.current is None:
            self._shell.gateway.forget("detail")
            self._show_nothing()
        elif self._shell.selection.current != self._shown:
            self._read()

    def _note(self, changes: Change) -> None:
        if changes & _SHOWS and self._shell.selection.current is not None:
            if self.detail is not None and self.detail.revealed and changes == Change.JOURNAL:
                return
            self._read()

    def _read(self) -> None:
        ticket_id = self._shell.selection.current
        gateway = self._shell.gateway
        gateway.read(ticket_reads.detail, self._take, key="detail", on_refused=self._gone, ticket_id=ticket_id)

    def _gone(self, _refused: Refused) -> None:
        self._show_nothing()

    def _take(self, detail: TicketDetail) -> None:
        if detail.row.id != self._shell.selection.current:
            return
        same = self._shown == detail.row.id
        if same and self.detail is not None and _is_unchanged(detail, self.detail):
            return  # unchanged: keeps what a person has revealed, selected or scrolled to
        self._shown = detail.row.id
        self._shell.took_detail(detail)
        self._begin(detail, self._scroll.verticalScrollBar().value() if same else 0)

    def _rebuild(self) -> None:
        if self.detail is not None:
            self._begin(self.detail, 0)

    def _begin(self, detail: TicketDetail, place: int) -> None:
        """Builds the parts, one in each round of the event loop, and then shows them together."""
        self._scroll.setUpdatesEnabled(False)
        self._parts = self._build(detail, place)
        next(self._parts)
        self._turn.start()

    def _add_part(self) -> None:
        if next(self._parts, self) is self:
            self._end()

    def _end(self) -> None:
        self._turn.stop()
        self._scroll.setUpdatesEnabled(True)

    def _show_nothing(self) -> None:
        self._end()
        self._shown = None
        self._cards = None
        self._shell.took_detail(None)
        words = label("选择一件工单，这里显示它的全部内容", "second", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setWidget(words)
        self.bar.hide()
        self._rule.hide()

    def _build(self, detail: TicketDetail, place: int) -> Iterator[None]:
        now = self._shell.now()
        page = ScrollBody()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        self._cards = clock_cards.ClockCards(self._shell, detail.clocks, now)
        column.addWidget(_head(self._shell.theme, detail, now))
        column.addWidget(label(detail.row.title or "（无标题）", "title", wrap=True, selectable=True))
        column.addWidget(self._cards)
        if detail.ticket.content:
            column.addWidget(ticket_facts.text_block(detail.ticket.content))
        self._scroll.setWidget(page)
        yield
        owner = owner_line.owner_line_of(self._shell, detail)
        merchant = merchant_line.merchant_line_of(self._shell, detail)
        for widget in (rule(), ticket_facts.facts(self._shell, detail), owner, merchant):
            column.addWidget(widget)
        yield
        self._add_texts(column, detail)
        self._add_history(column, detail, now)
        origin = ticket_facts.origin(detail)
        if origin is not None:
            column.addWidget(Folded(self._shell, "导入行和文件中的其他内容", origin))
        column.addStretch(1)
        yield
        self.bar.show_for(detail)
        self.bar.show()
        self._rule.show()
        yield  # scrolling back needs the final height of the page
        self._scroll.verticalScrollBar().setValue(place)

    def _add_texts(self, column: QVBoxLayout, detail: TicketDetail) -> None:
        for heading, text in (("办理结果", detail.ticket.result), ("答复", detail.ticket.reply)):
            if text:
                column.addWidget(label(heading, "heading"))
                column.addWidget(ticket_facts.text_block(text))
        if detail.promises:
            column.addWidget(label("承诺", "heading"))
            column.addWidget(promises_view.promises_view(self._shell, detail.promises))
        platform = ticket_facts.platform(detail)
        if platform is not None:
            column.addWidget(label("平台回访结果", "heading"))
            column.addWidget(platform)

    def _add_history(self, column: QVBoxLayout, detail: TicketDetail, now: datetime) -> None:
        called = timeline.contacts(detail, now)
        if called:
            column.addWidget(label("联系与回访", "heading"))
            column.addWidget(timeline.Timeline(self._shell, called))
        column.addWidget(label("时间线", "heading"))
        entries = [*reversed(timeline.coming(detail, now)), *timeline.happened(detail, now)]
        column.addWidget(timeline.Timeline(self._shell, entries))


def _is_unchanged(fresh: TicketDetail, shown: TicketDetail) -> bool:
    """Whether a read has no news; one with masked numbers keeps a ticket whose numbers are revealed."""
    if shown.revealed and not fresh.revealed:
        return (fresh.row.version, fresh.journal) == (shown.row.version, shown.journal)
    return fresh == shown


def _head(theme: Theme, detail: TicketDetail, now: datetime) -> QWidget:
    box = QWidget()
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    row = FlowLayout(box, gap=8)
    number: QLabel = label(detail.row.number, "second", selectable=True)
    row.addWidget(number)
    row.addWidget(LevelChip(theme, detail.row.level))
    row.addWidget(chip(*status_chip(detail.row, now)))
    if detail.row.backlog:
        row.addWidget(chip("补录", "neutral"))
    return box
