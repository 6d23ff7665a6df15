"""The page of replies under review: demand and reply side by side with the marks; passed or sent back by key."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.reply import rows as reply_rows
from app.desk.reply.rows import ReplySheet, WaitingReply
from app.rules.reply.form import reply_fields
from app.rules.shared.masking import mask_text
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.table.columns import Cell, Column, ticket_cell
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.values import aside, due, instant, integer, long_text, text
from app.ui.kit.table.view import RowsView
from app.ui.kit.words import moment
from app.ui.reply.marks import mark_view, sum_words
from app.ui.ticket.facts import grid, text_block

_LONG = ("basis", "result")


def _ticket(row: WaitingReply, _now: datetime) -> Cell:
    return ticket_cell(row.title, row.number, row.street)


def _writer(row: WaitingReply, now: datetime) -> Cell:
    times = f" · 第 {row.round} 轮" if row.round > 1 else ""
    return Cell(row.writer or "平台带入", (moment(row.submitted_at, now) if row.submitted_at else "") + times)


def _due(row: WaitingReply, now: datetime) -> Cell:
    if row.deadline_at is None:
        return Cell("—")
    late = row.deadline_at < now
    return (
        Cell(moment(row.deadline_at, now), tone="red", icon="siren")
        if late
        else Cell(moment(row.deadline_at, now), "到期")
    )


COLUMNS = (
    Column(
        "工单",
        _ticket,
        200,
        grows=True,
        values=(
            long_text("标题", "title"),
            text("工单编号", "number", 24),
            aside(text("街乡镇", "street")),
            text("承办单位", "unit", 20),
        ),
    ),
    Column(
        "承办人",
        _writer,
        130,
        leaves=1,
        values=(text("承办人", "writer"), instant("提交时间", "submitted_at"), integer("第几轮", "round")),
    ),
    Column("到期", _due, 120, leaves=2, values=(due("到期时间", "deadline_at"),)),
)


class ReviewPage(Page):
    """Opens with the reply whose ticket falls due first; goes on to the next after one is passed."""

    name = "review"
    choose_first = "没有选中待审核的答复"
    shows = Change.TICKETS | Change.CONTACTS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, lambda row: row.ticket_id, shell.now, self)
        self.view = RowsView(shell, self.model, "待审核答复列表")
        self.list = ListPanel("答复审核", self.view)
        self.detail = DetailPanel(shell, "选择一件，这里并排显示诉求、答复和核验结果")
        self.sheet: ReplySheet | None = None
        self.verbs = row_actions(shell, self.name)
        self._build()
        MinuteHand(self, self.view.viewport().update)

    def refresh(self) -> None:
        """Reads the list."""
        self.shell.gateway.read(reply_rows.waiting, self._take, key="review")

    def chosen(self) -> ReplySheet | None:
        """The shown reply."""
        return self.sheet

    def _take(self, rows: list[WaitingReply]) -> None:
        empty = ("没有待审核的答复", "承办人提交答复后会列在这里，到期早的在前。")
        self.list.show_rows(rows, empty)
        self.list.count.setText(f"{len(rows):,} 件，到期早的在前" if rows else "")
        self._choose(self.view.current)

    def _choose(self, row: WaitingReply | None) -> None:
        if row is None:
            self.shell.gateway.forget("review-sheet")
            self.sheet = None
            self.detail.show_nothing()
            return
        self.shell.gateway.read(
            reply_rows.sheet, self._show, key="review-sheet", on_refused=self._gone, ticket_id=row.ticket_id
        )

    def _gone(self, _refused: object) -> None:
        self.refresh()

    def _show(self, sheet: ReplySheet) -> None:
        if sheet == self.sheet:
            return
        same = self.sheet is not None and self.sheet.ticket_id == sheet.ticket_id
        self.sheet = sheet
        lines = [
            (field.words, mask_text(sheet.fields[field.name]))
            for field in reply_fields()
            if sheet.fields.get(field.name) and field.name not in _LONG
        ]
        parts: list[QWidget] = [
            _head(sheet),
            label(sheet.title, "title", wrap=True, selectable=True),
            _beside(sheet),
            label(sum_words(sheet.marks), "strong", wrap=True),
            *(mark_view(checked) for checked in sheet.marks),
            label("办理依据", "heading"),
            text_block(mask_text(sheet.fields.get("basis", "（没有填写）"))),
            grid(lines),
        ]
        self.detail.show_parts(parts, keep_place=same)
        self.detail.show_buttons([*allowed(self.verbs, sheet), "open"], "review-pass")

    def _open_ticket(self, row: WaitingReply) -> None:
        self.shell.open_ticket(row.ticket_id)

    def _build(self) -> None:
        self.view.chosen.connect(self._choose)
        self.view.entered_row.connect(self._open_ticket)
        for entry in self.verbs:
            self.detail.add_action(entry.id)
        opener = self.detail.add_button("open", "打开工单　回车", "打开工单")
        opener.clicked.connect(self.view.open_current)
        beside(self, self.list, self.detail, (420, 720))


def _head(sheet: ReplySheet) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    writer = f"{sheet.writer}提交" if sheet.writer else "平台带入"
    line.addWidget(label(f"{sheet.number} · {writer}", "second", wrap=True, selectable=True), 1)
    hard = sum(checked.mark.hard and not checked.overruled for checked in sheet.marks)
    hints = any(not checked.overruled for checked in sheet.marks)
    passed = chip("只有提示", "amber") if hints else chip("核验通过", "green")
    line.addWidget(chip(f"{hard} 处须改", "red") if hard else passed)
    return box


def _beside(sheet: ReplySheet) -> QWidget:
    """Lays out the demand at the left and the result at the right."""
    box = QWidget()
    halves = QHBoxLayout(box)
    halves.setContentsMargins(0, 0, 0, 0)
    halves.setSpacing(12)
    for heading, words in (("诉求", sheet.content), ("承办结果", sheet.fields.get("result", ""))):
        half = QWidget()
        column = QVBoxLayout(half)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(heading, "heading"))
        column.addWidget(text_block(mask_text(words) or "（空）"))
        column.addStretch(1)
        halves.addWidget(half, 1)
    return box
