"""The tray icon with its count, and the ways out: closing stays on duty, quitting asks while deadlines run."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from app.base.changes import Change
from app.desk import setting
from app.desk.handover import reads as handover_reads
from app.desk.handover.rows import Standing
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Counters
from app.desk.shared.context import Desk
from app.rules.queue.names import QueueName
from app.rules.ticket.states import OPEN_STATUSES
from app.ui.frame.session.leave_dialog import LeaveDialog, MinimiseDialog, UnsignedDialog
from app.ui.frame.shell import Shell
from app.ui.frame.window_memory import WindowMemory
from app.ui.handover.standing_words import leaving_words, owed_words
from app.ui.kit.call import Call
from app.ui.kit.tooltips import set_tip
from app.ui.look.icons import pixmap

_SIDES = (16, 22, 24, 32, 48)
_OPEN_QUEUES = tuple(QueueName(status.value) for status in OPEN_STATUSES)
_STAYS = "接诉值守台仍在托盘中值守，到期照常提醒。要退出，请在托盘图标上点右键，或按 Ctrl+Q。"
_STAYS_SMALL = (
    "没有系统托盘，窗口最小化到任务栏，到期照常提醒。任务栏里找不到时，再次启动本程序即可打开。要退出，请按 Ctrl+Q。"
)
LOOK_EVERY_MS = 5_000


class Tray(QObject):
    """Keeps the desk on duty when its window is closed.

    `may_close` is meant for `MainWindow.on_close`. `ask_to_quit` asks while tickets are open; once the person confirms,
    `record_quit` is called with the number of open tickets and its callback, and then the program ends. `available`
    returns whether this desktop has a tray, which may come and go.
    """

    leaving = Signal()

    def __init__(
        self,
        shell: Shell,
        window: QWidget,
        *,
        memory: WindowMemory,
        record_quit: Callable[[int, Callable[[], None]], None] = lambda _open, then: then(),
        leave: Callable[[], None] = QApplication.quit,
        available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        notify: Callable[[str, str], None] = lambda _title, _text: None,
    ) -> None:
        super().__init__(window)
        self._shell, self._window, self._memory = shell, window, memory
        self._record_quit, self._leave, self._available, self._notify = record_quit, leave, available, notify
        self._leaving = self._recording = self._hidden = False
        self._stays = True
        self.dialog: LeaveDialog | None = None
        self.question: MinimiseDialog | None = None
        self.unsigned: UnsignedDialog | None = None
        self._told_unsigned = False
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_EVERY_MS)
        self._watch.timeout.connect(self.look)
        self.menu = QMenu(window)
        self._entry("打开接诉值守台", self.open_window)
        self._leave_entry = self._entry("退出", self.ask_to_quit)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._clicked)
        self.show_count(0, pressing=False)
        shell.theme.changed.connect(self._dress)
        self._read_setting()
        shell.gateway.changed.connect(self._note_change)

    def start(self) -> None:
        """Shows the icon where there is a tray, which may come and go."""
        if self._available():
            self.icon.show()
        self._watch.start()

    def stop(self) -> None:
        """Takes the icon away."""
        self._watch.stop()
        self.icon.hide()

    def look(self) -> None:
        """A window hidden in a tray that is gone would be out of reach: it goes to the task bar, and says so."""
        if self._available():
            self.icon.show()
        elif self._hidden:
            self._minimise()

    def add(self, text: str, handler: Callable[[], None]) -> None:
        """One more entry of the menu, before the way out."""
        action = self._entry(text, handler)
        self.menu.removeAction(action)
        self.menu.insertAction(self._leave_entry, action)

    def show_count(self, count: int, *, pressing: bool) -> None:
        """Shows how many reminders ring; red when a deadline is about to be missed."""
        self._count, self._pressing = count, pressing
        tokens = self._shell.theme.tokens
        ground = tokens.accent if not count else tokens.badge_red if pressing else tokens.badge_amber
        ink = tokens.on_accent if not count else tokens.on_badge
        self.icon.setIcon(tray_icon(count, ground, ink, self._shell))
        set_tip(self.icon, f"接诉值守台：{count} 条提醒未确认" if count else "接诉值守台：没有未确认的提醒")

    def open_window(self) -> None:
        """Brings the window back."""
        self._hidden = False
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def may_close(self) -> bool:
        """Whether the window may close: only when the program or the session is left; otherwise it stays on duty."""
        application = QApplication.instance()
        if self._leaving or (isinstance(application, QApplication) and application.isSavingSession()):
            return True
        if not self._stays:
            self.ask_to_quit()
        elif not self._told_unsigned and (unsigned := owed_words(self._shell.handover)):
            self._ask_unsigned(unsigned)
        elif self._available():
            self.icon.show()
            self._window.hide()
            self._hidden = True
            self._say_once("tray", _STAYS)
        elif self._memory.bytes("told-minimised").isEmpty():
            self._ask_minimise()
        else:
            self._minimise()
        return False

    def _ask_unsigned(self, words: str) -> None:
        """Asks before the window of a shift without a signed sheet is closed; closed all the same, it asks no more."""
        self.unsigned = UnsignedDialog(words, self._window)
        self.unsigned.accepted.connect(Call(self.unsigned, self._shell.commands.run, "handover-make").run)
        self.unsigned.leave.clicked.connect(self._close_unsigned)
        self.unsigned.open()

    def _close_unsigned(self) -> None:
        self._told_unsigned = True
        self._window.close()
        self._told_unsigned = False

    def _ask_minimise(self) -> None:
        """The first time, says where the window goes before it goes there: nobody reads it afterwards."""
        self.question = MinimiseDialog(_STAYS_SMALL, self._window)
        self.question.accepted.connect(self._minimise)
        self.question.leave.clicked.connect(self.ask_to_quit)
        self.question.open()

    def _minimise(self) -> None:
        self._memory.keep("told-minimised", QByteArray(b"1"))
        self._hidden = False
        self._window.showMinimized()
        self._shell.say(_STAYS_SMALL)
        self._notify("接诉值守台已最小化", _STAYS_SMALL)

    def ask_to_quit(self) -> None:
        """Asks first while tickets are open; ends the program when the person confirms."""
        if self.dialog is None or not self.dialog.isVisible():
            self._shell.gateway.read(_leaving, self._ask, key="leave")

    def _dress(self) -> None:
        self.show_count(self._count, pressing=self._pressing)

    def _ask(self, leaving: tuple[Counters, Standing]) -> None:
        counters, standing = leaving
        still_open = sum(counters.by_queue.get(name, 0) for name in _OPEN_QUEUES)
        unsigned = leaving_words(standing)
        if not still_open and not unsigned:
            self._quit(0)
            return
        self.open_window()
        late = counters.by_queue.get(QueueName.OVERDUE, 0)
        today = counters.by_queue.get(QueueName.DUE_TODAY, 0)
        self.dialog = LeaveDialog(still_open, today, late, self._window, unsigned=unsigned)
        self.dialog.accepted.connect(Call(self.dialog, self._quit, still_open).run)
        self.dialog.open()

    def _quit(self, still_open: int) -> None:
        if self._recording:
            # Saving the record failed (disk full, say): a second attempt quits without it.
            self._go()
            return
        self._recording = True
        self._record_quit(still_open, self._go)

    def _go(self) -> None:
        self._leaving = True
        self.leaving.emit()
        self._leave()

    def _say_once(self, name: str, words: str) -> None:
        key = f"told-{name}"
        if not self._memory.bytes(key).isEmpty():
            return
        self._memory.keep(key, QByteArray(b"1"))
        self._shell.say(words)
        if self.icon.isVisible() and QSystemTrayIcon.supportsMessages():
            # With an icon of its own: XFCE shows that of the message in the tray while the message stands.
            self.icon.showMessage("接诉值守台仍在值守", words, self.icon.icon())

    def _note_change(self, changes: Change) -> None:
        if changes & Change.SETTINGS:
            self._read_setting()

    def _read_setting(self) -> None:
        self._shell.gateway.read(_stays, self._take_setting, key="close-to-tray")

    def _take_setting(self, stays: bool) -> None:
        self._stays = stays

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.open_window()

    def _entry(self, text: str, handler: Callable[[], None]) -> QAction:
        action = QAction(text, self.menu)
        action.triggered.connect(Call(action, handler).run)
        self.menu.addAction(action)
        return action


def _leaving(desk: Desk) -> tuple[Counters, Standing]:
    return queue_reads.counters(desk), handover_reads.standing(desk)


def _stays(desk: Desk) -> bool:
    return setting.get(desk, "close_to_tray") == "yes"


def tray_icon(count: int, ground: str, ink: str, shell: Shell) -> QIcon:
    """A bell, or the number of what rings on its colour; 99+ above that."""
    result = QIcon()
    for side in _SIDES:
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.2, side * 0.2)
        if count:
            text = str(count) if count < 100 else "99+"
            font = shell.theme.font(14, bold=True)
            font.setPixelSize(max(6, round(side * (0.78, 0.62, 0.44)[len(text) - 1])))
            painter.setFont(font)
            painter.setPen(QColor(ink))
            painter.drawText(QRectF(0, 0, side, side), int(Qt.AlignmentFlag.AlignCenter), text)
        else:
            inner = round(side * 0.7)
            painter.drawPixmap((side - inner) // 2, (side - inner) // 2, pixmap("bell", ink, inner))
        painter.end()
        result.addPixmap(picture)
    return result
