"""The catalogue of exclusion by month: its types, and what changed from one month to another."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.exclusion import catalogue as exclusion_catalogue
from app.desk.exclusion.catalogue import CatalogueVersion
from app.rules.exclusion.catalogue import FIELD_WORDS, Catalogue, ExclusionType
from app.rules.exclusion.catalogue_changes import (
    ADDED,
    DIFFERENCE_WORDS,
    REMOVED,
    Difference,
    compare,
    demand_words,
    field_text,
)
from app.rules.exclusion.moves import FLAG_WORDS
from app.ui.exclusion.catalogue_form import CatalogueForm
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import chip, label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.values import integer
from app.ui.kit.table.view import RowsView
from app.ui.ticket.facts import grid, text_block

_LOOKS = {ADDED: ("green", "plus"), REMOVED: ("red", "x")}
TYPES, CHANGES = "types", "changes"
TYPE_COLUMNS = (
    Column("类型", lambda kind, _now: Cell(kind.minor, kind.major, bold=True), 190, grows=True),
    Column("申请结果", lambda kind, _now: Cell(FLAG_WORDS[kind.flag]), 120),
    Column(
        "证据材料",
        lambda kind, _now: Cell("、".join(one.kind for one in kind.evidence) or "不要求"),
        180,
        grows=True,
        leaves=1,
    ),
    Column(
        "期限",
        lambda kind, _now: Cell(f"办结后 {kind.within_days} 日" if kind.within_days else "不限"),
        110,
        values=(integer("办结后几日内", "within_days", 14),),
        sort_key=lambda kind: kind.within_days or None,
    ),
)


def _look(change: Difference) -> Cell:
    tone, icon = _LOOKS.get(change.kind, ("amber", "pencil"))
    return Cell(DIFFERENCE_WORDS[change.kind], tone=tone, icon=icon)


CHANGE_COLUMNS = (
    Column("变化", lambda change, _now: _look(change), 96),
    Column("类型", lambda change, _now: Cell(change.minor, change.major, bold=True), 160, grows=True),
    Column("项目", lambda change, _now: Cell(FIELD_WORDS.get(change.field, "整个类型")), 120),
    Column("原来 → 现在", lambda change, _now: Cell(change.was or "—", f"→ {change.becomes or '—'}"), 220, grows=True),
)


class CataloguePage(Page):
    """Opens with the month in force; a second view compares two months."""

    name = "exclusion-catalogue"
    shows = Change.EXCLUSIONS | Change.SETTINGS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.what = ChoiceRow("查看", [(TYPES, "目录"), (CHANGES, "与另一月对照")])
        self.month, self.before = QComboBox(), QComboBox()
        self.types = RowsView(shell, RowsModel(TYPE_COLUMNS, lambda kind: kind.words, shell.now, self), "目录类型列表")
        self.changes = RowsView(
            shell,
            RowsModel(
                CHANGE_COLUMNS, lambda change: (change.kind, change.major, change.minor, change.field), shell.now, self
            ),
            "目录变化列表",
        )
        self.list = ListPanel("不纳入考核目录", self.types)
        self.compared = ListPanel("目录变化", self.changes)
        self.detail = DetailPanel(shell, "选择一行，这里说明条件、材料和说明的写法")
        self.edit = KeyButton(shell.theme, "修改为新版本…　Alt+D")
        self.last_form: CatalogueForm | None = None
        self._versions: dict[str, CatalogueVersion] = {}
        self._stack = QStackedWidget()
        self._build()

    def refresh(self) -> None:
        """Reads every version; of each month the newest is shown."""
        self.shell.gateway.read(exclusion_catalogue.versions, self._take, key="exclusion-catalogue")

    def catalogue(self) -> Catalogue | None:
        """The catalogue of the chosen month."""
        version = self._versions.get(str(self.month.currentData() or ""))
        return version.catalogue if version is not None else None

    def _take(self, versions: tuple[CatalogueVersion, ...]) -> None:
        self._versions = {version.month: version for version in versions}
        months = sorted(self._versions, reverse=True)
        for choice, first in ((self.month, 0), (self.before, min(1, len(months) - 1))):
            kept = choice.currentData()
            if [choice.itemData(place) for place in range(choice.count())] != months:
                choice.clear()
                for month in months:
                    choice.addItem(month, month)
                found = choice.findData(kept)
                choice.setCurrentIndex(found if found >= 0 else first)
        self._list()

    def _list(self) -> None:
        comparing = self.what.value == CHANGES
        self._stack.setCurrentIndex(int(comparing))
        self.before.setVisible(comparing)
        chosen, other = self.catalogue(), self._versions.get(str(self.before.currentData() or ""))
        version = self._versions.get(str(self.month.currentData() or ""))
        if chosen is None or version is None:
            return
        self.list.show_rows(chosen.types, ("目录里没有类型", "点“修改为新版本”添加。"))
        self.list.count.setText(f"{chosen.month} · {len(chosen.types)} 类 · {version.made_by}{_note(version)}")
        if other is not None:
            found = compare(other.catalogue, chosen)
            self.compared.show_rows(found, ("两个月的目录没有不同", "换一个月份对照。"))
            self.compared.count.setText(f"{other.month} → {chosen.month}，{len(found)} 处不同")
        self._show_current()

    def _show_current(self) -> None:
        comparing = self.what.value == CHANGES
        row = self.changes.current if comparing else self.types.current
        if row is None:
            self.detail.show_nothing()
            return
        self.detail.show_parts(_difference_parts(row) if comparing else _type_parts(row), keep_place=False)
        self.detail.show_buttons(())

    def _edit(self) -> None:
        chosen = self.catalogue()
        if chosen is not None:
            self.last_form = CatalogueForm(self.shell, chosen)
            self.last_form.open_form()

    def _build(self) -> None:
        self.month.setAccessibleName("目录月份")
        self.before.setAccessibleName("对照的月份")
        for choice in (self.month, self.before):
            choice.setMinimumWidth(self.shell.theme.px(110))
            choice.activated.connect(self._list)
        self.what.chosen.connect(self._list)
        self.edit.setAccessibleName("把目录修改为新版本")
        self.edit.setProperty("filter", True)
        self.edit.setShortcut("Alt+D")
        self.edit.clicked.connect(self._edit)
        for view in (self.types, self.changes):
            view.chosen.connect(self._show_current)
        choices = QWidget()
        flow = FlowLayout(choices, gap=14)
        parts: tuple[Any, ...] = (self.what, self.month, self.before, self.edit)
        for widget in parts:
            flow.addWidget(widget)
        for panel in (self.list, self.compared):
            self._stack.addWidget(panel)
        both = QWidget()
        beside(both, self._stack, self.detail, (720, 400))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(choices)
        outer.addWidget(both, 1)


def _note(version: CatalogueVersion) -> str:
    return f" · {version.note}" if version.note else ""


def _type_parts(kind: ExclusionType) -> list[QWidget]:
    parts: list[QWidget] = [label(kind.words, "title", wrap=True), text_block(kind.condition)]
    parts += [label("证据材料", "heading"), *(label(f"· {demand_words(one)}", wrap=True) for one in kind.evidence)]
    if kind.wording:
        wording = [(one.say, "、".join(one.words)) for one in kind.wording]
        parts += [label("说明须写明", "heading"), grid(wording)]
    if kind.persons:
        parts += [label("人工核对", "heading"), *(label(f"· {one}", wrap=True) for one in kind.persons)]
    names = ("flag", "within_days", "attempts", "categories", "ticket_types", "needs_platform_name", "needs_closed")
    rest = [(FIELD_WORDS[name], field_text(kind, name) or "不限") for name in names]
    return [*parts, grid([*rest, ("说明字数", f"{kind.shortest}–{kind.longest} 字")])]


def _difference_parts(change: Difference) -> list[QWidget]:
    tone, _ = _LOOKS.get(change.kind, ("amber", ""))
    return [
        chip(DIFFERENCE_WORDS[change.kind], tone),
        label(f"{change.major} / {change.minor}", "title", wrap=True),
        label(FIELD_WORDS.get(change.field, "整个类型"), "heading"),
        label("原来", "second"),
        text_block(change.was or "—"),
        label("现在", "second"),
        text_block(change.becomes or "—"),
    ]
