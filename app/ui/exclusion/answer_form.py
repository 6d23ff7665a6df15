"""Answers one rule of the check: the result of looking, or the reason to override it."""

from __future__ import annotations

from app.base.errors import Refused
from app.desk.exclusion import acts as exclusion_acts
from app.rules.exclusion.check_facts import RuleLine, RuleResult
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog


class AnswerForm(FormDialog):
    """Only the shift lead overrides a hard failure; an empty answer withdraws an earlier one."""

    def __init__(self, shell: Shell, exclusion_id: int, line: RuleLine) -> None:
        over = line.hard and line.result is RuleResult.FAIL
        text = f"{line.title}：{line.reason}"
        about = f"{text}\n硬性要求，由班组长写明理由后才能越过。" if over else f"{text}\n请核对后写明结论。"
        super().__init__(shell, "说明理由" if over else "写明核对结论", about=about, main="记下")
        self._exclusion_id, self._rule = exclusion_id, line.rule
        self._must_say = line.answer is None
        text = line.answer.reason if line.answer is not None else ""
        self.add_text("reason", "理由" if over else "结论", lines=3, text=text, hint="清空即取消" if text else "")
        self.size_to(520)

    def submit(self) -> None:
        """Records it."""
        reason = self.values()["reason"]
        if self._must_say and not reason.strip():
            self.show_refused(Refused("请写明", field="reason"))
            return
        self.send(exclusion_acts.answer, exclusion_id=self._exclusion_id, rule=self._rule, reason=reason)
