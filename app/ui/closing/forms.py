"""The forms of an official ranking: when it was published, and whether it is objected to."""

from __future__ import annotations

from app.base.clock import to_local
from app.base.errors import Refused
from app.desk.closing import acts as closing_acts
from app.rules.closing.ranking import ClosingStep
from app.rules.figures.period_text import period_words, write_period
from app.rules.figures.periods import Period
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_past
from app.ui.frame.shell import Shell
from app.ui.kit.forms.answer_field import AnswerField
from app.ui.kit.forms.form import FormDialog

_STEPS = {one.value: one.word for one in (ClosingStep.NO_OBJECTION, ClosingStep.OBJECTED)}


class EnteredForm(FormDialog):
    """Notes that the official ranking of a period is entered; the time to object runs from its publication."""

    def __init__(self, shell: Shell, period: Period) -> None:
        words = f"{period_words(period.name)}的官方排名已经录入。提异议的期限从公布的第二天起算。"
        super().__init__(shell, "官方排名已录入", about=words, main="记下")
        self._period = write_period(period.name)
        self.add_line("at", "何时公布", text=f"{to_local(shell.now()):%m-%d %H:%M}", hint="11-23 15:00、昨天 15:00")
        self.add_text("note", "说明", lines=2, hint="可不填，例如文件名、名次")
        self.size_to(520)

    def submit(self) -> None:
        """Notes it."""
        values = self.values()
        try:
            at = read_past(values["at"], self.shell.now())
        except BadTime as error:
            self.show_refused(Refused(str(error), field="at"))
            return
        step, note = ClosingStep.ENTERED, values["note"]
        self.send(closing_acts.note_step, period=self._period, step=step, at=at, note=note)


class ObjectionForm(FormDialog):
    """Notes whether the official ranking of a period is objected to."""

    def __init__(self, shell: Shell, period: Period) -> None:
        words = f"{period_words(period.name)}的官方排名与本台的数核对以后，写明有没有异议。"
        super().__init__(shell, "官方排名的异议", about=words, draft_key="", main="记下")
        self._period = write_period(period.name)
        self.steps = AnswerField(self, "step", "结论", _STEPS, hint="按数字键选择", then="note")
        self.add_text("note", "说明", lines=3, hint="提了哪些、向谁提、依据；无异议可不填")
        self.size_to(520)

    def submit(self) -> None:
        """Notes it."""
        values = self.values()
        if values["step"] not in set(ClosingStep):
            self.show_refused(Refused("请选择结论", field="step"))
            return
        step = ClosingStep(values["step"])
        if step is ClosingStep.OBJECTED and not values["note"].strip():
            self.show_refused(Refused("请写明提了什么异议", field="note"))
            return
        self.send(closing_acts.note_step, period=self._period, step=step, note=values["note"])
