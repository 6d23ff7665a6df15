"""The catalogue of exclusion by month: its types, and what changed from one month to another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.exclusion import catalogue as exclusion_catalogue
from app.desk.exclusion.catalogue import CatalogueVersion
from app.rules.exclusion.catalogue import FIELD_WORDS, Catalogue, ExclusionType, catalogue_data, read_catalogue
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
from app.rules.shared.differences import TextDifference, text_differences
from app.ui.exclusion.catalogue_form import CatalogueForm
from app.ui.exclusion.catalogue_versions import known_versions, texts_of
from app.ui.exclusion.type_form import TypeForm
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
from app.ui.kit.versions.bar import VersionBar
from app.ui.kit.versions.editing import Editing
from app.ui.ticket.facts import grid, text_block

_LOOKS = {ADDED: ("green", "plus"), REMOVED: ("red", "x")}
TYPES, CHANGES = "types", "changes"
_TOOLS = (("新增", "Insert"), ("修改", "回车"), ("删除", "Delete"))
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
    """Opens with the version in force and the edits that are not saved yet; a second view compares two months."""

    name = "exclusion-catalogue"
    shows = Change.EXCLUSIONS | Change.SETTINGS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.what = ChoiceRow("查看", [(TYPES, "目录"), (CHANGES, "与另一月对照")])
        self.before = QComboBox()
        self.editing = Editing(shell, self, VersionBar(shell, "不纳入考核目录"), ())
        self.own_undo = self.editing
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
        self.row_tools = {word: self._button(word, key) for word, key in _TOOLS}
        self.save = KeyButton(shell.theme, "保存新版本　Alt+D")
        self._versions: dict[str, CatalogueVersion] = {}
        self._stack = QStackedWidget()
        self._build()

    def refresh(self) -> None:
        """Reads every version; edits that are not saved stay."""
        self.shell.gateway.read(exclusion_catalogue.versions, self._take, key="exclusion-catalogue")

    def back(self) -> bool:
        """Esc: leaves an old version, else discards the edits; Ctrl+Z brings them back."""
        return self.editing.back()

    def add(self) -> None:
        """Opens the form of a new type."""
        if not self.editing.shows_old:
            self._open_form(None)

    def edit(self) -> None:
        """Opens the form of the current type."""
        kind = self.types.current
        if kind is not None and not self.editing.shows_old:
            self._open_form(kind)

    def remove(self) -> None:
        """Takes the current type out of the list; nothing is stored before saving."""
        gone = self.types.current
        if gone is not None and not self.editing.shows_old:
            self.editing.record(tuple(kind for kind in self.editing.draft if kind != gone), f"删除 {gone.words}")

    def save_version(self) -> None:
        """Opens the form that shows the differences and saves them."""
        if self.editing.is_changed and not self.editing.shows_old:
            month = exclusion_catalogue.month_of(self.shell.now())
            form = CatalogueForm(
                self.shell, self.editing.draft, self.differences(), month=month, on_saved=self._start_anew
            )
            form.open_over(self)

    def differences(self) -> tuple[TextDifference, ...]:
        """What saving would change."""
        return text_differences(texts_of(self.editing.saved), texts_of(self.editing.draft))

    def _take(self, versions: tuple[CatalogueVersion, ...]) -> None:
        self._versions = {version.month: version for version in versions}
        months = sorted(self._versions, reverse=True)
        kept = self.before.currentData()
        if [self.before.itemData(place) for place in range(self.before.count())] != months:
            self.before.clear()
            for month in months:
                self.before.addItem(month, month)
            found = self.before.findData(kept)
            self.before.setCurrentIndex(found if found >= 0 else min(1, len(months) - 1))
        self.editing.take(known_versions(versions, exclusion_catalogue.month_of(self.shell.now())))

    def _start_anew(self) -> None:
        self.editing.start_anew()
        self.refresh()

    def _open_form(self, kind: ExclusionType | None) -> None:
        rest = list(self.editing.draft)
        place = rest.index(kind) if kind is not None else len(rest)

        def whole(made: ExclusionType) -> tuple[ExclusionType, ...]:
            return (*rest[:place], made, *rest[place + 1 :])

        def check(made: ExclusionType) -> None:
            read_catalogue(catalogue_data(Catalogue(exclusion_catalogue.month_of(self.shell.now()), whole(made))))

        def done(made: ExclusionType) -> None:
            self.editing.record(whole(made), f"修改 {made.words}")
            self.types.choose_key(made.words)

        TypeForm(self.shell, kind, check=check, on_done=done).open_over(self)

    def _list(self) -> None:
        comparing = self.what.value == CHANGES
        self._stack.setCurrentIndex(int(comparing))
        self.before.setVisible(comparing)
        types, old = self.editing.shown, self.editing.shows_old
        self.list.show_rows(types, ("目录里没有类型", "按 Insert 新增，或恢复以前的版本。"))
        self.list.count.setText(f"{len(types)} 类 · {self.editing.state_words(len(self.differences()))}")
        other = self._versions.get(str(self.before.currentData() or ""))
        if other is not None and types:
            found = compare(other.catalogue, Catalogue(other.month, types))
            self.compared.show_rows(found, ("两个月的目录没有不同", "换一个月份对照。"))
            self.compared.count.setText(f"{other.month} → 所选版本，{len(found)} 处不同")
        for word, button in self.row_tools.items():
            button.setEnabled(not old and (word == "新增" or bool(types)))
        self.save.setEnabled(self.editing.is_changed and not old)
        self._show_current()

    def _show_current(self) -> None:
        comparing = self.what.value == CHANGES
        row = self.changes.current if comparing else self.types.current
        if row is None:
            self.detail.show_nothing()
            return
        self.detail.show_parts(_difference_parts(row) if comparing else _type_parts(row), keep_place=False)
        self.detail.show_buttons(())

    def _button(self, word: str, key: str) -> KeyButton:
        button = KeyButton(self.shell.theme, f"{word}　{key}")
        button.setAccessibleName(f"{word}类型")
        return button

    def _connect(self) -> None:
        self.editing.changed.connect(self._list)
        self.types.entered_row.connect(self.edit)
        for word, does in (("新增", self.add), ("修改", self.edit), ("删除", self.remove)):
            self.row_tools[word].clicked.connect(does)
        for key, does in (("Insert", self.add), ("Delete", self.remove)):
            QShortcut(QKeySequence(key), self.types, does, Qt.ShortcutContext.WidgetShortcut)
        self.save.clicked.connect(self.save_version)
        self.before.activated.connect(self._list)
        self.what.chosen.connect(self._list)
        for view in (self.types, self.changes):
            view.chosen.connect(self._show_current)

    def _build(self) -> None:
        self.before.setAccessibleName("对照的月份")
        self.before.setMinimumWidth(self.shell.theme.px(110))
        self.save.setAccessibleName("保存目录的新版本")
        self.save.setProperty("primary", True)
        self.save.setShortcut("Alt+D")
        self._connect()
        for button in self.row_tools.values():
            self.list.add_tool(button)
        choices, below = QWidget(), QWidget()
        flow, foot = FlowLayout(choices, gap=14), FlowLayout(below, gap=8)
        for widget in (self.what, self.before):
            flow.addWidget(widget)
        for button in (*self.editing.buttons, self.save):
            foot.addWidget(button)
        for panel in (self.list, self.compared):
            self._stack.addWidget(panel)
        both = QWidget()
        beside(both, self._stack, self.detail, (720, 400))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        for part in (choices, self.editing.bar):
            outer.addWidget(part)
        outer.addWidget(both, 1)
        outer.addWidget(below)


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
