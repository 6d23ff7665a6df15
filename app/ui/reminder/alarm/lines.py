"""The lines of the alarm window: a few widgets that walk over everything that rings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QSizePolicy, QWidget

from app.ui.kit.call import Call
from app.ui.look.theme import Theme
from app.ui.reminder.alarm.items import AlarmItem
from app.ui.reminder.alarm.line import LAST_KEY, LINE_HEIGHT, AlarmLine, Entry

GAP = 8
DONE = "✓ 已处理"
_EDGE, _BAR = 14, 12


class AlarmLines(QWidget):
    """Shows as many entries as fit, at most nine, so that each has its number key; keys, wheel and bar walk over all.

    Entries keep their order until the next `build`; the widgets are reused. `moved` says that other tickets now stand
    under the number keys without a person having walked there.
    """

    answered = Signal(AlarmLine)
    opened = Signal()
    moved = Signal()
    turned = Signal()  # other entries are in view
    picked = Signal()  # another entry is chosen

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.entries: list[Entry] = []
        self.lines: list[AlarmLine] = []
        self._kept: list[AlarmLine] = []
        self._top = self._place = 0
        self._view = (0, 0, 0)
        self._now = datetime.min.replace(tzinfo=UTC)
        self._enabled = True
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setAccessibleName("全部提醒")
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.valueChanged.connect(self._scrolled)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._make()

    @property
    def chosen(self) -> AlarmItem | None:
        """The item that Enter answers and O opens."""
        return self.entries[self._place].item if self.entries else None

    @property
    def top(self) -> int:
        """The place of the first entry in view, from 0."""
        return self._top

    @property
    def shown_items(self) -> list[AlarmItem]:
        """The items in view that are not answered."""
        return [line.item for line in self.lines if not line.done]

    def begin_anew(self) -> None:
        """Makes the next `build` choose its first entry."""
        self.entries, self._place = [], 0

    def build(self, entries: Sequence[Entry], now: datetime) -> None:
        """Shows these entries from the first; the chosen ticket stays chosen where it still rings."""
        kept = self.chosen
        self.entries, self._now = list(entries), now
        places = {entry.item.key: place for place, entry in enumerate(self.entries)}
        self._place = places.get(kept.key, 0) if kept is not None else 0
        self._top = 0
        self._lay_out()
        self._bring(self._place)
        self._fill()

    def update_items(self, by_key: Mapping[int, AlarmItem], now: datetime) -> None:
        """Updates the entries in their places; those without an alarm are shown as done."""
        self._now = now
        for entry in self.entries:
            item = by_key.get(entry.item.key)
            entry.done = DONE if item is None else ""
            entry.item = item or entry.item
        for line, entry in zip(self.lines, self.entries[self._top :], strict=False):
            if entry.done:
                line.finish(entry.done)
            else:
                line.show_item(entry.item, now)
        self._leave_done()

    def tick(self, now: datetime) -> None:
        """Updates the times in view."""
        self._now = now
        for line in self.lines:
            if not line.done:
                line.tick(now)

    def choose_line(self, line: AlarmLine) -> None:
        """Chooses a line in view."""
        if line in self.lines:
            self._choose(self._top + self.lines.index(line))

    def walk(self, step: int) -> None:
        """Chooses an entry further down or up; the view follows."""
        if self.entries:
            self._choose(max(0, min(self._place + step, len(self.entries) - 1)))

    def page(self, step: int) -> None:
        """Goes a view down or up and chooses its first entry."""
        if self.entries:
            size = max(1, len(self.lines))
            self._choose(max(0, min(self._place + step * size, len(self.entries) - 1)), at_top=True)

    def end(self, *, last: bool) -> None:
        """Chooses the first or the last entry."""
        if self.entries:
            self._choose(len(self.entries) - 1 if last else 0)

    def enable(self, enabled: bool) -> None:
        """Enables or disables the buttons."""
        self._enabled = enabled
        for line in self._kept:
            line.button.setEnabled(enabled)

    def wanted_height(self) -> int:
        """The height of all lines that may stand in view at once."""
        px, count = self._theme.px, min(LAST_KEY, len(self.entries))
        above = sum(bool(entry.heading) for entry in self.entries[:count])
        return px(LINE_HEIGHT + GAP) * count + px(30) * above + px(GAP)

    def dress(self) -> None:
        """Takes the colours and sizes of the theme."""
        for line in self._kept:
            line.setParent(None)
            line.deleteLater()
        self._make()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows as many lines as fit."""
        super().resizeEvent(event)
        self._lay_out()
        self._fill()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Walks the view by a line."""
        self.bar.setValue(self.bar.value() - (1 if event.angleDelta().y() > 0 else -1))
        event.accept()

    def _make(self) -> None:
        self._kept = [AlarmLine(self._theme, place, self) for place in range(1, LAST_KEY + 1)]
        for line in self._kept:
            line.answered.connect(Call(line, self.answered.emit, line).run)
            line.chosen.connect(Call(line, self.choose_line, line).run)
            line.opened.connect(self.opened)
            line.button.setEnabled(self._enabled)
            line.hide()

    def _lay_out(self) -> None:
        """Fills the view from the top entry on."""
        px = self._theme.px
        edge, room, bar = px(_EDGE), self.height(), px(_BAR)
        count, used, at = 0, px(GAP), px(GAP)
        for line, entry in zip(self._kept, self.entries[self._top :], strict=False):
            line.begin(entry, self._now)
            used += line.sizeHint().height() + px(GAP)
            if count and used > room:
                break
            count += 1
        self.lines = self._kept[:count]
        walks = count < len(self.entries)
        width = self.width() - 2 * edge - (bar if walks else 0)
        for line in self.lines:
            line.setGeometry(edge, at, width, line.sizeHint().height())
            at += line.height() + px(GAP)
        for place, line in enumerate(self._kept):
            line.setVisible(place < count)
            line.choose(place < count and self._top + place == self._place)
        self.bar.setVisible(walks)
        self.bar.setGeometry(self.width() - edge, px(GAP), bar, max(0, room - 2 * px(GAP)))
        self.bar.blockSignals(True)
        self.bar.setRange(0, max(0, len(self.entries) - count))
        self.bar.setPageStep(max(1, count))
        self.bar.setValue(self._top)
        self.bar.blockSignals(False)
        if (view := (self._top, count, len(self.entries))) != self._view:
            self._view = view
            self.turned.emit()

    def _choose(self, place: int, *, at_top: bool = False) -> None:
        self._place = place
        if at_top:
            self._show_from(min(place, self.bar.maximum()))
        self._bring(place)
        for offset, line in enumerate(self.lines):
            line.choose(self._top + offset == place)
        self.picked.emit()

    def _bring(self, place: int) -> None:
        """Moves the view until an entry stands in it."""
        if place < self._top:
            self._show_from(place)
        while self.lines and place >= self._top + len(self.lines):
            self._show_from(max(self._top + 1, place - len(self.lines) + 1))

    def _fill(self) -> None:
        """Moves the view up while there is room below its last entry, as after the window has grown."""
        moved = False
        while self._top and self._top + len(self.lines) == len(self.entries):
            self._show_from(self._top - 1)
            moved = True
        if moved and self._top + len(self.lines) < len(self.entries):
            self._show_from(self._top + 1)

    def _show_from(self, top: int) -> None:
        top = max(0, min(top, len(self.entries) - 1))
        if top != self._top:
            self._top = top
            self._lay_out()

    def _scrolled(self, top: int) -> None:
        self._show_from(top)

    def _leave_done(self) -> None:
        """When everything in view is answered, goes on to the next that is not; the choice leaves answered ones."""
        waiting = [place for place, entry in enumerate(self.entries) if not entry.done]
        if not waiting:
            return
        following = next((place for place in waiting if place >= self._place), waiting[-1])
        in_view = range(self._top, self._top + len(self.lines))
        if any(place in in_view for place in waiting):
            near = [place for place in waiting if place in in_view]
            if self.entries[self._place].done:
                self._choose(next((place for place in near if place >= self._place), near[0]))
            return
        self._choose(following, at_top=True)
        self.moved.emit()
