"""The foot of the callback form: the effect of saving, the draft's time, and the buttons with their keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, restyle, rule
from app.ui.kit.tooltips import set_tip
from app.ui.look.theme import Theme
from app.ui.survey.answers import CallbackAnswers

HINT = "数字键作答，回车下一题，Backspace 上一题，↑ ↓ 选号码，Esc 返回"

REWORK_ADVICE = "。诉求没有得到解决的，可写明原因，按 F9 发起二次办理，新时限从现在起计。"


class SaveBar(QWidget):
    """Shows texts and buttons; the page connects the buttons and places `verdict` and `missing` under the questions."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.verdict = label("", "block", wrap=True)
        self.error = label("", "error", wrap=True, selectable=True)
        self.missing = label("", "second", wrap=True, selectable=True)
        self.hint = label(HINT, "hint", wrap=True)
        self.saved = label("", "saved")
        self.clear = _button(theme, "清空重填", "", "清空恢复的草稿，从头作答")
        self.clear.setProperty("link", True)
        self.skip = _button(theme, "跳过", "PgDn", "暂不保存，先打下一件；已填的内容留作草稿")
        self.give_up = _button(theme, "无法联系", "Alt+U", "")
        self.rework = _button(theme, "二次办理", "F9", "回访不满意时重新办理，新时限从现在起计；须写明原因")
        self.save = _button(theme, "保存并下一件", "Ctrl+回车", "记下本次回访，转到下一件待回访")
        self.save.setProperty("primary", True)
        self._build()

    def show_fresh(self) -> None:
        """Resets the bar for a ticket with an empty form."""
        self.show_answers(CallbackAnswers())
        self.say_error("")
        self.saved.setText("")
        self.clear.hide()

    def show_restored(self) -> None:
        """Shows that a draft was restored."""
        self.saved.setText("已恢复上次没有保存的作答")
        self.clear.show()

    def show_answers(self, answers: CallbackAnswers, *, closed: bool = False) -> None:
        """Shows what saving does with these answers."""
        tone, sentence = answers.verdict(closed=closed)
        advice = REWORK_ADVICE if answers.wants_rework else ""
        self.verdict.setText(sentence + advice)
        restyle(self.verdict, tone="amber" if advice else tone)
        self.missing.setVisible(bool(self.missing.text()) and not answers.reached)

    def show_missing(self, *, may_give_up: bool, missing: tuple[str, ...], tried: bool) -> None:
        """Enables 无法联系, or shows what the rule still requires."""
        words = "；".join(missing)
        self.give_up.setEnabled(may_give_up)
        set_tip(self.give_up, "按规则定为无法联系并办结（Alt+U）" if may_give_up else f"还不能定为无法联系：{words}")
        advice = f"定为无法联系：{words}" if tried and words else ""
        self.missing.setText("已符合无法联系规则，可按 Alt+U 定为无法联系" if may_give_up else advice)
        self.missing.setVisible(bool(self.missing.text()))

    def say_error(self, text: str) -> None:
        """Shows why saving was refused; an empty text hides it."""
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _build(self) -> None:
        box = QWidget()
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = FlowLayout(box, gap=8)
        for button in (self.save, self.rework, self.give_up, self.skip):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (rule(), self.error, box):
            column.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.saved)
        foot.addWidget(self.clear)
        column.addLayout(foot)


def _button(theme: Theme, words: str, key: str, hint: str) -> QPushButton:
    button = KeyButton(theme, f"{words}　{key}") if key else QPushButton(words)
    button.setAccessibleName(words)
    set_tip(button, hint)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
