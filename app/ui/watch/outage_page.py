"""The page 平台故障: outages with their proof, and what to do while the platform is down."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.base.changes import Change
from app.desk.watch import outages
from app.desk.watch.rows import OutageRecord
from app.ui.actions.targets import allowed, row_actions
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools, action_button
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.ticket.facts import grid, text_block
from app.ui.watch import forms, words

PAGE = "platform-outages"


class OutagePage(Page):
    """Lists outages, the newest first; beside them what to do meanwhile."""

    name = PAGE
    choose_first = "请先选择一次平台故障"
    shows = Change.PLATFORM
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(words.OUTAGE_COLUMNS, lambda row: row.id, shell.now, self)
        self.view = RowsView(shell, self.model, "平台故障列表")
        self.list = ListPanel("平台故障", self.view)
        self.detail = DetailPanel(shell, "")
        self.tools = PageTools(self)
        self.verbs = row_actions(shell, PAGE)
        self.running: OutageRecord | None = None
        self._build()

    def refresh(self) -> None:
        """Reads the outages again."""
        self.shell.gateway.read(outages.listing, self._take, key="platform-outages")

    def chosen(self) -> OutageRecord | None:
        """The current outage."""
        row: OutageRecord | None = self.view.current
        return row

    def enter(self) -> None:
        """Opens the form for a new outage."""
        forms.OutageForm(self.shell).open_form()

    def end(self) -> None:
        """Ends the outage that lasts."""
        if self.running is not None:
            self.shell.gateway.submit(outages.end, person=self.shell.person, outage_id=self.running.id)

    def why_not_end(self) -> str:
        """The reason why no outage can be ended; empty while one lasts."""
        return "" if self.running is not None else "没有尚未恢复的平台故障"

    def _take(self, rows: list[OutageRecord]) -> None:
        self.running = next((row for row in rows if row.until is None), None)
        empty = ("没有登记过平台故障", "平台打不开时：截图、告知区中心，按 Alt+Shift+O 登记；恢复后对账。")
        self.list.show_rows(rows, empty)
        proven = sum(bool(row.evidence) for row in rows)
        self.list.count.setText(f"{len(rows):,} 次 · 有凭证 {proven:,} 次" if rows else "")
        self.tools.weigh()
        self._show(self.view.current)

    def _show(self, row: OutageRecord | None) -> None:
        parts: list[QWidget] = []
        if row is not None:
            lasts = row.until is None
            parts += [
                chip("仍未恢复" if lasts else "已恢复", "red" if lasts else "green"),
                grid(words.outage_facts(row)),
            ]
        parts.append(label("平台故障期间这样做", "heading"))
        parts += [label(f"{place}. {step}", wrap=True) for place, step in enumerate(forms.MEANWHILE, start=1)]
        since = outages.outage_span(row).removesuffix(" 起") if row is not None and row.until is None else "____"
        parts += [label("电话用语", "heading"), text_block(forms.PHONE_WORDS.format(since=since))]
        self.detail.show_parts(parts, keep_place=True)
        shown = allowed(self.verbs, row) if row is not None else []
        self.detail.show_buttons([*shown, "outage-sheet", "outage-say"])

    def _build(self) -> None:
        for tool in self.tools.buttons.values():
            self.list.add_tool(tool)
        self.list.add_tool(action_button(self.shell, "reconcile", role="filter"))
        self.view.chosen.connect(self._show)
        for entry in self.verbs:
            self.detail.add_action(entry.id)
        for name in ("outage-sheet", "outage-say"):
            self.detail.add_action(name)
        beside(self, self.list, self.detail, (680, 440))
