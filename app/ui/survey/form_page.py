"""The page that edits the survey form: fields at the left, preview at the right; older surveys keep their version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDateEdit, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout

from app.base.changes import Change, Outcome
from app.base.clock import local_day
from app.base.errors import Refused
from app.desk.survey import forms as survey_forms
from app.rules.survey.form import BadForm, FormAnswer, FormQuestion, SurveyForm, check_form, shipped_forms
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, restyle, rule
from app.ui.kit.scrolling import ScrollPage
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
        self.since = QDateEdit()
        self.remark = QLineEdit()
        self.reasons = QPlainTextEdit()
        self.reasons.setTabChangesFocus(True)
        self.preview_words = label("", "block", wrap=True)
        self.save = KeyButton(shell.theme, "保存新版　Ctrl+回车")
        self.again = KeyButton(shell.theme, "恢复为现用版本")
        self.more = KeyButton(shell.theme, "添加只记录的问题")
        self.preview = Questions(shell, self.form)
        self.editors: list[QuestionEditor] = []
        self._questions = QVBoxLayout()
        self._touched = False
        self._filled: SurveyForm | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PREVIEW_MS)
        self._later.timeout.connect(self.show_preview)
        self.save.setEnabled(False)  # until the forms are read
        self._build()

    def refresh(self) -> None:
        """Reads the forms."""
        self.shell.gateway.read(survey_forms.versions, self._take, key="survey-forms")

    def new_form(self) -> SurveyForm:
        """The form that the fields describe."""
        chosen = self.since.date()
        return SurveyForm(
            number=0,
            effective_from=date(chosen.year(), chosen.month(), chosen.day()),
            questions=tuple(editor.question() for editor in self.editors),
            reasons=tuple(line.strip() for line in self.reasons.toPlainText().splitlines() if line.strip()),
            note=self.remark.text().strip(),
        )

    def show_preview(self) -> bool:
        """Previews the form, or shows why it is not valid; True when it is."""
        self._later.stop()
        form = self.new_form()
        try:
            check_form(form)
        except BadForm as error:
            self._say(str(error), "red")
            return False
        self.preview.show_form(form)
        self._say(f"可以使用，自 {form.effective_from:%Y-%m-%d} 起的回访按此提问；以前的回访和统计不变", "green")
        return True

    def keep(self) -> None:
        """Ctrl+Enter: saves the new version."""
        if not self.show_preview():
            return

        def done(outcome: Outcome[SurveyForm]) -> None:
            self._touched = False
            self._say(outcome.message, "green")
            self.refresh()

        def refused(error: Refused) -> None:
            self._say(str(error), "red")
            if error.field == "effective_from":
                self.since.setFocus()

        submit = self.shell.gateway.submit
        submit(survey_forms.save, on_done=done, on_refused=refused, person=self.shell.person, form=self.new_form())

    def _take(self, forms: tuple[SurveyForm, ...]) -> None:
        today = local_day(self.shell.now())
        current = survey_forms.in_force_of(forms, today)
        coming = [form for form in forms if form.effective_from > today]
        later = "".join(f"；{form.effective_from:%Y-%m-%d} 起换新版" for form in coming)
        note = f"（{current.note}）" if current.note else ""
        text = f"现用版本自 {current.effective_from:%Y-%m-%d} 起用{note}，共 {len(forms)} 版{later}。"
        self.version_words.setText(text + "每次回访都记下所用版本和原话，改版不会改变以前的数字。")
        self.form = current
        shown = coming[-1] if coming else current
        if not self._touched and shown != self._filled:
            self._fill(shown)

    def _fill(self, form: SurveyForm) -> None:
        self._filled = form
        for editor in self.editors:
            editor.hide()
            editor.deleteLater()
        self.editors = []
        for question in form.questions:
            self._add(question)
        today = local_day(self.shell.now())
        self.since.setMinimumDate(QDate(today.year, today.month, today.day))
        self.since.setDate(self.since.minimumDate().addDays(1))
        self.remark.clear()
        self.reasons.setPlainText("\n".join(form.reasons))
        self._touched = False
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
        self._touched = True
        self._later.start()

    def _say(self, text: str, tone: str) -> None:
        self.preview_words.setText(text)
        restyle(self.preview_words, tone=tone)
        self.save.setEnabled(tone != "red")

    def _restore(self) -> None:
        self._fill(replace(self.form))

    def _build(self) -> None:
        self.since.setDisplayFormat("yyyy-MM-dd")
        self.since.setCalendarPopup(True)
        self.since.setAccessibleName("起用日期")
        self.since.setMinimumWidth(self.shell.theme.px(150))
        self.since.dateChanged.connect(self._touch)
        self.remark.setAccessibleName("改版说明")
        self.remark.setPlaceholderText("改版说明，例如：按区里 12 月口径调整")
        self.remark.textChanged.connect(self._touch)
        self.reasons.setAccessibleName("不满意原因")
        self.reasons.setTabChangesFocus(True)
        self.reasons.setFixedHeight(self.shell.theme.px(150))
        self.reasons.textChanged.connect(self._touch)
        self.save.setProperty("primary", True)
        self.save.clicked.connect(self.keep)
        self.again.clicked.connect(self._restore)
        self.more.clicked.connect(self._add_plain)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.keep)
        left, right = self._panel(self._fields()), self._panel(self._preview())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(left, 5)
        row.addWidget(right, 4)

    def _fields(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(label("回访调查表", "title"))
        column.addWidget(self.version_words)
        when = QHBoxLayout()
        when.addWidget(label("新版起用", "second"))
        when.addWidget(self.since)
        when.addWidget(self.remark, 1)
        column.addLayout(when)
        column.addWidget(rule())
        column.addLayout(self._questions)
        column.addWidget(self.more)
        column.addWidget(label("不满意原因（每行一条，最多 9 条）", "heading"))
        column.addWidget(self.reasons)
        return column

    def _preview(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(label("预览", "title"))
        column.addWidget(label("回访时这样提问，可以试着作答，不会记录。", "second", wrap=True))
        column.addWidget(self.preview)
        column.addWidget(self.preview_words)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        column.addLayout(buttons)
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
