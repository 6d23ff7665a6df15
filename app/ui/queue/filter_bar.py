"""The filters over the list: checkable menus, and a chip for every active filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.base.changes import Change
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Filters
from app.rules.law.clocks import Urgency
from app.rules.shared.masking import mask_text
from app.rules.ticket.fields import LIST_FILTERS
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import bounded, button_text, restyle
from app.ui.kit.periods import DAY_PERIODS, named_periods, period_words

LISTS = {name: one.word for name, one in LIST_FILTERS.items()}

OFFER_MS = 2000
_LONGEST_CHIP = 40  # characters of a filter's value


class CheckMenu(QMenu):
    """A menu whose checkable lines keep it open."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a checkable line only ticks it."""
        action = self.activeAction()
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter and Esc close."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """The filter buttons. `changed` emits the new filters at every tick."""

    changed = Signal(object)
    period_requested = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.filters = Filters()
        self._choices: dict[str, list[str]] | None = None
        self._waiting = ""
        # Counting the values scans the whole register: not with every change, and not while the menu is open.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(OFFER_MS)
        self._soon.timeout.connect(self._ask)
        self._soon.start()
        shell.gateway.changed.connect(self._note)
        self.buttons: dict[str, QPushButton] = {}
        row = FlowLayout(self)
        for name, words in (*LISTS.items(), ("urgency", "紧急程度"), ("period", "时段")):
            button = QPushButton(f"{words} ▾")
            button.setAccessibleName(words)
            button.setProperty("filter", True)
            button.clicked.connect(Call(button, self._open, name).run)
            self.buttons[name] = button
            row.addWidget(button)

    def offer(self, choices: dict[str, list[str]]) -> None:
        """The choices by the name of the filter."""
        self._choices = choices
        if self._waiting:
            self._show(self._waiting)

    def show_filters(self, filters: Filters) -> None:
        """Sets filters from elsewhere (a saved queue) without a signal."""
        self.filters = filters
        for name, words in LISTS.items():
            chosen = filters.values(name)
            self._write(name, f"{words} {len(chosen)} ▾" if chosen else f"{words} ▾", active=bool(chosen))
        urgency = f"{self.urgency_word(filters.urgency)} ▾" if filters.urgency else "紧急程度 ▾"
        self._write("urgency", urgency, active=filters.urgency is not None)
        words = period_words(filters.first_day, filters.last_day)
        self._write("period", f"{words or '时段'} ▾", active=bool(words))

    def urgency_word(self, urgency: Urgency) -> str:
        """The word of the rules for a level."""
        return self._shell.levels.known(urgency).word

    def take(self, filters: Filters) -> None:
        """Sets filters and emits `changed`."""
        self.show_filters(filters)
        self.changed.emit(filters)

    def menu(self, name: str) -> QMenu:
        """The menu of one filter, rebuilt from the present choices."""
        menu = CheckMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if name in LISTS:
            self._fill_list(menu, name)
        elif name == "urgency":
            self._fill_urgency(menu)
        else:
            self._fill_periods(menu)
        return menu

    def _note(self, changes: Change) -> None:
        if changes & Change.IMPORTS:
            self._soon.start()

    def _ask(self) -> None:
        self._shell.gateway.read(queue_reads.choices, self.offer, key="choices")

    def _open(self, name: str) -> None:
        """Opens a menu with the known choices, or once they are read; reads them again for the next time."""
        self._waiting = name if name in LISTS and self._choices is None else ""
        if not self._waiting:
            self._show(name)
        self._ask()

    def _show(self, name: str) -> None:
        self._waiting = ""
        button = self.buttons[name]
        self.menu(name).popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _fill_list(self, menu: QMenu, name: str) -> None:
        chosen = self.filters.values(name)
        self._line(menu, "不限", lambda: self.take(self.filters.choosing(name, ())), ticked=None)
        menu.addSeparator()
        offered = [value for value in (self._choices or {}).get(name, []) if value]
        missing = [value for value in chosen if value not in offered]
        for value in (*missing, *offered):
            self._line(menu, value, self._toggler(name, value), ticked=value in chosen)
        if not offered and not missing:
            menu.addAction("还没有可选的内容").setEnabled(False)

    def _fill_urgency(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        levels = self._shell.levels.every()
        options: list[tuple[str, Urgency | None]] = [("不限", None), *((level.word, level.code) for level in levels)]
        for words, value in options:
            chooser = self._urgency_chooser(value)
            group.addAction(self._line(menu, words, chooser, ticked=self.filters.urgency == value))

    def _urgency_chooser(self, value: Urgency | None) -> Callable[[], None]:
        return lambda: self.take(replace(self.filters, urgency=value))

    def _fill_periods(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        now = (self.filters.first_day, self.filters.last_day)
        known = named_periods(self._shell.now(), self._shell.period_rules)
        for period in (known[words] for words in DAY_PERIODS):
            chooser = self._period_chooser(period.first, period.last)
            ticked = now == (period.first, period.last)
            group.addAction(self._line(menu, period.words, chooser, ticked=ticked))
        menu.addSeparator()
        self._line(menu, "自定起止…", self.period_requested.emit, ticked=None)

    def _period_chooser(self, first: date | None, last: date | None) -> Callable[[], None]:
        return lambda: self.take(replace(self.filters, first_day=first, last_day=last))

    def _toggler(self, name: str, value: str) -> Callable[[], None]:
        return lambda: self._toggle(name, value)

    def _toggle(self, name: str, value: str) -> None:
        chosen = self.filters.values(name)
        kept = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        self.take(self.filters.choosing(name, kept))

    @staticmethod
    def _line(menu: QMenu, words: str, act: Callable[[], None], *, ticked: bool | None) -> QAction:
        action = QAction(button_text(mask_text(words)), menu)
        if ticked is not None:
            action.setCheckable(True)
            action.setChecked(ticked)
        action.triggered.connect(Call(action, act).run)
        menu.addAction(action)
        return action

    def _write(self, name: str, words: str, *, active: bool) -> None:
        self.buttons[name].setText(words)
        restyle(self.buttons[name], active=active)


class FilterChips(QWidget):
    """One chip for every active filter value; a click removes it."""

    def __init__(self, bar: FilterBar, save: Callable[[], None]) -> None:
        super().__init__()
        self._bar = bar
        self._save = save
        self._row = FlowLayout(self)
        self.hide()

    def words(self) -> list[str]:
        """The texts of the chips."""
        buttons: Iterable[QPushButton] = self.findChildren(QPushButton)
        return [button.property("words") for button in buttons if button.property("chipbutton")]

    def show_filters(self, filters: Filters, *, saveable: bool) -> None:
        """Shows a chip for each value, and the button that saves them as a queue."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            widget.setParent(None)
            widget.deleteLater()
        for words, without in _chips(filters, self._bar.urgency_word):
            self._add(f"{words} ×", self._taker(without), chip=True, name=f"去掉 {words}")
        if saveable:
            self._add("保存为队列 Ctrl+S", self._save, chip=False, name="保存为队列")
            self._add("全部清除", lambda: self._bar.take(Filters()), chip=False, name="全部清除")
        self.setVisible(saveable)
        self.updateGeometry()

    def _taker(self, filters: Filters) -> Callable[[], None]:
        return lambda: self._bar.take(filters)

    def _add(self, words: str, act: Callable[[], None], *, chip: bool, name: str) -> None:
        button = QPushButton(button_text(bounded(words, _LONGEST_CHIP)))
        button.setProperty("words", words)
        button.setAccessibleName(name)
        button.setProperty("chipbutton" if chip else "link", True)
        button.clicked.connect(Call(button, act).run)
        self._row.addWidget(button)


def _chips(filters: Filters, urgency_word: Callable[[Urgency], str]) -> list[tuple[str, Filters]]:
    chips: list[tuple[str, Filters]] = []
    for name, words in LISTS.items():
        values = filters.values(name)
        for value in values:
            rest = tuple(other for other in values if other != value)
            chips.append((f"{words}：{mask_text(value)}", filters.choosing(name, rest)))
    if filters.urgency is not None:
        chips.append((f"紧急程度：{urgency_word(filters.urgency)}", replace(filters, urgency=None)))
    period = period_words(filters.first_day, filters.last_day)
    if period:
        chips.append((f"派单日期：{period}", replace(filters, first_day=None, last_day=None)))
    return chips
