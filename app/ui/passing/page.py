"""The page of buck-passing cases: who passes what to whom, the report's text, the follow-up and its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.base.changes import Change
from app.base.table import Kind
from app.desk.passing import acts as passing_acts
from app.desk.passing import reads as passing_reads
from app.desk.passing.rows import PassingBrief, PassingRow
from app.rules.passing import PASSING_STATE_WORDS, PassingState
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.columns import Cell, Column, ticket_cell
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.values import aside, coded, instant, long_text, made, rank, text
from app.ui.kit.table.view import RowsView
from app.ui.kit.words import full, moment
from app.ui.ticket.facts import grid, text_block
from app.ui.ticket.timeline import Entry, Timeline

_LOOKS = {
    PassingState.OPEN: ("red", "siren"),
    PassingState.REPORTED: ("amber", "hourglass"),
    PassingState.CLOSED: ("green", "circle-check"),
}
_FIRST_OF = {PassingState.OPEN: "passing-report", PassingState.REPORTED: "passing-follow"}


def _ticket(row: PassingRow, _now: datetime) -> Cell:
    return ticket_cell(row.ticket_title, row.ticket_number)


def _state(row: PassingRow, _now: datetime) -> Cell:
    tone, icon = _LOOKS[row.state]
    return Cell(PASSING_STATE_WORDS[row.state], tone=tone, icon=icon)


def _parties(row: PassingRow, _now: datetime) -> Cell:
    return Cell("、".join(row.parties) or "待核", row.why)


def _follow(row: PassingRow, now: datetime) -> Cell:
    if row.state is PassingState.CLOSED:
        return Cell(moment(row.closed_at, now) if row.closed_at else "—", row.outcome)
    if row.follow_up_at is None:
        return Cell("待上报", f"建于 {moment(row.opened_at, now)}")
    late = row.follow_up_at <= now
    return Cell(f"{moment(row.follow_up_at, now)} 跟进", "已到时间" if late else f"已报{row.reported_to}")


def _party_words(row: PassingRow) -> str:
    return "、".join(row.parties)


def _next_step(row: PassingRow) -> datetime:
    """The time of the follow-up, else of the closing or opening."""
    return row.closed_at or row.follow_up_at or row.opened_at


COLUMNS = (
    Column(
        "诉求与编号",
        _ticket,
        200,
        grows=True,
        values=(long_text("标题", "ticket_title"), text("工单编号", "ticket_number", 24)),
    ),
    Column(
        "状态",
        _state,
        104,
        values=(coded("状态", "state", PASSING_STATE_WORDS),),
        sort_key=rank("state", list(PassingState)),
    ),
    Column(
        "涉及单位与情形",
        _parties,
        160,
        grows=True,
        leaves=2,
        values=(made("涉及单位", _party_words, Kind.LONG_TEXT, 24), aside(long_text("情形", "why"))),
    ),
    Column(
        "跟进",
        _follow,
        160,
        leaves=1,
        values=(
            aside(instant("建立时间", "opened_at")),
            text("上报给", "reported_to"),
            instant("跟进时间", "follow_up_at"),
            instant("了结时间", "closed_at"),
            long_text("结果", "outcome"),
        ),
        sort_key=_next_step,
    ),
)


@dataclass(frozen=True, slots=True)
class PassingChoice:
    """The chosen case; `brief` is its report once read."""

    case: PassingRow
    brief: PassingBrief | None


class PassingPage(Page):
    """Lists cases to be reported first, closed ones last."""

    name = "passing"
    choose_first = "请先选择一个个案"
    shows = Change.RETURNS | Change.TICKETS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "推诿个案列表")
        self.list = ListPanel("推诿扯皮", self.view)
        self.states = ChoiceRow("状态", ((None, "全部"), *PASSING_STATE_WORDS.items()))
        self.detail = DetailPanel(shell, "选择一个个案，这里显示经过和上报文字")
        self.brief: PassingBrief | None = None
        self.verbs = row_actions(shell, self.name)
        self._shown: int | None = None
        self._build()
        MinuteHand(self, self.view.viewport().update)

    def refresh(self) -> None:
        """Reads the cases."""
        self.shell.gateway.read(passing_reads.listing, self._take, key="passing", state=self.states.value)

    def back(self) -> bool:
        """Esc: shows every state again."""
        if self.states.value is None:
            return False
        self.states.choose(None)
        return True

    def chosen(self) -> PassingChoice | None:
        """The current case with its report once read."""
        case: PassingRow | None = self.view.current
        return None if case is None else PassingChoice(case, self.brief)

    def _take(self, rows: list[PassingRow]) -> None:
        if self.states.value is None:
            empty = ("没有推诿扯皮个案", "退单第二次被驳回，或流转三次没有主责时自动建立；也可在工单上按 Shift+F6。")
        else:
            empty = ("没有符合条件的个案", "按 Esc 查看全部。")
        self.list.show_rows(rows, empty)
        waiting = sum(row.state is PassingState.OPEN for row in rows)
        self.list.count.setText(f"{len(rows):,} 个 · 待上报 {waiting:,} 个" if rows else "")

    def _show(self, case: PassingRow | None) -> None:
        self.brief = None
        if case is None:
            self._shown = None
            self.detail.show_nothing()
            return
        self._draw(case)
        self.shell.gateway.read(passing_reads.brief, self._take_brief, key="passing-brief", case_id=case.id)

    def _take_brief(self, brief: PassingBrief) -> None:
        case = self.view.current
        if case is not None:
            self.brief = brief
            self._draw(case)

    def _draw(self, case: PassingRow) -> None:
        same, self._shown, now = case.id == self._shown, case.id, self.shell.now()
        parts = [
            chip(PASSING_STATE_WORDS[case.state], _LOOKS[case.state][0]),
            label(case.ticket_title, "title", wrap=True, selectable=True),
            grid(_facts(case)),
        ]
        if self.brief is not None:
            parts += [label("上报文字", "heading"), text_block(self.brief.text), label("经过", "heading")]
            entries = [Entry(moment(fact.at, now), f"{fact.text} · {fact.who}", "neutral") for fact in self.brief.facts]
            parts.append(Timeline(self.shell, entries[::-1]))
        self.detail.show_parts(parts, keep_place=same)
        shown = allowed(self.verbs, PassingChoice(case, self.brief))
        again = ["reopen-case"] if case.state is PassingState.CLOSED else []
        self.detail.show_buttons([*shown, *again, "open"], _FIRST_OF.get(case.state, "open"))

    def _build(self) -> None:
        self.list.add_tool(action_button(self.shell, "passing-open", role="filter"))
        self.list.add_filters(self.states)
        self.states.chosen.connect(self.refresh)
        self.view.chosen.connect(self._show)
        self.view.entered_row.connect(self._open_ticket)
        for entry in self.verbs:
            self.detail.add_action(entry.id)
        reopen = self.detail.add_button("reopen-case", "重开个案", "重开个案")
        reopen.clicked.connect(self._reopen)
        opener = self.detail.add_button("open", "打开工单　回车", "打开工单")
        opener.clicked.connect(self.view.open_current)
        beside(self, self.list, self.detail, (700, 420))

    def _open_ticket(self, row: PassingRow) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _reopen(self) -> None:
        case: PassingRow | None = self.view.current
        if case is not None:
            self.shell.gateway.submit(passing_acts.reopen, person=self.shell.person, case_id=case.id)


def _facts(case: PassingRow) -> list[tuple[str, str]]:
    lines = [
        ("工单", case.ticket_number),
        ("情形", case.why),
        ("涉及", "、".join(case.parties)),
        ("建立", f"{full(case.opened_at)} · {case.opened_by}"),
        ("上报", f"{full(case.reported_at)} · {case.reported_to} · {case.reported_by}" if case.reported_at else ""),
        ("跟进", full(case.follow_up_at) if case.follow_up_at else ""),
        ("结果", case.outcome),
        ("了结", f"{full(case.closed_at)} · {case.closed_by}" if case.closed_at else ""),
    ]
    return [(word, value) for word, value in lines if value]
