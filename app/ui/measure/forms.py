"""The forms of measures: enter one with its paper, follow it up, lift it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.base.clock import local_day
from app.base.errors import Refused
from app.desk.kind_measure import acts as kind_measure_acts
from app.desk.kind_measure.rows import KindMeasureRow
from app.desk.measure import acts as measure_acts
from app.desk.measure.acts import Grant
from app.desk.measure.rows import MeasureRow
from app.desk.ticket.rows import TicketDetail
from app.rules.escalation.states import ReportChannel
from app.rules.measure import MEASURE_KIND_WORDS, MeasureKind, MeasureVerb
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_ahead
from app.ui.frame.shell import Shell
from app.ui.kit.forms.answer_field import AnswerField
from app.ui.kit.forms.attachments_field import add_attachments
from app.ui.kit.forms.form import FormDialog
from app.ui.ticket.forms import about

_ABOUT = {
    MeasureKind.EXTENSION: "保存后办理时限和提醒立即按新时限；平台导出带来时限时自动核对，不一致会在导入结果里说明。",
    MeasureKind.SUPERVISION: "办理时限不变；到跟进时间提醒。",
    MeasureKind.PARKING: "工单标为挂账，办理时限不变；到跟进时间提醒。",
}
_UNTIL = {MeasureKind.EXTENSION: ("延至", "11-30 18:00、2026-11-30 24:00")}


class MeasureForm(FormDialog):
    """Enters one measure of a ticket."""

    def __init__(self, shell: Shell, detail: TicketDetail, kind: MeasureKind) -> None:
        word = MEASURE_KIND_WORDS[kind]
        key = f"measure-{kind.value}:{detail.row.id}"
        text = f"{about(detail)}\n{_ABOUT[kind]}"
        super().__init__(shell, word, about=text, draft_key=key, main=f"登记{word}")
        self._ticket_id, self._kind = detail.row.id, kind
        words, hint = _UNTIL.get(kind, ("何时跟进", "明天 9:00、11-30 9:00"))
        self.add_line("until", words, hint=hint)
        self.add_line("granted_by", "谁批准", hint="姓名和职务")
        channels = {way.value: way.value for way in ReportChannel}
        self.channels = AnswerField(self, "channel", "怎样告知", channels, hint="按数字键选择", then="reason")
        self.add_text("reason", "原因", lines=2, hint="为什么不能按期，或督办、挂账的要求")
        self.add_line("paper", "文号", hint="可不填")
        self.files = add_attachments(self, "files", "文书")
        self.size_to(620)

    def submit(self) -> None:
        """Enters it."""
        values = self.values()
        at = _ahead(self, values["until"], "until")
        if at is None:
            return
        grant = Grant(values["granted_by"], values["channel"], at, values["reason"], values["paper"])
        self.send(
            measure_acts.enter,
            ticket_id=self._ticket_id,
            kind=self._kind,
            grant=grant,
            files=tuple(self.files.paths()),
        )


class FollowMeasureForm(FormDialog):
    """Asks how it stands, and when to follow up next."""

    def __init__(self, shell: Shell, row: MeasureRow) -> None:
        word = MEASURE_KIND_WORDS[row.kind]
        text = f"{row.ticket_number} · {row.ticket_title}"
        super().__init__(shell, f"{word}跟进", about=text, draft_key=f"measure-follow:{row.id}", main="记录跟进")
        self._row = row
        self.add_text("said", "跟进情况", lines=3, hint="问了谁，进展如何")
        self.add_line("until", "下次跟进", hint="明天 9:00、11-30 9:00")
        self.size_to(520)

    def submit(self) -> None:
        """Records it."""
        values = self.values()
        at = _ahead(self, values["until"], "until")
        if at is not None:
            self.send(
                measure_acts.follow_up,
                measure_id=self._row.id,
                said=values["said"],
                until=at,
                version=self._row.version,
            )


class EndMeasureForm(FormDialog):
    """Lifts a measure, or withdraws one that was entered by mistake."""

    def __init__(self, shell: Shell, row: MeasureRow, verb: MeasureVerb) -> None:
        words = "撤回" if verb is MeasureVerb.WITHDRAW else "解除"
        word = MEASURE_KIND_WORDS[row.kind]
        text = f"{row.ticket_number} · {row.ticket_title}"
        super().__init__(shell, f"{words}{word}", about=text, draft_key=f"measure-end:{row.id}", main=f"{words}{word}")
        self._row, self._verb = row, verb
        self.add_text("note", "原因", lines=2, hint="写明情况")
        self.size_to(480)

    def submit(self) -> None:
        """Ends it."""
        act = measure_acts.withdraw if self._verb is MeasureVerb.WITHDRAW else measure_acts.lift
        self.send(act, measure_id=self._row.id, note=self.values()["note"], version=self._row.version)


class KindMeasureForm(FormDialog):
    """Enters a measure against a kind of problem, in force since a day."""

    def __init__(self, shell: Shell, kinds: Sequence[str]) -> None:
        about = "对一类诉求采取的措施：约谈、专项检查、发布提示等。登记后比较措施前后的受理量。"
        super().__init__(shell, "登记治理措施", about=about, draft_key="kind-measure", main="登记")
        self.kind = self.add_offered("kind", "诉求类别（二级）")
        self.kind.addItems(list(kinds))
        self.kind.setCurrentText("")
        self.add_line("since", "自何日起", text=local_day(shell.now()).isoformat(), hint="2026-09-01")
        self.add_text("text", "措施", lines=2, hint="做了什么、对谁")
        self.add_line("paper", "文号", hint="可不填")
        self.size_to(520)

    def submit(self) -> None:
        """Enters it."""
        self.send(kind_measure_acts.enter, **self.values())


class WithdrawKindMeasureForm(FormDialog):
    """Withdraws a measure that was entered by mistake."""

    def __init__(self, shell: Shell, row: KindMeasureRow) -> None:
        about = f"{row.kind}自 {row.since} 起：{row.text}"
        super().__init__(shell, "撤回治理措施", about=about, draft_key=f"kind-measure-end:{row.id}", main="撤回")
        self._row = row
        self.add_text("note", "原因", lines=2, hint="写明情况")
        self.size_to(480)

    def submit(self) -> None:
        """Withdraws it."""
        note, version = self.values()["note"], self._row.version
        self.send(kind_measure_acts.withdraw, measure_id=self._row.id, note=note, version=version)


def _ahead(form: FormDialog, text: str, field: str) -> datetime | None:
    """A typed hour that lies ahead; anything else is refused at its field."""
    try:
        at = read_ahead(text, form.shell.now())
    except BadTime as error:
        form.show_refused(Refused(str(error), field=field))
        return None
    if at is None:
        form.show_refused(Refused("请填写时间，例如 11-30 18:00", field=field))
    return at
