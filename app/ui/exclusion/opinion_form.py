"""A level's opinion on an application: the verdict by number key, the opinion in words."""

from __future__ import annotations

from app.base.errors import Refused
from app.desk.exclusion import steps as exclusion_steps
from app.desk.exclusion.rows import ExclusionDetail
from app.rules.exclusion.moves import LEVEL_WORDS
from app.ui.exclusion.words import report_words
from app.ui.frame.shell import Shell
from app.ui.kit.forms.answer_field import AnswerField
from app.ui.kit.forms.form import FormDialog

VERDICTS = {"pass": "通过", "back": "退回补正", "refuse": "不予通过"}
_USE_CASES = {"pass": exclusion_steps.pass_on, "back": exclusion_steps.send_back, "refuse": exclusion_steps.refuse}


class OpinionForm(FormDialog):
    """Shows whose opinion is due and the state of the check; the opinion is required."""

    def __init__(self, shell: Shell, detail: ExclusionDetail) -> None:
        row = detail.row
        checked = f"材料核验：完整度 {detail.report.complete} %，{report_words(detail.report)}"
        about = f"{row.ticket_number} · {row.ticket_title}\n{row.major} / {row.minor}\n{checked}"
        title = f"{LEVEL_WORDS[row.level]}审核意见"
        super().__init__(shell, title, about=about, draft_key=f"opinion:{row.id}:{row.level}", main="记下意见")
        self._id, self._version = row.id, row.version
        self.answers = AnswerField(self, "verdict", "结论", VERDICTS, hint="按数字键选择结论", then="opinion")
        self.add_text("opinion", "意见", lines=3, hint="必填：同意的理由，或要补什么、为什么不行")
        self.size_to(600)

    def submit(self) -> None:
        """Records the opinion and moves the application."""
        values = self.values()
        use_case = _USE_CASES.get(values["verdict"])
        if use_case is None:
            self.show_refused(Refused("请按 1–3 选择结论", field="verdict"))
            return
        self.send(use_case, exclusion_id=self._id, opinion=values["opinion"], version=self._version)


class WithdrawForm(FormDialog):
    """Takes an application back; it stays on record and the ticket may have another."""

    def __init__(self, shell: Shell, detail: ExclusionDetail) -> None:
        row = detail.row
        about = f"{row.ticket_number} · {row.ticket_title}\n申请撤回后留有记录，工单可以重新申请。"
        super().__init__(shell, "撤回申请", about=about, main="撤回")
        self._id = row.id
        self.add_text("opinion", "原因", lines=2, hint="可不填")
        self.size_to(520)

    def submit(self) -> None:
        """Withdraws it."""
        self.send(exclusion_steps.withdraw, exclusion_id=self._id, opinion=self.values()["opinion"])
