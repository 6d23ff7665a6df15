"""The page of the rules: every version, a copy of one as a new version, and its preview."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from app.base.changes import Change
from app.base.clock import local_day
from app.base.errors import Refused
from app.desk.law import versions as law_versions
from app.desk.law.versions import VersionRow
from app.rules.law.clock_rules import BadRules
from app.rules.law.writing import form_of
from app.rules.shared.time_left import clock_time
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.beside import beside
from app.ui.kit.labels import label
from app.ui.law.editor import RuleEditor
from app.ui.law.field_texts import BadField, form_from, texts_of
from app.ui.law.fields import field_of, fields_of, level_names
from app.ui.law.preview import RulePreview
from app.ui.law.save_form import SaveRulesForm


class RulesPage(Page):
    """Shows the version in force; Alt+J copies it to a new one, Alt+K saves that, Esc discards it."""

    name = "rules"
    shows = Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.versions = QComboBox()
        self.editor = RuleEditor(shell)
        self.preview = RulePreview(shell)
        self.state = label("", "second", wrap=True)
        self.editing = False
        self._rows: list[VersionRow] = []
        self._build()

    def refresh(self) -> None:
        """Reads the versions; a version being edited stays unchanged."""
        self.shell.gateway.read(law_versions.versions, self._take, key="rule-versions")

    def back(self) -> bool:
        """Esc: discards the new version."""
        if not self.editing:
            return False
        self._show_version()
        self.shell.say("没有保存新版本")
        return True

    def begin(self) -> None:
        """Copies the shown version to a new one that starts today."""
        row = self._chosen()
        if row is None:
            return
        form = {**form_of(row.rules), "effective_from": local_day(self.shell.now())}
        self.editing = True
        self.editor.show_texts(texts_of(form), read_only=False)
        self.state.setText("新版本，还没有保存。改好后按 Alt+K；Esc 放弃。")
        self._dress()
        self.editor.fields["effective_from"].setFocus()
        self._look()

    def save(self) -> None:
        """Opens the form that lists the changed deadlines, or shows a refusal at its field."""
        form = self._form()
        if form is not None:
            SaveRulesForm(self.shell, form, on_saved=self._show_version).open_form()

    def _take(self, rows: list[VersionRow]) -> None:
        self._rows = rows
        if self.editing:
            return
        self.versions.blockSignals(True)
        self.versions.clear()
        for row in rows:
            self.versions.addItem(_version_words(row))
        self.versions.setCurrentIndex(next((place for place, row in enumerate(rows) if row.in_force), 0))
        self.versions.blockSignals(False)
        self._show_version()

    def _chosen(self) -> VersionRow | None:
        place = self.versions.currentIndex()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _show_version(self) -> None:
        self.editing = False
        row = self._chosen()
        if row is not None:
            self.editor.show_texts(texts_of(form_of(row.rules)), read_only=True)
            self.state.setText(_made_words(row))
        self._dress()
        self._look()

    def _form(self) -> dict[str, Any] | None:
        """The form as typed, or None with the refusal at its field."""
        try:
            form = form_from(self.editor.texts())
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
        self.versions.setEnabled(not self.editing)
        self._copy.setVisible(not self.editing)
        self._save.setVisible(self.editing)

    def _build(self) -> None:
        self.versions.setAccessibleName("规则版本")
        self.versions.currentIndexChanged.connect(self._show_version)
        self.editor.edited.connect(self._look)
        self.preview.requested.connect(self._look)
        self._copy = action_button(self.shell, "rule-copy")
        self._save = action_button(self.shell, "rule-save", role="primary")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("时限规则", "heading"))
        head.addWidget(self.versions, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.state, 1)
        foot.addWidget(self._copy)
        foot.addWidget(self._save)
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


def _version_words(row: VersionRow) -> str:
    state = "现行" if row.in_force else "未生效" if row.made_at is not None and row.since > row.made_at else "以前"
    return f"{row.rules.effective_from} 起 · {state} · {row.made_by or '随程序提供'}"


def _made_words(row: VersionRow) -> str:
    if row.made_at is None:
        return "随程序提供，不能改；要改就复制成新版本。"
    return "；".join(filter(None, [f"{row.made_by} {clock_time(row.made_at)} 保存", row.note]))
