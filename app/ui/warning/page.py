"""The page of early warning: the warnings, the highest first, and the card of the chosen one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.base.changes import Change
from app.desk.event.acts import Source
from app.desk.warning import reads as warning_reads
from app.desk.warning.rows import Card, Overview, WarningRow
from app.rules.event.texts import LONGEST_TITLE
from app.rules.warning.states import OPEN_STATES, Subject, WarningLevel, WarningState
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.beside import beside
from app.ui.kit.call import Call
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.warning.card import card_parts
from app.ui.warning.words import CHOOSE, COLUMNS, EMPTY, NARROW

_OPEN, _MERCHANTS, _SERIES, _ENDED = "open", "merchants", "series", "ended"
_FILTERS = ((_OPEN, "在办"), (_MERCHANTS, "商户"), (_SERIES, "类别街道与词"), (_ENDED, "已结束"))
_MOST_KEYS = 9


class WarningsPage(Page):
    """Lists the open warnings; Enter opens the last ticket of the chosen one, 1–9 one of those on its card."""

    name = "warnings"
    choose_first = "请先选择一条预警"
    shows = Change.WARNINGS | Change.TICKETS | Change.IMPORTS | Change.TASKS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "预警列表")
        self.list = ListPanel("商户预警", self.view)
        self.kinds = ChoiceRow("", _FILTERS)
        self.share = label("", "second", wrap=True)
        self.detail = DetailPanel(shell, CHOOSE)
        self.card: Card | None = None
        self._verbs = row_actions(shell, self.name)
        self._overview = Overview((), 0, 0, 0)
        self._wanted: int | None = None
        self._build()
        MinuteHand(self, self._turn)

    def refresh(self) -> None:
        """Reads the warnings."""
        self.shell.gateway.read(warning_reads.overview, self._take, key="warnings")

    def back(self) -> bool:
        """Esc: shows every open warning again."""
        if self.kinds.value == _OPEN:
            return False
        self.kinds.show_value(_OPEN)
        self._narrow()
        return True

    def show_warning(self, warning_id: int) -> None:
        """Chooses an open warning once it is listed."""
        self.kinds.show_value(_OPEN)
        self._wanted = warning_id
        self.refresh()

    def chosen(self) -> WarningRow | None:
        """The current warning."""
        row: WarningRow | None = self.view.current
        return row

    def event_source(self) -> Source | None:
        """What a mass event of the current warning is made from."""
        row = self.chosen()
        if row is None or row.id is None:
            return None
        return Source(row.name[:LONGEST_TITLE], row.merchant_id, row.id, row.ticket_ids)

    def open_ticket_at(self, place: int) -> None:
        """Opens the ticket at a place of the card, from 0."""
        if self.card is not None and place < len(self.card.tickets):
            self.shell.open_ticket(self.card.tickets[place].id)

    def _take(self, overview: Overview) -> None:
        self._overview = overview
        self._narrow()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.view.choose_key(wanted):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow(self, _value: object = None) -> None:
        rows = self._overview.rows
        shown = [row for row in rows if self._fits(row, self.kinds.value)]
        self.list.show_rows(shown, EMPTY if not rows else NARROW)
        self.kinds.show_counts({name: sum(self._fits(row, name) for row in rows) for name, _ in _FILTERS})
        still = sum(row.state in OPEN_STATES for row in rows)
        self.list.count.setText(f"在办 {still:,}" if rows else "")
        self.share.setText(self._share_words())

    def _fits(self, row: WarningRow, wanted: object) -> bool:
        if wanted == _ENDED:
            return row.state not in OPEN_STATES
        if row.state not in OPEN_STATES:
            return False
        is_merchant = row.subject is Subject.MERCHANT
        return wanted == _OPEN or is_merchant == (wanted == _MERCHANTS)

    def _share_words(self) -> str:
        found = self._overview
        noise = f"近 90 天 {found.raised:,} 起，误报 {found.noise:,}（{found.noise_share} %）" if found.raised else ""
        waiting = f"待确认的并名 {found.proposals:,}" if found.proposals else ""
        return " · ".join(filter(None, (noise, waiting)))

    def _show(self, row: WarningRow | None) -> None:
        if row is None or row.id is None:
            self.card = None
            self.detail.show_nothing()
            return
        self.shell.gateway.read(warning_reads.card, self._take_card, key="warning-card", warning_id=row.id)

    def _take_card(self, card: Card | None) -> None:
        row = self.chosen()
        if card is None or row is None or card.row.id != row.id:
            return
        same = self.card is not None and self.card.row.id == card.row.id
        self.card = card
        self.detail.show_parts(card_parts(self.shell, card, self.shell.open_ticket), keep_place=same)
        shown = allowed(self._verbs, row)
        first = _first_act(row)
        shown = [*shown, "event-open"] if row.state in OPEN_STATES else shown
        self.detail.show_buttons(shown, first if first in shown else "")

    def _turn(self) -> None:
        self.view.viewport().update()

    def _build(self) -> None:
        self.list.add_tool(action_button(self.shell, "warning-rules", role="filter"))
        self.list.add_filters(self.kinds)
        self.list.add_filters(self.share)
        self.kinds.show_value(_OPEN)
        self.kinds.chosen.connect(self._narrow)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._enter)
        for entry in self._verbs:
            self.detail.add_action(entry.id)
        self.detail.add_action("event-open")
        for place in range(_MOST_KEYS):
            key = QShortcut(QKeySequence(str(place + 1)), self.view)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(Call(key, self.open_ticket_at, place).run)
        beside(self, self.list, self.detail, (470, 700))

    def _enter(self, _row: WarningRow) -> None:
        """Enter opens the last ticket."""
        self.open_ticket_at(0)


def _first_act(row: WarningRow) -> str:
    """The act of the moment: a new grave merchant becomes an event, others above blue a letter, blue ones known."""
    grave = row.subject is Subject.MERCHANT and row.level.rank >= WarningLevel.ORANGE.rank
    if grave and row.state is WarningState.NEW:
        return "event-open"
    return "warning-letter" if row.level.rank > 0 and row.state in OPEN_STATES else "warning-known"
