"""The main window: navigation, search, the page in the centre, the ticket beside it, the foot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk.queue.rows import QueueQuery
from app.rules.queue.names import QUEUE_WORDS, QueueName
from app.ui.actions.action import Group
from app.ui.actions.targets import WindowAction
from app.ui.frame.focus_return import form_over
from app.ui.frame.pages import Page, PageGroup, PageSpec
from app.ui.frame.parts.guard import Guard
from app.ui.frame.parts.message_bar import MessageBar
from app.ui.frame.parts.navigation import Navigation
from app.ui.frame.parts.page_frame import PageFrame
from app.ui.frame.parts.register_guard import RegisterGuard
from app.ui.frame.parts.status_foot import StatusFoot
from app.ui.frame.parts.top_bar import TopBar
from app.ui.frame.pulse import Beating, Pulse
from app.ui.frame.shell import Shell
from app.ui.frame.window_fit import WindowFit
from app.ui.handover.keeper import HandoverKeeper
from app.ui.kit.call import Call
from app.ui.kit.labels import label
from app.ui.kit.tab_order import step
from app.ui.queue.page import TicketPage
from app.ui.ticket.panel import TicketPanel
from app.ui.watch.keeper import WatchKeeper

SMALLEST = (760, 460)
TICKETS = "tickets"


class MainWindow(QMainWindow):
    """Lays out the parts and switches between them; the parts hold the behaviour."""

    def __init__(self, shell: Shell, pages: Iterable[PageSpec] = (), *, rehearsal: str = "") -> None:
        self._tabs = False  # whether Tab was just pressed
        super().__init__()
        self.shell = shell
        shell.window = self
        self.setWindowTitle("接诉值守台")
        self.setMinimumSize(*SMALLEST)
        self._specs = {spec.name: spec for spec in pages}
        shell.page_names = (TICKETS, *self._specs)
        shell.rule_pages = tuple(spec.name for spec in self._specs.values() if spec.group is PageGroup.RULES)
        self._built: dict[str, Page] = {}
        self._source = ""  # the page whose figure is listed
        self._before_close: Callable[[], bool] = lambda: True
        self.navigation = Navigation(shell, self._specs.values())
        self.top = TopBar(shell)
        self.foot = StatusFoot(shell)
        self.guard = Guard(shell)
        self.register_guard = RegisterGuard(shell)
        self.tickets = TicketPage(shell)
        self.panel = TicketPanel(shell)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tickets)
        self._frame = PageFrame()
        self.stack.addWidget(self._frame)
        self._build(rehearsal)
        self.messages = MessageBar(shell, self.centralWidget(), self.stack, self.foot)
        self._join()
        self._add_pages()
        shell.commands.install(self)
        self.top.show_there()
        self.watch = WatchKeeper(shell, self.foot, self)
        keepers = (self.watch, HandoverKeeper(shell, self.foot, self))
        self.pulse = Pulse(shell, self, Beating(self.tickets, self.panel, self.navigation, self.foot, *keepers))
        self.show_queue(QueueQuery(queue=QueueName.TO_SIGN), QUEUE_WORDS[QueueName.TO_SIGN])

    def show_queue(self, query: QueueQuery, title: str) -> None:
        """Shows the list with this query."""
        self._source = self._page_behind(query)
        if self._source:
            title = f"{self._specs[self._source].title} · {title}"
        self.top.forget()
        self._front(self.tickets)
        self.tickets.show_query(query, title)
        if query == QueueQuery(queue=query.queue):
            self.navigation.mark_queue(query.queue)

    def _go_to_queue(self, query: QueueQuery, title: str) -> None:
        self.show_queue(query, title)
        self.tickets.take_keyboard()

    def show_page(self, name: str) -> None:
        """Brings a page to the front; builds it at its first visit."""
        self._source = ""
        page: Page = self.tickets if name == TICKETS else self._page(name)
        self._front(page)
        self.navigation.mark_page(name)

    def show_ticket(self, ticket_id: int) -> None:
        """Shows a ticket in the panel; on a page without the panel it goes to the list."""
        page = self.stack.currentWidget()
        if not (isinstance(page, Page) and page.wants_panel):
            self._front(self.tickets)
        self.tickets.open_ticket(ticket_id)
        self.raise_window()

    def raise_window(self) -> None:
        """Brings the window to the front, out of the tray or the task bar."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def on_close(self, allowed: Callable[[], bool]) -> None:
        """Sets the callback that decides whether the window may close (the tray keeps it open)."""
        self._before_close = allowed

    def current_page(self) -> QWidget:
        """The page in the centre."""
        return self.stack.currentWidget()

    def event(self, event: QEvent) -> bool:
        """Notes that Tab was pressed: Qt asks for the next stop also while it deletes the present one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            self._tabs = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return super().event(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes as one reads: navigation, search, the page, the ticket, the foot, and round again.

        Qt's own order is that of creation, in which a page or a row that came later stands behind the foot.
        """
        if not self._tabs:  # the stop that had the keyboard is gone, as a button after its act
            if self.isVisible() and self.stack.currentWidget() is self.tickets:
                self.tickets.take_keyboard()
                return True
            return super().focusNextPrevChild(forwards)
        self._tabs = False
        parts = (self.navigation, self.top, self.guard, self.stack.currentWidget(), self.panel, self.foot)
        stop = step(parts, self.focusWidget(), forwards=forwards)
        if stop is not None:
            reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
            stop.setFocus(reason)
        return stop is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the new width among the parts."""
        super().resizeEvent(event)
        self._fit.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks whether the window may close."""
        if self._before_close():
            self.pulse.stop()
            event.accept()
        else:
            event.ignore()

    def _page(self, name: str) -> Page:
        """The page of this name; at its first visit its frame stands at once, and it is built behind it."""
        if name not in self._built:
            spec, before = self._specs[name], self.stack.currentWidget()
            self.navigation.mark_page(name)
            self._frame.stand_in(self.stack, spec.title)
            try:
                self._built[name] = spec.build(self.shell)
            except BaseException:
                self.stack.setCurrentWidget(before)
                raise
            self.stack.addWidget(self._built[name])
        return self._built[name]

    def _front(self, page: Page) -> None:
        self.panel.setVisible(page.wants_panel)
        self.stack.setCurrentWidget(page)
        self.shell.page_in_front = page

    def _search(self, text: str) -> None:
        if text:
            self._front(self.tickets)
        self.tickets.search(text)

    def back(self) -> None:
        """Esc: returns to a form over the window, closes the message, ends the search, leaves a state of the page."""
        if (form := form_over(self)) is not None:  # Alt+Tab of xfwm4 leads from a form to this window and not back
            form.activateWindow()
            return
        if self.messages.close_message() or self.top.clear():
            self.tickets.take_keyboard()
            return
        page = self.stack.currentWidget()
        if isinstance(page, Page) and not page.back():
            if self._source and page is self.tickets:
                self.show_page(self._source)
                return
            self.tickets.take_keyboard()

    def _page_behind(self, query: QueueQuery) -> str:
        """The page in front, when the query lists the tickets behind one of its figures; empty otherwise."""
        page = self.shell.page_in_front
        return page.name if query.only is not None and isinstance(page, Page) and page.name in self._specs else ""

    def _add_pages(self) -> None:
        for spec in self._specs.values():
            door = WindowAction(
                f"page:{spec.name}",
                spec.title,
                spec.keys,
                spec.icon,
                Group.FIND,
                "打开此页",
                do=partial(_open_page, spec.name),
            )
            self.shell.commands.add(door)

    def _join(self) -> None:
        shell = self.shell
        self.navigation.queue_chosen.connect(self._go_to_queue)
        self.navigation.page_chosen.connect(self.show_page)
        self.top.searched.connect(self._search)
        self.top.entered.connect(self.tickets.go_to_first)
        self.tickets.view.entered.connect(self.panel.focus_ticket)
        shell.queue_requested.connect(self._go_to_queue)
        shell.page_requested.connect(self.show_page)
        shell.ticket_requested.connect(self.show_ticket)
        shell.theme.changed.connect(self._fit.fit)
        shell.person_changed.connect(self.foot.show_person)
        for clicked, name in (
            (self.foot.person_clicked, "sign-in"),
            (self.foot.imports_clicked, "import"),
            (self.foot.muted_clicked, "settings"),
            (self.foot.notices_clicked, "test-alarm"),
            (self.foot.reminders_clicked, "page:reminders"),
            (self.foot.journal_clicked, "health"),
            (self.foot.platform_clicked, "page:platform-watch"),
            (self.foot.offer_clicked, "offer-take"),
            (self.foot.handover_clicked, "handover-make"),
        ):
            clicked.connect(Call(self.foot, shell.commands.run, name).run)
        self.foot.warnings_clicked.connect(self._show_warnings)
        shell.message.connect(self.messages.say)
        shell.undo_asked.connect(self.messages.ask_undo)
        shell.gateway.succeeded.connect(self._say_done)
        shell.gateway.refused.connect(self.messages.show_refusal)
        shell.gateway.fault.connect(self.messages.show_fault)
        shell.gateway.waiting.connect(self.messages.show_waiting)

    def _say_done(self, text: str, undoable: bool) -> None:
        self.messages.show_message(text, tone="green", undo=undoable)

    def _show_warnings(self) -> None:
        words = "；".join(self.foot.warnings) or "一切正常"
        self.messages.show_message(words, tone="amber" if self.foot.warnings else "green")

    def _build(self, rehearsal: str) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.stack)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        self._fit = WindowFit(self.shell, self, self.navigation, split)
        self.panel.setMinimumWidth(280)
        self.stack.setMinimumWidth(340)
        work = QWidget()
        work.setObjectName("page")
        inner = QVBoxLayout(work)
        inner.setContentsMargins(14, 12, 14, 10)
        inner.setSpacing(10)
        inner.addWidget(self.top)
        inner.addWidget(split, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.navigation)
        upper.addWidget(work, 1)
        centre = QWidget()
        centre.setObjectName("page")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if rehearsal:
            banner: QLabel = label(rehearsal, "rehearsal")
            banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(banner)
        column.addWidget(self.register_guard)
        column.addWidget(self.guard)
        column.addLayout(upper, 1)
        column.addWidget(self.foot)
        self.setCentralWidget(centre)


def _open_page(name: str, shell: Shell) -> None:
    shell.open_page(name)
