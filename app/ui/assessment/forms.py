"""The forms of assessments: enter what the client wrote, and what becomes of it."""

from __future__ import annotations

from app.base.clock import local_day
from app.base.errors import Refused
from app.desk.assessment import acts as assessment_acts
from app.desk.assessment.acts import Written
from app.desk.assessment.rows import AssessmentRow
from app.rules.assessment.kinds import AssessmentKind, AssessmentVerb, Objection
from app.rules.obligation.duties import shipped_duties
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_ahead
from app.ui.frame.shell import Shell
from app.ui.kit.forms.answer_field import AnswerField
from app.ui.kit.forms.attachments_field import add_attachments
from app.ui.kit.forms.form import FormDialog

_KINDS = {kind.value: kind.word for kind in AssessmentKind}
_ENDS = frozenset({AssessmentVerb.REVOKE, AssessmentVerb.WITHDRAW})


class EnterForm(FormDialog):
    """Enters what the client wrote; a strike counts towards the end of the contract, so it needs its paper."""

    def __init__(self, shell: Shell) -> None:
        about = "只登记委托方的书面文书。书面扣罚由班组长登记，附上文书，整个服务期累计计次；本台自查的不计。"
        super().__init__(shell, "登记考核", about=about, draft_key="assessment", main="登记")
        self.kinds = AnswerField(self, "kind", "类别", _KINDS, hint="按数字键选择", then="day")
        self.add_line("day", "文书日期", text=local_day(shell.now()).isoformat(), hint="2026-11-25")
        self.add_line("item", "考核事项", hint="例如 11 月 4 日签收超时")
        duties = {"": "不对应某项义务", **{duty.id: f"{duty.source} {duty.title}" for duty in shipped_duties()}}
        self.add_choice("duty", "对应义务", duties)
        self.add_line("deduction", "扣罚", hint="例如 扣 2000 元、扣 2 分")
        self.add_line("paper", "文号", hint="例如 考核通知〔2026〕3号，可不填")
        self.add_line("objection_until", "异议期限", hint="12-05 18:00，可不填；到期前按任务提醒")
        self.add_text("text", "内容", lines=2, hint="文书的要点，可不填")
        self.files = add_attachments(self, "files", "文书")
        self.size_to(640)

    def submit(self) -> None:
        """Enters it."""
        values = self.values()
        if values["kind"] not in _KINDS:
            self.show_refused(Refused("请选择类别", field="kind"))
            return
        try:
            until = read_ahead(values["objection_until"], self.shell.now())
        except BadTime as error:
            self.show_refused(Refused(str(error), field="objection_until"))
            return
        written = Written(
            values["day"], values["item"], values["deduction"], values["paper"], values["text"], values["duty"], until
        )
        kind = AssessmentKind(values["kind"])
        self.send(assessment_acts.enter, kind=kind, written=written, files=tuple(self.files.paths()))


class DecideForm(FormDialog):
    """Records what becomes of an entry: objected to or not, revoked by the client, or withdrawn as a mistake."""

    def __init__(self, shell: Shell, row: AssessmentRow) -> None:
        about = f"{row.day} {row.kind.word}：{row.item}"
        key = f"assessment-decision:{row.id}"
        super().__init__(shell, "考核的处理", about=about, draft_key=key, main="记录")
        self._row = row
        open_ones = [AssessmentVerb.OBJECT, AssessmentVerb.ACCEPT] if row.objection is Objection.OPEN else []
        verbs = {verb.value: verb.word for verb in (*open_ones, *(verb for verb in AssessmentVerb if verb in _ENDS))}
        self.verbs = AnswerField(self, "verb", "处理", verbs, hint="按数字键选择", then="text")
        self.add_text("text", "说明", lines=3, hint="向谁提、提了什么、依据；或为什么不提、为什么撤销")
        self.files = add_attachments(self, "files", "异议文书")
        self.size_to(600)

    def submit(self) -> None:
        """Records it."""
        values = self.values()
        if values["verb"] not in {verb.value for verb in AssessmentVerb}:
            self.show_refused(Refused("请选择怎样处理", field="verb"))
            return
        verb, version = AssessmentVerb(values["verb"]), self._row.version
        if verb in _ENDS:
            if not values["text"].strip():
                self.show_refused(Refused("请写明原因", field="text"))
                return
            self.send(assessment_acts.end, assessment_id=self._row.id, verb=verb, note=values["text"], version=version)
            return
        self.send(
            assessment_acts.decide,
            assessment_id=self._row.id,
            verb=verb,
            text=values["text"],
            files=tuple(self.files.paths()),
            version=version,
        )
