"""The dated settings of figures: the versions, and the form of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.base.changes import Change
from app.base.clock import local_day
from app.desk.figures import settings as figure_settings
from app.desk.figures.settings import SettingsRow
from app.rules.figures.rates import ROUNDING_WORDS, weights_words
from app.rules.figures.settings import SINCE, WORDS, form_of, plain
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.values import made, text
from app.ui.kit.table.view import RowsView
from app.ui.kit.words import full
from app.ui.ticket.facts import grid

_ABOUT = "自生效日起用；每个统计期用它结束时有效的一版。已签发的报告不变，未签发的各期按新口径重算。"
_HINTS = {
    SINCE: "例如 2026-12-19",
    "assessment_day": "1 到 28，例如 19",
    "day_hour": "日报从前一天的几点起，例如 12",
    "cycle_months": "1、2、3、4、6 或 12",
    "mostly": "0 到 1，例如 0.9",
    "partly": "0 到 1；不算解决写 0，算解决写 1",
    "covered_from": "登记库从哪天起完整；空白为第一件工单那天",
}


def _since(row: SettingsRow) -> str:
    return row.settings.since.isoformat()


def _version(row: SettingsRow, _now: datetime) -> Cell:
    return Cell(f"自 {_since(row)} 起", "现行" if row.in_force else "", bold=row.in_force)


def _weights(row: SettingsRow) -> str:
    return weights_words(row.settings.weights)


def _shares(row: SettingsRow, _now: datetime) -> Cell:
    weights = row.settings.weights
    return Cell(_weights(row), f"基本满意 {plain(weights.mostly)}，部分解决 {plain(weights.partly)}")


def _periods(row: SettingsRow, _now: datetime) -> Cell:
    rules = row.settings.periods
    return Cell(f"考核期 {rules.assessment_day} 日起", f"日报 {rules.day_hour} 点起，周期 {rules.cycle_months} 个月")


def _made(row: SettingsRow, _now: datetime) -> Cell:
    return Cell(row.note or "—", " ".join(filter(None, (row.made_by, full(row.made_at) if row.made_at else ""))))


COLUMNS = (
    Column("生效", _version, 170, values=(made("生效日期", _since, width=12),)),
    Column("权重", _shares, 280, grows=True, values=(made("权重", _weights, width=40),)),
    Column("统计期", _periods, 190, leaves=2),
    Column("依据", _made, 170, leaves=1, values=(text("依据", "note", 24), text("修改人", "made_by", 10))),
)


class FigureSettingsForm(FormDialog):
    """A new version, filled in from the newest one."""

    def __init__(self, shell: Shell, form: Mapping[str, object]) -> None:
        super().__init__(shell, "新的统计口径", about=_ABOUT, draft_key="figure-settings", main="保存")
        for name, words in WORDS.items():
            if name == "rounding":
                choices = {str(rounding): word for rounding, word in ROUNDING_WORDS.items()}
                self.add_choice(name, words, choices, value=str(form[name]))
            else:
                self.add_line(name, words, text=str(form[name]), hint=_HINTS.get(name, ""))
        self.add_line("note", "依据", hint="文号或通知；可不填")
        self.size_to(560)

    def submit(self) -> None:
        """Saves it."""
        values = self.values()
        note = values.pop("note")
        self.send(figure_settings.save, form=values, note=note)


class FigureSettingsPage(Page):
    """Lists the versions, the newest first; a period uses the one in force at its end."""

    name = "figure-settings"
    choose_first = "请先选择一版口径"
    shows = Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.model = RowsModel(COLUMNS, _since, shell.now, self)
        self.view = RowsView(shell, self.model, "统计口径列表")
        self.list = ListPanel("统计口径", self.view)
        self.detail = DetailPanel(shell, "选择一版口径，这里是它的各项")
        self.tools = PageTools(self)
        self._build()

    def refresh(self) -> None:
        """Reads the versions."""
        self.shell.gateway.read(figure_settings.versions, self._take, key="figure-settings")

    def chosen(self) -> SettingsRow | None:
        """The current version."""
        row: SettingsRow | None = self.view.current
        return row

    def ask_new(self) -> None:
        """Opens the form of a new version."""
        self.shell.gateway.read(figure_settings.draft, self._open, key="figure-settings-form")

    def _open(self, form: Mapping[str, object]) -> None:
        FigureSettingsForm(self.shell, form).open_form()

    def _take(self, rows: list[SettingsRow]) -> None:
        self.list.show_rows(rows, ("没有口径", ""))
        self.list.count.setText(f"{len(rows):,} 版")

    def _show(self, row: SettingsRow | None) -> None:
        if row is None:
            self.detail.show_nothing()
            return
        form = form_of(row.settings)
        rounding = ROUNDING_WORDS[row.settings.weights.rounding]
        shown = {**form, "rounding": rounding, "covered_from": form["covered_from"] or "第一件工单那天"}
        lines = [(words, str(shown[name])) for name, words in WORDS.items()]
        made_by = " ".join(filter(None, (row.made_by, full(row.made_at) if row.made_at else "")))
        self.detail.show_parts(
            [
                chip(*self._state(row)),
                label(f"自 {_since(row)} 起", "title", wrap=True, selectable=True),
                grid([*lines, ("依据", row.note), *([("修改", made_by)] if made_by else [])]),
            ],
            keep_place=True,
        )
        self.detail.show_buttons(())

    def _state(self, row: SettingsRow) -> tuple[str, str]:
        """Whether a version holds today, will hold, or has held."""
        if row.in_force:
            return "现行", "green"
        return ("未生效", "amber") if row.settings.since > local_day(self.shell.now()) else ("已过", "neutral")

    def _build(self) -> None:
        for tool in self.tools.buttons.values():
            self.list.add_tool(tool)
        self.view.chosen.connect(self._show)
        beside(self, self.list, self.detail, (720, 380))
