"""The left navigation: queues with counters, saved queues, and the pages in groups that fold."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.desk.queue.rows import Counters, QueueQuery, SavedQueue
from app.rules.queue.names import QUEUE_WORDS, QueueName
from app.ui.frame.pages import Badge, PageGroup, PageSpec
from app.ui.frame.parts.navigation_entries import NavigationButton, NavigationGroup
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.labels import ElidedLabel, label

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
    QueueName.HISTORY: "history",
}
QUEUES = "工单队列"
_FOLDS, _NONE = "folded-groups", "-"
_ROW, _LEAST_ROW = 28, 22  # px, the height of an entry where there is room and where there is little
_EDGES, _LEAST_EDGES = (12, 8), (4, 2)  # px, above and below
WITHOUT_NUMBER = frozenset({QueueName.CLOSED, QueueName.ALL})


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
        self._product = label("接诉值守台", "product")
        self._compact = False
        self._row = 0
        self.groups: dict[str, NavigationGroup] = {}
        self._inner = QWidget()
        self._scroll = QScrollArea()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._foot = QHBoxLayout()  # stays visible however long the list above grows
        self._foot.setSpacing(0)
        self._saved_column = QVBoxLayout()
        self._saved_column.setSpacing(0)
        self._fill()
        self._frame()
        shell.theme.changed.connect(self._dress)
        shell.settings_changed.connect(self._show_place)
        self._dress()
        self._recall_folds()

    def _show_place(self) -> None:
        self.place.setText(self._shell.setting("desk_name"))

    def set_compact(self, compact: bool) -> None:
        """Shows icons and numbers only, which leaves a narrow window more room for the tickets."""
        if compact == self._compact:
            return
        self._compact = compact
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lowers the entries, then folds groups, until everything is seen without scrolling."""
        super().resizeEvent(event)
        self._fit()

    def mark_queue(self, queue: QueueName) -> None:
        """Marks the queue that is shown in the list."""
        self._queues[queue].setChecked(True)
        self._unfold_around(self._queues[queue])

    def mark_page(self, name: str) -> None:
        """Marks the page in the centre; pages of the rules are opened from the settings and mark these."""
        entry = self._page_buttons.get("settings" if name in self._shell.rule_pages else name)
        if entry is not None:
            entry.setChecked(True)
            self._unfold_around(entry)

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
        for group in self.groups.values():
            group.sum_up()

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
        self._fit()

    def _fill(self) -> None:
        queues = self._add_group(QUEUES)
        for queue in QueueName:
            chooser = self._queue_chooser(queue)
            self._queues[queue] = self._entry(QUEUE_WORDS[queue], QUEUE_ICONS[queue], chooser)
            queues.add(self._queues[queue])
        queues.column.addLayout(self._saved_column)
        for spec in self._pages:
            if spec.group is PageGroup.RULES:
                continue
            button = self._entry(spec.title, spec.icon, self._page_chooser(spec.name))
            self._page_buttons[spec.name] = button
            if spec.group is PageGroup.FOOT:
                self._foot.addWidget(button)
        for group in PageGroup:
            members = [spec for spec in self._pages if spec.group is group]
            if members and group not in (PageGroup.RULES, PageGroup.FOOT):
                made = self._add_group(group.value)
                for spec in members:
                    made.add(self._page_buttons[spec.name])
        self._column.addStretch(1)

    def _add_group(self, title: str) -> NavigationGroup:
        group = self.groups[title] = NavigationGroup(self._shell, title)
        group.turned.connect(self._keep_folds)
        self._column.addWidget(group)
        return group

    def _recall_folds(self) -> None:
        """Folds the groups as this PC remembers it; at first all but the queues."""
        kept = self._shell.memory.text(_FOLDS) if self._shell.memory is not None else ""
        folded = set(kept.split(",")) if kept else set(self.groups) - {QUEUES}
        for title, group in self.groups.items():
            group.fold(title in folded)

    def _keep_folds(self) -> None:
        opened = self.sender()
        if isinstance(opened, NavigationGroup) and not opened.folded:
            self._make_room(opened)
        if self._shell.memory is not None:
            folded = [title for title, group in self.groups.items() if group.folded]
            self._shell.memory.keep_text(_FOLDS, ",".join(folded) or _NONE)

    def _unfold_around(self, entry: QWidget) -> None:
        """Unfolds the group of an entry, so that it is seen where the person is."""
        for group in self.groups.values():
            if group.has(entry) and group.folded:
                group.fold(False)
                self._make_room(group)

    def _make_room(self, opened: NavigationGroup) -> None:
        """Folds other groups, those of pages first and the queues last, until everything is seen without scrolling."""
        queues = self.groups[QUEUES]
        for group in (*(one for one in self.groups.values() if one is not queues), queues):
            if self._rows_shown() * self._row <= self._room():
                return
            if group is not opened and not group.folded:
                group.fold(True)

    def _rows_shown(self) -> int:
        shown = sum(1 if group.folded else 1 + len(group.entries) for group in self.groups.values())
        return shown + (0 if self.groups[QUEUES].folded else len(self._saved))

    def _most_rows(self) -> int:
        """The rows of the headings, the queues and the group with most pages."""
        pages = [len(group.entries) for title, group in self.groups.items() if title != QUEUES]
        return len(self.groups) + len(self._queues) + len(self._saved) + max(pages, default=0)

    def _room(self) -> int:
        """The height for the list between the name of the desk and the foot, in px."""
        above = sum(words.sizeHint().height() for words in (self._product, self.place) if not words.isHidden())
        edges = self.layout().contentsMargins()
        return self.height() - edges.top() - edges.bottom() - above - self._row  # the foot is one row

    def _fit(self) -> None:
        """Gives the entries one height for the queues and the longest group together, whatever is open now.

        So nothing moves under the pointer when a group opens. Where the least height is not low enough, groups fold.
        """
        px = self._shell.theme.px
        for edges, product in ((_EDGES, True), (_LEAST_EDGES, False)):
            self._row = px(_ROW)
            self.layout().setContentsMargins(0, px(edges[0]), 0, px(edges[1]))
            self._product.setVisible(product and not self._compact)
            if self._most_rows() * self._row <= self._room():
                break
        else:
            lowest = (self._room() + self._row) // (self._most_rows() + 1)
            self._row = max(px(_LEAST_ROW), min(lowest, px(_ROW)))
        for button in self._every_button():
            button.setFixedHeight(self._row)
        open_now = [group for group in self.groups.values() if not group.folded]
        around = next((group for group in open_now if group.has(self._group.checkedButton())), None)
        if open_now:
            self._make_room(around or open_now[0])

    def _every_button(self) -> Iterable[NavigationButton]:
        headings = (group.heading for group in self.groups.values())
        return (*self._queues.values(), *self._page_buttons.values(), *self._saved.values(), *headings)

    def _frame(self) -> None:
        inner = self._inner
        inner.setObjectName("plain")
        inner.setLayout(self._column)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setSpacing(0)
        for widget in (self._product, self.place):
            widget.setContentsMargins(18, 0, 8, 0)
            outer.addWidget(widget)
        outer.addWidget(scroll, 1)
        outer.addLayout(self._foot)

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
        for button in self._every_button():
            button.dress()
            button.set_compact(self._compact)
        self.place.setVisible(not self._compact)
        self._fit()


def _queue_badge(queue: QueueName, counters: Counters) -> Badge | None:
    count = counters.by_queue.get(queue, 0)
    pressing = {
        QueueName.TO_SIGN: bool(counters.to_sign_pressing or counters.to_sign_late),
        QueueName.OVERDUE: True,
    }
    if count and pressing.get(queue, False):
        return Badge(count, "red")
    return Badge(count, "amber" if count and queue is QueueName.DUE_TODAY else "plain")
