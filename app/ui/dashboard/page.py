"""The dashboard: today, the assessment period, its course, kinds by streets, clocks at risk, warnings."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from app.base.changes import Change
from app.desk.dashboard import reads as dashboard_reads
from app.desk.dashboard.rows import Board, WarningLine
from app.desk.figures.asked import Asked
from app.desk.queue.rows import QueueQuery
from app.rules.figures.fields import CALIBER_WORDS, Caliber, Field
from app.rules.queue.names import QUEUE_WORDS, QueueName
from app.ui.dashboard.board import BoardView
from app.ui.dashboard.meeting import MeetingWindow
from app.ui.dashboard.words import when
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.call import Call
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.minute_hand import MinuteHand

_EVERY = timedelta(minutes=1)
_FAILED = "看板没有读到，下面是此前的数；一分钟后再读"
_NOTHING_READ = "看板没有读到，一分钟后再读"


class DashboardPage(Page):
    """Tab goes from part to part, arrows within one, Enter opens the tickets; F begins the meeting mode."""

    name = "dashboard"
    shows = Change.TICKETS | Change.IMPORTS | Change.SETTINGS | Change.RANKINGS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setAccessibleName("看板")
        self.view = BoardView(shell)
        self.when = ElidedLabel("正在读取…", "second")
        self.trouble = label(_FAILED, "error", wrap=True)
        self.caliber = ChoiceRow("口径", [(one, CALIBER_WORDS[one]) for one in (Caliber.NET, Caliber.GROSS)])
        self.tools = PageTools(self)
        self.board: Board | None = None
        self.meeting: MeetingWindow | None = None
        self._read_at: datetime | None = None
        self._titles = ""
        self._build()
        MinuteHand(self, self._beat)

    def refresh(self) -> None:
        """Reads the board again."""
        self._read_at = self.shell.now()
        self.shell.gateway.read(
            dashboard_reads.board, self._take, key="dashboard", on_failed=self._fail, caliber=self.caliber.value
        )

    def begin_meeting(self) -> None:
        """Shows the board alone on the whole screen."""
        if self.board is None or self.meeting is not None:
            return
        self.meeting = MeetingWindow(self.shell, self.board)
        self.meeting.destroyed.connect(self._end_meeting)
        self._join(self.meeting.view)
        self.meeting.showFullScreen()
        self.meeting.view.heat.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_caliber(self) -> None:
        """Counts with the other caliber."""
        self.caliber.choose(Caliber.GROSS if self.caliber.value is Caliber.NET else Caliber.NET)

    def _take(self, board: Board) -> None:
        self.board = board
        self.trouble.hide()
        self.when.setText(when(board.at))
        self.view.show_board(board)
        self.view.show()
        if self.meeting is not None:
            self.meeting.show_board(board)
        self.tools.weigh()

    def _fail(self, _error: Exception) -> None:
        self.trouble.setText(_FAILED if self.board is not None else _NOTHING_READ)
        self.trouble.show()
        if self.board is None:
            self.when.setText("")

    def _beat(self) -> None:
        if self._read_at is None or self.shell.now() - self._read_at >= _EVERY:
            self.refresh()

    def _end_meeting(self) -> None:
        self.meeting = None

    def _leave_meeting(self) -> None:
        if self.meeting is not None:
            self.meeting.close()

    def _open_figure(self, asked: Asked, field: Field, title: str) -> None:
        self._titles = title
        self.shell.gateway.read(
            dashboard_reads.tickets_of_figure, self._open_ids, key="dashboard-tickets", asked=asked, field=field
        )

    def _open_cell(self, kind: str, street: str) -> None:
        self._titles = " · ".join(filter(None, (street, kind)))
        self.shell.gateway.read(
            dashboard_reads.tickets_of_cell,
            self._open_ids,
            key="dashboard-tickets",
            board=self.board,
            kind=kind,
            street=street,
        )

    def _open_ids(self, ids: tuple[int, ...]) -> None:
        self._leave_meeting()
        if ids:
            self.shell.open_queue(QueueQuery(only=ids), self._titles)
        else:
            self.shell.say(f"{self._titles}：没有工单", "blue")

    def _open_ticket(self, ticket_id: int) -> None:
        self._leave_meeting()
        self.shell.open_ticket(ticket_id)

    def _open_warning(self, one: WarningLine) -> None:
        self._leave_meeting()
        self.shell.open_page("warnings")
        shows = getattr(self.shell.page_in_front, "show_warning", None)
        if callable(shows):
            shows(one.id)

    def _open_queue(self) -> None:
        self._leave_meeting()
        self.shell.open_queue(QueueQuery(queue=QueueName.TO_SIGN), QUEUE_WORDS[QueueName.TO_SIGN])

    def _turn(self, _value: object) -> None:
        self.refresh()

    def _join(self, view: BoardView) -> None:
        view.figure_opened.connect(self._open_figure)
        view.cell_opened.connect(self._open_cell)
        view.ticket_opened.connect(self._open_ticket)
        view.warning_opened.connect(self._open_warning)
        view.queue_opened.connect(self._open_queue)

    def _build(self) -> None:
        self._join(self.view)
        self.caliber.chosen.connect(self._turn)
        self.trouble.hide()
        meet = QShortcut(QKeySequence("F"), self)
        meet.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        meet.activated.connect(Call(meet, self.begin_meeting).run)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label("看板", "title"))
        head.addWidget(self.when, 1)
        head.addWidget(self.caliber)
        for tool in self.tools.buttons.values():
            head.addWidget(tool)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.view)
        self.view.hide()  # until it is read, nothing may look like an empty register
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.trouble)
        column.addWidget(scroll, 1)
