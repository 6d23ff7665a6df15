"""The page of the rules: every version, a copy of one as a new version, and its preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from app.base.changes import Change
from app.base.clock import local_day, to_local
from app.base.errors import Refused
from app.desk.law import versions as law_versions
from app.desk.law.versions import VersionRow
from app.rules.law.clock_rules import BadRules
from app.rules.law.writing import form_of
from app.rules.shared.differences import TextDifference, text_differences
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.beside import beside
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.versions.bar import KnownVersion, VersionBar, made_words, version_name
from app.ui.law.editor import RuleEditor
from app.ui.law.field_texts import BadField, form_from, named_texts, texts_of
from app.ui.law.fields import field_of, fields_of, level_names
from app.ui.law.preview import RulePreview
from app.ui.law.save_form import SaveRulesForm
from app.ui.law.undo import RuleUndo


class RulesPage(Page):
    """Shows the version in force; Alt+J copies it to a new one, Alt+K saves that, Esc discards it."""

    name = "rules"
    shows = Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.bar = VersionBar(shell, "时限规则")
        self.editor = RuleEditor(shell)
        self.preview = RulePreview(shell)
        self.undo = RuleUndo(shell, self.editor)
        self.own_undo = self.undo
        self.state = label("", "second", wrap=True)
        self.editing = False
        self._build()

    def refresh(self) -> None:
        """Reads the versions; a version being edited stays unchanged."""
        self.shell.gateway.read(law_versions.versions, self._take, key="rule-versions")

    def back(self) -> bool:
        """Esc: discards the new version, which Ctrl+Z brings back; leaves another version than the one in force."""
        if self.editing:
            self.undo.leave()
            self.bar.show_in_force()
            self._show_version()
            self.shell.say("没有保存新版本；按 Ctrl+Z 可以找回")
            return True
        chosen = self.bar.current
        if chosen is None or chosen.in_force:
            return False
        self.bar.show_in_force()
        return True

    def begin(self) -> None:
        """Copies the shown version to a new one."""
        chosen = self.bar.current
        if chosen is not None:
            texts = texts_of(form_of(chosen.whole))
            self.undo.begin(texts)
            self._edit(texts)
            self.editor.take_keyboard()

    def save(self) -> None:
        """Opens the form that lists differences and changed deadlines, or shows a refusal at its field."""
        form = self._form()
        if form is not None:
            SaveRulesForm(self.shell, form, self._differences(), on_saved=self._saved).open_over(self)

    def _saved(self) -> None:
        self.undo.end()
        self.editing = False
        self.refresh()

    def _differences(self) -> tuple[TextDifference, ...]:
        holding = self.bar.in_force
        return text_differences(holding.texts if holding else {}, named_texts(self.editor.texts()))

    def _edit(self, texts: Mapping[str, str]) -> None:
        """Shows the texts of a new version, which can be typed over."""
        self.editing = True
        self.editor.show_texts(texts, read_only=False)
        self._dress()
        self._look()

    def _edited(self) -> None:
        self.undo.record()
        self._look()

    def _take(self, rows: list[VersionRow]) -> None:
        self.bar.blockSignals(True)
        self.bar.show_versions([_known(row) for row in rows])
        self.bar.blockSignals(False)
        if not self.editing:
            self._show_version()

    def _show_version(self) -> None:
        self.editing = False
        chosen = self.bar.current
        if chosen is not None:
            self.editor.show_texts(texts_of(form_of(chosen.whole)), read_only=True)
        self._dress()
        self._look()

    def _form(self) -> dict[str, Any] | None:
        """The form as typed, or None with the refusal at its field."""
        try:
            form = form_from(self.editor.texts(), local_day(self.shell.now()))
        except BadField as error:
            self._refuse(error.key, str(error))
        except BadRules as error:
            self._refuse(field_of(error.field, fields_of(level_names(self.editor.texts()))), error.advice)
        else:
            self.editor.show_error("", "")
            return form
        return None

    def _refuse(self, key: str, words: str) -> None:
        self.editor.show_error(key, words)
        self.preview.show_refusal(words)

    def _look(self) -> None:
        """Previews the current fields."""
        self.preview.offer(level_names(self.editor.texts()))
        form = self._form()
        if form is None:
            self.shell.gateway.forget("rule-preview")
            return
        urgency, time_class = self.preview.chosen()
        self.shell.gateway.read(
            law_versions.preview,
            lambda clocks: self.preview.show_clocks(clocks, self.shell.now()),
            key="rule-preview",
            on_refused=self._not_counted,
            form=form,
            urgency=urgency,
            time_class=time_class,
        )

    def _not_counted(self, error: Refused) -> None:
        self.preview.show_refusal(str(error))

    def _dress(self) -> None:
        chosen = self.bar.current
        made = f"{chosen.made}；共 {len(self.bar.versions)} 版" if chosen is not None else ""
        locked = f"{made}。只能看，要改就复制为新版本。"
        self.state.setText("新版本，还没有保存。" if self.editing else locked)
        self.bar.setEnabled(not self.editing)
        for button in (self._save, self._drop, self._undo, self._redo):
            button.setVisible(self.editing)
        self._copy.setVisible(not self.editing)

    def _button(self, word: str, key: str, does: Callable[[], object]) -> KeyButton:
        button = KeyButton(self.shell.theme, f"{word}　{key}")
        button.setAccessibleName(word)
        button.clicked.connect(does)
        return button

    def _build(self) -> None:
        self.bar.chosen.connect(self._show_version)
        self.bar.restored.connect(self.begin)
        self.editor.edited.connect(self._edited)
        self.undo.moved.connect(self._edit)
        self.preview.requested.connect(self._look)
        QShortcut(QKeySequence("Ctrl+Y"), self, self.undo.redo, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._copy = action_button(self.shell, "rule-copy")
        self._save = action_button(self.shell, "rule-save", role="primary")
        self._drop = self._button("放弃", "Esc", self.back)
        self._undo = self._button("撤回", "Ctrl+Z", self.undo.undo)
        self._redo = self._button("重做", "Ctrl+Y", self.undo.redo)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("时限规则", "heading"))
        head.addWidget(self.bar, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.state, 1)
        for button in (self._undo, self._redo, self._drop, self._copy, self._save):
            foot.addWidget(button)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(self.focusPolicy())
        scroll.setWidget(self.editor)
        panel = QFrame()
        panel.setObjectName("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(14, 12, 6, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        panel.setMinimumWidth(420)
        beside(self, panel, self.preview, (700, 420))


def _known(row: VersionRow) -> KnownVersion:
    """A version as the bar lists it."""
    coming = row.made_at is not None and row.since > row.made_at and not row.in_force
    note = row.note or row.made_by
    since = f"{to_local(row.since):%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    name = version_name(since, note, in_force=row.in_force, coming=coming)
    texts = named_texts(texts_of(form_of(row.rules)))
    return KnownVersion(name, made_words(row.made_by, row.made_at), row.in_force, texts, row.rules)
