"""The page that edits the survey form: fields at the left, preview at the right; older surveys keep their version."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from app.base.changes import Change
from app.base.clock import local_day
from app.desk.survey import forms as survey_forms
from app.rules.shared.differences import TextDifference, text_differences
from app.rules.shared.starts import start_words
from app.rules.survey.form import BadForm, FormAnswer, FormQuestion, SurveyForm, check_form, shipped_forms
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, restyle, rule
from app.ui.kit.scrolling import ScrollPage
from app.ui.kit.versions.bar import VersionBar
from app.ui.kit.versions.editing import Editing
from app.ui.survey.form_save import SaveSurveyForm
from app.ui.survey.form_versions import LISTS, Draft, draft_of, known_forms, texts_of
from app.ui.survey.question_editor import QuestionEditor
from app.ui.survey.questions import Questions

_MARKS = "一二三四五六七八九"
_PREVIEW_MS = 150


class SurveyFormPage(Page):
    """Opens with the form in force; edits survive when another person saves a version."""

    name = "survey-form"
    shows = Change.SETTINGS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setAccessibleName("回访调查表")
        self.form = shipped_forms()[-1]
        self.version_words = label("", "second", wrap=True)
        self.editing = Editing(shell, self, VersionBar(shell, "回访调查表", lists=LISTS), draft_of(self.form))
        self.own_undo = self.editing
        self.reasons = QPlainTextEdit()
        self.reasons.setTabChangesFocus(True)
        self.preview_words = label("", "block", wrap=True)
        self.save = KeyButton(shell.theme, "保存新版　Ctrl+回车")
        self.more = KeyButton(shell.theme, "添加只记录的问题")
        self.preview = Questions(shell, self.form)
        self.editors: list[QuestionEditor] = []
        self._questions = QVBoxLayout()
        self._body = QWidget()
        self._filled: Draft | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PREVIEW_MS)
        self._later.timeout.connect(self.show_preview)
        self.save.setEnabled(False)  # until the forms are read
        self._build()

    def refresh(self) -> None:
        """Reads the forms."""
        self.shell.gateway.read(survey_forms.versions, self._take, key="survey-forms")

    def back(self) -> bool:
        """Esc: leaves an old version, else discards the edits; Ctrl+Z brings them back."""
        return self.editing.back()

    def new_form(self) -> SurveyForm:
        """The form that the fields describe."""
        return SurveyForm(
            number=0,
            effective_from=local_day(self.shell.now()),
            questions=tuple(editor.question() for editor in self.editors),
            reasons=tuple(line.strip() for line in self.reasons.toPlainText().splitlines() if line.strip()),
        )

    def differences(self) -> tuple[TextDifference, ...]:
        """What saving would change."""
        return text_differences(texts_of(self.editing.saved), texts_of(self.editing.draft), lists=LISTS)

    def show_preview(self) -> bool:
        """Takes the edit and previews the form, or shows why it is not valid; True when it is."""
        self._later.stop()
        form = self.new_form()
        if not self.editing.shows_old:
            self._filled = draft_of(form)
            self.editing.record(self._filled, "修改")
        try:
            check_form(form)
        except BadForm as error:
            self._say(str(error), "red")
            return False
        self.preview.show_form(form)
        self._say(self.editing.state_words(len(self.differences())), "green")
        return True

    def keep(self) -> None:
        """Ctrl+Enter: opens the form that shows the differences and saves the new version."""
        if not self.editing.shows_old and self.show_preview() and self.editing.is_changed:
            form = SaveSurveyForm(self.shell, self.new_form(), self.differences(), on_saved=self._saved)
            form.open_over(self)

    def _saved(self) -> None:
        self.editing.start_anew()
        self.refresh()

    def _take(self, forms: tuple[SurveyForm, ...]) -> None:
        now = self.shell.now()
        self.form = survey_forms.in_force_of(forms, now)
        coming = [form for form in forms if form.since > now]
        later = "".join(f"{start_words(form.effective_from, form.effective_time)} 起换新版。" for form in coming)
        self.version_words.setText(f"{later}每次回访都记下所用版本和原话，改版不会改变以前的数字。")
        self.editing.take(known_forms(forms, now))

    def _show(self) -> None:
        """Fills the fields when another version or another state of the draft is to be shown."""
        if self.editing.shown != self._filled:
            self._fill(self.editing.shown)
        self._body.setEnabled(not self.editing.shows_old)
        valid = self.preview_words.property("tone") != "red"
        self.save.setEnabled(self.editing.is_changed and valid and not self.editing.shows_old)

    def _fill(self, draft: Draft) -> None:
        self._filled = draft
        for editor in self.editors:
            editor.hide()
            editor.deleteLater()
        self.editors = []
        questions, reasons = draft
        for question in questions:
            self._add(question)
        self.reasons.blockSignals(True)
        self.reasons.setPlainText("\n".join(reasons))
        self.reasons.blockSignals(False)
        self.show_preview()

    def _add(self, question: FormQuestion) -> None:
        editor = QuestionEditor(question)
        editor.changed.connect(self._touch)
        self.editors.append(editor)
        self._questions.addWidget(editor)

    def _add_plain(self) -> None:
        place = len(self.editors)
        answers = (FormAnswer("是"), FormAnswer("否"))
        taken = {editor.question().name for editor in self.editors}
        name = next(name for n in range(1, 99) if (name := f"more-{n}") not in taken)
        self._add(FormQuestion(name, _MARKS[min(place, len(_MARKS) - 1)], "新问题？", answers))
        self._touch()

    def _touch(self) -> None:
        self._later.start()

    def _say(self, text: str, tone: str) -> None:
        self.preview_words.setText(text)
        restyle(self.preview_words, tone=tone)
        changed = self.editing.is_changed and not self.editing.shows_old
        self.save.setEnabled(tone != "red" and changed)

    def _build(self) -> None:
        self.editing.changed.connect(self._show)
        self.reasons.setAccessibleName("不满意原因")
        self.reasons.setTabChangesFocus(True)
        self.reasons.setFixedHeight(self.shell.theme.px(150))
        self.reasons.textChanged.connect(self._touch)
        self.save.setProperty("primary", True)
        self.save.clicked.connect(self.keep)
        self.more.clicked.connect(self._add_plain)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.keep)
        left, right = self._panel(self._fields()), self._panel(self._preview())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 5)
        row.addWidget(right, 4)
        below = QWidget()
        buttons = FlowLayout(below, gap=8)
        for button in (*self.editing.buttons, self.save):
            buttons.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addLayout(row, 1)
        outer.addWidget(below)

    def _fields(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(label("回访调查表", "title"))
        column.addWidget(self.version_words)
        column.addWidget(self.editing.bar)
        column.addWidget(rule())
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        inner.addLayout(self._questions)
        inner.addWidget(self.more)
        inner.addWidget(label("不满意原因（每行一条，最多 9 条）", "heading"))
        inner.addWidget(self.reasons)
        column.addWidget(self._body)
        return column

    def _preview(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(label("预览", "title"))
        column.addWidget(label("回访时这样提问，可以试着作答，不会记录。", "second", wrap=True))
        column.addWidget(self.preview)
        column.addWidget(self.preview_words)
        return column

    @staticmethod
    def _panel(column: QVBoxLayout) -> QFrame:
        body = ScrollPage()
        body.setLayout(column)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        panel = QFrame()
        panel.setObjectName("panel")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(scroll)
        return panel
