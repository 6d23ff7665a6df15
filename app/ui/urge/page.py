"""The page of urging: one row a unit, the text ready to send, answers ticked by key, effective once answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.desk.escalation import targets as escalation_targets
from app.desk.urge import acts as urge_acts
from app.desk.urge import reads as urge_reads
from app.desk.urge.rows import Board, SentTexts, UrgeBrief, UrgeRow
from app.rules.escalation.targets import Target
from app.rules.urge.states import EFFECTIVE_STATES, OPEN_STATES, UrgeState
from app.ui.actions.targets import row_actions
from app.ui.escalation.targets_form import TargetsForm
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.call import Call
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import ElidedLabel
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.kit.tooltips import set_tip
from app.ui.urge.detail import UrgeChoice, UrgeDetail
from app.ui.urge.words import COLUMNS, FORM_WORDS, order, turn_words

_ALL, _WAITING, _TO_SEND, _PROMISED, _DONE = "all", "waiting", "to-send", "promised", "done"
_FILTERS = ((_ALL, "全部"), (_TO_SEND, "未发"), (_WAITING, "未答复"), (_PROMISED, "已承诺"), (_DONE, "已答复"))
_STATES = {
    _ALL: frozenset(UrgeState),
    _TO_SEND: frozenset({UrgeState.TO_SEND}),
    _WAITING: frozenset({UrgeState.SENT}),
    _PROMISED: frozenset({UrgeState.PROMISED, UrgeState.BROKEN}),
    _DONE: frozenset({UrgeState.ANSWERED}),
}
# Keys that act while the list has the keyboard, beside the keys of the key table.
_LIST_KEYS = {
    "A": "urge-answer",
    "P": "urge-promise",
    "N": "urge-not-reached",
    "U": "urge-rise",
    "K": "urge-keep",
}
_HEADING_TOOLS = ("urge-send-all", "urge-by-hand", "urge-directory")
_TURN_TOOLS = ("urge-earlier", "urge-later")
_EMPTY = (
    "今天还没有要催的单位",
    "第 5 日 09:00、16:00、19:00、22:00 会按单位自动开一轮；随时可按 Alt+Shift+Q 临时催办。",
)


class UrgePage(Page):
    """Opens with the newest turn. Enter copies a text, marks it as sent and goes on to the next unit."""

    name = "urges"
    choose_first = "请先选择一个单位"
    shows = Change.URGES | Change.TICKETS | Change.CONTACTS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "催办列表")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list = ListPanel("催办", self.view)
        self.states = ChoiceRow("", _FILTERS)
        self.detail = UrgeDetail(shell)
        self.tools = PageTools(self)
        self.summary = ElidedLabel("", "second")
        self.board = Board(None, (), ())
        self.turn: datetime | None = None
        self._going_out: set[tuple[int, int]] = set()  # rounds, with their version, that are being sent
        self._build()
        MinuteHand(self, self._beat)

    def refresh(self) -> None:
        """Reads the rounds of the shown turn."""
        self.shell.gateway.read(urge_reads.board, self._take, key="urges", turn=self.turn)

    def back(self) -> bool:
        """Esc: shows every state again, then the newest turn."""
        if self.states.value != _ALL:
            self.states.choose(_ALL)
            return True
        if self.turn is None:
            return False
        self.turn = None
        self.refresh()
        return True

    def chosen(self) -> UrgeChoice | None:
        """The chosen rounds with the current text."""
        return self.detail.choice()

    def picked(self) -> tuple[UrgeRow, ...]:
        """The chosen rounds, else the current one."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        rows = tuple(self.model.rows[place] for place in places if place < len(self.model.rows))
        current = self.view.current
        return rows or ((current,) if current is not None else ())

    def step_turn(self, by: int) -> None:
        """Shows the turn before or after the shown one."""
        turns = self.board.turns
        if self.board.begin is None:
            return
        place = turns.index(self.board.begin) + by
        if not 0 <= place < len(turns):
            self.shell.say("已是最早的一轮" if by < 0 else "已是最近的一轮", "blue")
            return
        self.turn = None if place == len(turns) - 1 else turns[place]
        self.view.begin_list()
        self.refresh()

    def units(self) -> tuple[str, ...]:
        """The chosen units when several are chosen; none stands for all."""
        rows = self.picked()
        return tuple(row.unit for row in rows) if len(rows) > 1 else ()

    def to_send(self) -> list[int]:
        """The rounds of the shown turn that nobody has sent yet."""
        return [row.id for row in self.board.rows if row.state is UrgeState.TO_SEND]

    def send_all(self) -> None:
        """Marks every round of the turn as sent, and copies all their texts."""
        shell = self.shell
        shell.gateway.submit(urge_acts.send_many, on_done=self._copy, person=shell.person, round_ids=self.to_send())

    def send_chosen(self) -> None:
        """Copies the text of the chosen round, marks it as sent and goes on to the next one; several at once too."""
        choice = self.chosen()
        if choice is None:
            return
        shell = self.shell
        if len(choice.rows) > 1:
            ids = [row.id for row in choice.rows]
            shell.gateway.submit(urge_acts.send_many, on_done=self._copy, person=shell.person, round_ids=ids)
            return
        row = choice.rows[0]
        if row.state not in OPEN_STATES:
            shell.say(f"{row.unit_words} 这一轮已有答复或已结束", "amber")
            return
        if (row.id, row.version) in self._going_out:
            return
        self._going_out.add((row.id, row.version))
        message = urge_acts.Message(choice.channel, choice.text)
        self.detail.forget_typed(row)
        shell.gateway.submit(
            urge_acts.send,
            on_done=self._copy,
            on_refused=self._take_refusal,
            on_failed=self._take_failure,
            person=shell.person,
            round_id=row.id,
            message=message,
            version=row.version,
        )
        self._go_on()

    def edit_directory(self) -> None:
        """Reads the directory and opens the form that edits it."""
        self.shell.gateway.read(escalation_targets.listing, self._open_directory, key="report-targets")

    def _open_directory(self, targets: tuple[Target, ...]) -> None:
        TargetsForm(self.shell, targets).open_form()

    def _copy(self, outcome: Outcome[SentTexts]) -> None:
        QGuiApplication.clipboard().setText(outcome.result.text)

    def _go_on(self) -> None:
        """Chooses the next round that waits; the next Enter need not wait for what the last one sent."""
        under_way = {round_id for round_id, _ in self._going_out}
        waiting = [row for row in self.model.rows if row.state is UrgeState.TO_SEND and row.id not in under_way]
        if waiting:
            self.view.choose_key(waiting[0].id)

    def _take_refusal(self, refused: Refused) -> None:
        self._going_out.clear()
        self.shell.say(str(refused), "amber")
        self.refresh()

    def _take_failure(self, _error: Exception) -> None:
        self._going_out.clear()

    def _take(self, board: Board) -> None:
        self.board = board
        self._going_out &= {(row.id, row.version) for row in board.rows}
        self._list()

    def _list(self) -> None:
        rows = sorted(self.board.rows, key=order)
        self.states.show_counts({name: sum(row.state in _STATES[name] for row in rows) for name, _ in _FILTERS})
        shown = [row for row in rows if row.state in _STATES[self.states.value]]
        empty = _EMPTY if not rows else ("没有符合条件的单位", "按 Esc 看全部。")
        self.list.show_rows(shown, empty)
        self.summary.setText(turn_words(self.board, self.shell.now()))
        self.tools.weigh()

    def _show(self, *_: object) -> None:
        rows = self.picked()
        self.detail.show_rows(rows)
        self._weigh(rows)
        if len(rows) == 1:
            who = self.shell.person.name
            self.shell.gateway.read(urge_reads.brief, self._take_brief, key="urge-brief", round_id=rows[0].id, who=who)

    def _take_brief(self, brief: UrgeBrief) -> None:
        self.detail.take_brief(brief)

    def _weigh(self, rows: tuple[UrgeRow, ...]) -> None:
        if not rows:
            return
        choice = UrgeChoice(rows, self.detail.channel, "", None)
        names = [entry.id for entry in self._entries if not entry.why_not(choice)]
        waits = any(row.state is UrgeState.TO_SEND for row in rows)
        first = "urge-send" if waits else "urge-answer" if rows[0].state not in EFFECTIVE_STATES else ""
        self.detail.show_buttons(names, first)

    def _beat(self) -> None:
        self.view.viewport().update()

    def _choose_form(self, place: int) -> None:
        self.detail.choose_form(FORM_WORDS[place][0])

    def _build(self) -> None:
        for name in _HEADING_TOOLS:
            self.list.add_tool(self.tools.buttons[name])
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for part in (self.states, *(self.tools.buttons[name] for name in _TURN_TOOLS)):
            flow.addWidget(part)
        self.list.add_filters(self.summary)
        self.list.add_filters(row)
        self.states.chosen.connect(self._narrow)
        self.view.chosen.connect(self._show)
        self.view.selectionModel().selectionChanged.connect(self._show)
        self.view.entered_row.connect(self._enter)
        self._entries = row_actions(self.shell, self.name)
        for entry in self._entries:
            self._add_button(entry.id, entry.text, entry.hint)
        for key, action in _LIST_KEYS.items():
            self._key(key, self.shell.commands.action(action).trigger)
        for place in range(len(FORM_WORDS)):
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(Call(shortcut, self._choose_form, place).run)
        beside(self, self.list, self.detail, (700, 440))

    def _add_button(self, name: str, words: str, hint: str) -> None:
        """A button of the pane that shows the key of the list, which is shorter than that of the key table."""
        keys = {action: key for key, action in _LIST_KEYS.items()} | {"urge-send": "回车"}
        button = self.detail.add_button(name, f"{words}　{keys.get(name, 'Ctrl+H')}", words)
        set_tip(button, hint)
        button.clicked.connect(self.shell.commands.action(name).trigger)

    def _key(self, key: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self.view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)

    def _narrow(self, _value: object) -> None:
        self.view.begin_list()
        self._list()

    def _enter(self, _row: UrgeRow) -> None:
        self.send_chosen()
