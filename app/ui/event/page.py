"""The page of mass events: the list, and the chosen event with its parts and acts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.event import reads as event_reads
from app.desk.event import telling
from app.desk.event.rows import CallerRow, EventPaperRecord, EventRow, EventTicket, EventView, NoticeRecord
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.rows import TicketDetail
from app.rules.event.states import EVENT_FLOW, EventState, EventVerb
from app.ui.actions.targets import row_actions
from app.ui.contact.call_form import ContactForm
from app.ui.event.forms import LeaveForm
from app.ui.event.panel import PARTS, TAKE_OUT, EventPanel
from app.ui.event.papers_form import AgainForm
from app.ui.event.words import EMPTY, EVENT_COLUMNS
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import label, restyle, rule
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView

_NOTHING = "选择一个群体事件，这里显示它的工单、诉求人、来件趋势、告知、口径和文书"


class EventsPage(Page):
    """Enter on an event goes to its tickets; 1–6 turn to its parts, Esc goes back to the list."""

    name = "events"
    choose_first = "请先选择一个群体事件"
    shows = Change.EVENTS | Change.TICKETS | Change.CONTACTS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(EVENT_COLUMNS, _event_id, shell.now, self)
        self.view = RowsView(shell, self.model, "群体事件列表")
        self.view.opens = "看事件的工单"
        self.list = ListPanel("群体事件", self.view)
        self.panel = EventPanel(shell)
        self._entries = [entry for entry in row_actions(shell, self.name) if entry.id != TAKE_OUT]
        self.buttons = {entry.id: action_button(shell, entry.id) for entry in self._entries}
        self._wanted: int | None = None
        self._side = QStackedWidget()
        self._bar = QWidget()
        self._build()
        MinuteHand(self, self.refresh)

    def refresh(self) -> None:
        """Reads the events, and the chosen one whole."""
        self.shell.gateway.read(event_reads.listing, self._take, key="events")

    def back(self) -> bool:
        """Esc: from a part of an event back to the list."""
        if self.view.hasFocus() or not self.model.rows:
            return False
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_event(self, event_id: int) -> None:
        """Chooses an event once it is listed."""
        self._wanted = event_id
        self.refresh()

    def chosen(self) -> EventView | None:
        """The chosen event, once it is read."""
        current: EventRow | None = self.view.current
        shown = self.panel.view
        return shown if current is not None and shown is not None and shown.row.id == current.id else None

    def _take(self, rows: list[EventRow]) -> None:
        self.list.show_rows(rows, EMPTY)
        if self._wanted is not None and self.view.choose_key(self._wanted):
            self._wanted = None
        still = sum(row.state is EventState.OPEN for row in rows)
        self.list.count.setText(f"处置中 {still}" if rows else "")

    def _show(self, row: EventRow | None) -> None:
        if row is None:
            self._side.setCurrentIndex(0)
            return
        self.shell.gateway.read(event_reads.view, self._show_view, key="event", event_id=row.id)

    def _show_view(self, view: EventView) -> None:
        current: EventRow | None = self.view.current
        if current is None or current.id != view.row.id:
            return
        self.panel.show_view(view)
        self._side.setCurrentIndex(1)
        main = "event-wording" if view.wording is None else "event-bulletin"
        for entry in self._entries:
            button = self.buttons[entry.id]
            button.setEnabled(not entry.why_not(view))
            restyle(button, primary=entry.id == main and not entry.why_not(view))

    def _enter(self, _row: EventRow) -> None:
        self.panel.turn(str(self.panel.parts.value))

    def _open_ticket(self, row: EventTicket) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _call(self, row: CallerRow) -> None:
        if row.next_id is None:
            self.shell.say(f"{row.name or '这位诉求人'}的工单都已记联系或已办结", "blue")
            return
        self.shell.gateway.read(ticket_reads.detail, self._open_call, key="event-call", ticket_id=row.next_id)

    def _open_call(self, detail: TicketDetail) -> None:
        ContactForm(self.shell, detail).open_form()

    def take_out(self) -> None:
        """Takes out the chosen tickets, or takes back the chosen notice, of the part in front; Del does the same."""
        self.panel.take_out()

    def _leave(self, tickets: list[EventTicket]) -> None:
        view = self.chosen()
        if view is None:
            return
        why = EVENT_FLOW.refusal(view.row.state, EventVerb.WORK)
        if why:
            self.shell.say(why, "amber")
        else:
            LeaveForm(self.shell, view.row, tickets).open_form()

    def _withdraw(self, row: NoticeRecord) -> None:
        self.shell.gateway.submit(telling.untell, person=self.shell.person, notice_id=row.id)

    def _write_again(self, paper: EventPaperRecord) -> None:
        view = self.chosen()
        if view is not None:
            AgainForm(self.shell, view, paper).open_form()

    def _build(self) -> None:
        self.list.add_tool(action_button(self.shell, "event-open", role="filter"))
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._enter)
        self.panel.ticket_opened.connect(self._open_ticket)
        self.panel.caller_called.connect(self._call)
        self.panel.paper_asked.connect(self._write_again)
        self.panel.tickets_left.connect(self._leave)
        self.panel.notice_withdrawn.connect(self._withdraw)
        for place, (part, _) in enumerate(PARTS, start=1):
            shortcut = QShortcut(QKeySequence(str(place)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(Call(shortcut, self.panel.turn, part).run)
        flow = FlowLayout(self._bar, gap=8)
        for button in self.buttons.values():
            flow.addWidget(button)
        whole = QFrame()
        whole.setObjectName("panel")
        column = QVBoxLayout(whole)
        column.setContentsMargins(1, 1, 1, 10)
        column.setSpacing(8)
        self.panel.setObjectName("bare")
        column.addWidget(self.panel, 1)
        column.addWidget(rule())
        below = QHBoxLayout()
        below.setContentsMargins(16, 0, 16, 0)
        below.addWidget(self._bar)
        column.addLayout(below)
        nothing = QFrame()
        nothing.setObjectName("panel")
        words = label(_NOTHING, "second", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(nothing).addWidget(words)
        self._side.addWidget(nothing)
        self._side.addWidget(whole)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.list.setFixedWidth(self.shell.theme.px(312))
        row.addWidget(self.list)
        row.addWidget(self._side, 1)


def _event_id(row: EventRow) -> int:
    return row.id
