"""The left navigation: queues with counters, saved queues, and the pages that are built."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.desk.queue.rows import Counters, QueueQuery, SavedQueue
from app.rules.queue.names import QUEUE_WORDS, QueueName
from app.ui.frame.pages import Badge, PageGroup, PageSpec
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.tooltips import set_tip
from app.ui.look.icons import icon

QUEUE_ICONS = {
    QueueName.TO_SIGN: "inbox",
    QueueName.HANDLING: "hourglass",
    QueueName.TO_REVIEW: "clipboard-check",
    QueueName.TO_CALL_BACK: "phone-call",
    QueueName.RETURNING: "undo-2",
    QueueName.DUE_TODAY: "calendar-clock",
    QueueName.OVERDUE: "siren",
    QueueName.CLOSED: "circle-check",
    QueueName.ALL: "layers",
}
WITHOUT_NUMBER = frozenset({QueueName.CLOSED, QueueName.ALL})


class NavigationButton(QPushButton):
    """One entry: icon, word, and a number at its right end."""

    def __init__(self, shell: Shell, title: str, icon_name: str) -> None:
        super().__init__(title)
        self._shell = shell
        self._title = title
        self._icon_name = icon_name
        self._badge: Badge | None = None
        self.setCheckable(True)
        self.dress()
        self.set_badge(None)

    def dress(self) -> None:
        """Takes the colours of the current theme."""
        tokens = self._shell.theme.tokens
        size = self._shell.theme.px(16)
        self.setIcon(icon(self._icon_name, tokens.navigation_second, size))
        self.setIconSize(QSize(size, size))

    def set_compact(self, compact: bool) -> None:
        """Only icon and number, where the window is narrow; the word becomes the tooltip."""
        self.setText("" if compact else self._title)
        set_tip(self, self._title if compact else "")

    def set_badge(self, badge: Badge | None) -> None:
        """Shows a number; None shows nothing. The accessible name includes it."""
        self._badge = badge
        self.setAccessibleName(f"{self._title} {badge.count} 件" if badge else self._title)
        self.update()

    @property
    def badge(self) -> Badge | None:
        """The shown number."""
        return self._badge

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the button, then its number."""
        super().paintEvent(event)
        if self._badge is None:
            return
        theme = self._shell.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12, bold=True))
        words = f"{self._badge.count:,}"
        height = theme.px(20)
        compact = not self.text()
        width = max(theme.px(24), painter.fontMetrics().horizontalAdvance(words) + theme.px(10 if compact else 16))
        box = QRectF(self.width() - width - (2 if compact else 10), (self.height() - height) / 2, width, height)
        ground = {"red": theme.tokens.badge_red, "amber": theme.tokens.badge_amber}.get(self._badge.tone)
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(theme.tokens.on_badge if ground else theme.tokens.navigation_text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()


class Navigation(QFrame):
    """Emits which queue or page was clicked; the window decides what to show."""

    queue_chosen = Signal(object, str)  # QueueQuery, title
    page_chosen = Signal(str)
    queue_removed = Signal(int)

    def __init__(self, shell: Shell, pages: Iterable[PageSpec]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shell = shell
        self._pages = tuple(pages)
        self._group = QButtonGroup(self)
        self._queues: dict[QueueName, NavigationButton] = {}
        self._page_buttons: dict[str, NavigationButton] = {}
        self._saved: dict[int, NavigationButton] = {}
        self.place = ElidedLabel(shell.setting("desk_name"), "hint")
        self._words: list[QWidget] = [self.place]
        self._compact = False
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._foot = QVBoxLayout()  # stays visible however long the list above grows
        self._foot.setSpacing(0)
        self._saved_column = QVBoxLayout()
        self._saved_column.setSpacing(0)
        self._fill()
        self._frame()
        shell.theme.changed.connect(self._dress)
        shell.settings_changed.connect(self._show_place)
        self._dress()

    def _show_place(self) -> None:
        self.place.setText(self._shell.setting("desk_name"))

    def set_compact(self, compact: bool) -> None:
        """Shows icons and numbers only, which leaves a narrow window more room for the tickets."""
        if compact == self._compact:
            return
        self._compact = compact
        for words in self._words:
            words.setVisible(not compact)
        self._dress()

    def mark_queue(self, queue: QueueName) -> None:
        """Marks the queue that is shown in the list."""
        self._queues[queue].setChecked(True)

    def mark_page(self, name: str) -> None:
        """Marks the page in the centre; pages of the rules are opened from the settings and mark these."""
        entry = self._page_buttons.get("settings" if name in self._shell.rule_pages else name)
        if entry is not None:
            entry.setChecked(True)

    def button(self, key: QueueName | str) -> NavigationButton:
        """The entry of a queue or a page."""
        return self._queues[key] if isinstance(key, QueueName) else self._page_buttons[key]

    def show_counters(self, counters: Counters) -> None:
        """Writes the numbers: red when a duty breaks soon or has, amber for today."""
        for queue, button in self._queues.items():
            button.set_badge(None if queue in WITHOUT_NUMBER else _queue_badge(queue, counters))
        for spec in self._pages:
            if spec.badge is not None:
                self._page_buttons[spec.name].set_badge(spec.badge(counters))

    def show_saved(self, queues: Iterable[SavedQueue]) -> None:
        """Lists the queues that people saved, each removable by its menu."""
        for old in self._saved.values():
            self._group.removeButton(old)
            old.deleteLater()
        self._saved = {}
        for saved in queues:
            button = self._entry(saved.name, "bookmark", self._saved_chooser(saved))
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            button.customContextMenuRequested.connect(self._ask_removal)
            button.set_compact(self._compact)
            self._saved[saved.id] = button
            self._saved_column.addWidget(button)

    def _fill(self) -> None:
        self._heading("工单队列")
        for queue in QueueName:
            chooser = self._queue_chooser(queue)
            self._queues[queue] = self._entry(QUEUE_WORDS[queue], QUEUE_ICONS[queue], chooser)
            self._column.addWidget(self._queues[queue])
        self._column.addLayout(self._saved_column)
        for group in PageGroup:
            members = [spec for spec in self._pages if spec.group is group]
            if not members or group is PageGroup.RULES:
                continue
            if group is not PageGroup.FOOT:
                self._heading(group.value)
            column = self._foot if group is PageGroup.FOOT else self._column
            for spec in members:
                button = self._entry(spec.title, spec.icon, self._page_chooser(spec.name))
                self._page_buttons[spec.name] = button
                column.addWidget(button)
        self._column.addStretch(1)

    def _frame(self) -> None:
        inner = QWidget()
        inner.setObjectName("plain")
        inner.setLayout(self._column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 12, 0, 8)
        outer.setSpacing(2)
        product = label("接诉值守台", "product")
        self._words.append(product)
        for widget in (product, self.place):
            widget.setContentsMargins(18, 0, 8, 0)
            outer.addWidget(widget)
        outer.addWidget(scroll, 1)
        outer.addLayout(self._foot)

    def _heading(self, text: str) -> None:
        heading = label(text, "hint")
        heading.setContentsMargins(18, 8, 0, 2)
        self._words.append(heading)
        self._column.addWidget(heading)

    def _entry(self, title: str, icon_name: str, chosen: Callable[[], None]) -> NavigationButton:
        button = NavigationButton(self._shell, title, icon_name)
        button.clicked.connect(Call(button, chosen).run)
        self._group.addButton(button)
        return button

    def _queue_chooser(self, queue: QueueName) -> Callable[[], None]:
        return lambda: self.queue_chosen.emit(QueueQuery(queue=queue), QUEUE_WORDS[queue])

    def _saved_chooser(self, saved: SavedQueue) -> Callable[[], None]:
        return lambda: self.queue_chosen.emit(saved.query, saved.name)

    def _page_chooser(self, name: str) -> Callable[[], None]:
        return lambda: self.page_chosen.emit(name)

    def _ask_removal(self, at: QPoint) -> None:
        saved_id, owner = next(entry for entry in self._saved.items() if entry[1] is self.sender())
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = QAction("删除此队列", menu)
        action.triggered.connect(Call(action, self.queue_removed.emit, saved_id).run)
        menu.addAction(action)
        menu.popup(owner.mapToGlobal(at))

    def _dress(self) -> None:
        self.setFixedWidth(self._shell.theme.px(72 if self._compact else 190))
        for button in (*self._queues.values(), *self._page_buttons.values(), *self._saved.values()):
            button.dress()
            button.set_compact(self._compact)


def _queue_badge(queue: QueueName, counters: Counters) -> Badge | None:
    count = counters.by_queue.get(queue, 0)
    pressing = {
        QueueName.TO_SIGN: bool(counters.to_sign_pressing or counters.to_sign_late),
        QueueName.OVERDUE: True,
    }
    if count and pressing.get(queue, False):
        return Badge(count, "red")
    return Badge(count, "amber" if count and queue is QueueName.DUE_TODAY else "plain")
