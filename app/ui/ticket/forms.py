"""The dialogs of one ticket: sign-for late or at a told time, dispatch, note, close, reopen, dispatch time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QDateTime, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from app.base.clock import from_local, to_local
from app.base.errors import NumberTaken, Refused
from app.desk import sign
from app.desk.queue import reads as queue_reads
from app.desk.survey import acts as survey_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing
from app.desk.ticket.rows import TicketDetail
from app.rules.reminder.late_reasons import late_reasons
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_past
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import WIDE, KeyButton
from app.ui.kit.labels import label


def about(detail: TicketDetail) -> str:
    """The ticket of a dialog in words."""
    return " · ".join(part for part in (detail.row.number, detail.row.title) if part)


@dataclass(frozen=True, slots=True)
class TextVerb:
    """A use case with one text: its words, the name of its argument, and the key of its draft."""

    use_case: Callable[..., Any]
    title: str
    field: str
    words: str
    main: str
    hint: str = ""
    lines: int = 5


# Where a sign-for time may be known from, the most usual first.
SIGN_SOURCES = ("平台页面", "电话告知", "平台导出", "其他")
NOTE = TextVerb(ticket_acts.add_note, "备注", "text", "备注", "记下备注", "写清情况，便于接班")
CLOSE = TextVerb(ticket_acts.close, "办结工单", "reason", "办结说明", "办结", "可不填；办结后时限与提醒全部停止", 3)
REWORK = TextVerb(
    survey_acts.rework, "二次办理", "reason", "原因", "发起二次办理", "写明诉求人还缺什么；新时限从现在起计"
)
REOPEN = TextVerb(ticket_acts.reopen, "重开工单", "reason", "重开原因", "重开", "写明为什么重新办理", 3)


class TextForm(FormDialog):
    """A form with one text for one use case."""

    def __init__(self, shell: Shell, detail: TicketDetail, verb: TextVerb) -> None:
        key = f"{verb.use_case.__name__}:{detail.row.id}"
        super().__init__(shell, verb.title, about=about(detail), draft_key=key, main=verb.main)
        self._verb = verb
        self._ticket_id = detail.row.id
        self.add_text(verb.field, verb.words, hint=verb.hint, lines=verb.lines)
        self.size_to(520)

    def submit(self) -> None:
        """Passes the text to the use case."""
        self.send(self._verb.use_case, ticket_id=self._ticket_id, **self.values())


class LateSignForm(FormDialog):
    """Asks why the sign-for is late; the usual reasons are offered by number and by mouse."""

    def __init__(self, shell: Shell, ids: Sequence[int], text: str) -> None:
        super().__init__(shell, "超时签收", about=text, draft_key="late-sign", main="签收")
        self._ids = tuple(ids)
        self._reason = self.add_text("reason", "超时原因", lines=3, hint="例如：交接班期间系统升级，02:40 恢复")
        self._offer(late_reasons(shell.setting("late_reasons")))
        self.size_to(560)

    def _offer(self, reasons: Sequence[str]) -> None:
        offered = QWidget()
        row = FlowLayout(offered)
        for number, reason in enumerate(reasons, start=1):
            choice = KeyButton(self.shell.theme, f"{reason}{WIDE}Alt+{number}")
            choice.setAccessibleName(reason)
            choice.setShortcut(f"Alt+{number}")
            choice.setAutoDefault(False)
            choice.clicked.connect(Call(choice, self._take, reason).run)
            row.addWidget(choice)
        self.form.addRow(label("常用原因", "second"), offered)

    def _take(self, reason: str) -> None:
        self._reason.setPlainText(reason)
        self._reason.moveCursor(QTextCursor.MoveOperation.End)
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Signs with the reason."""
        if not self.values()["reason"].strip():
            self.show_refused(Refused("请写明超时原因", field="reason"))
            return
        self.send(sign.sign, ticket_ids=self._ids, **self.values())


class SignTimeForm(FormDialog):
    """Signs with the time at which the ticket was signed for on the platform, and where that time stands."""

    def __init__(self, shell: Shell, ids: Sequence[int], text: str) -> None:
        super().__init__(shell, "按平台时间签收", about=text, main="签收")
        self._ids = tuple(ids)
        self.add_line("at", "平台签收时间", hint="例如 0912、09:12、昨天 23:50、11-24 9:00")
        self.add_choice("source", "时间来源", {source: source for source in SIGN_SOURCES})
        self.add_text("reason", "超时原因", lines=2, hint="按平台时间已超时的才需要填写")
        self.size_to(520)

    def submit(self) -> None:
        """Signs with the typed time."""
        values = self.values()
        try:
            at = read_past(values["at"], self.shell.now())
        except BadTime as error:
            self.show_refused(Refused(str(error), field="at"))
            return
        if at is None:
            self.show_refused(Refused("请填写平台上的签收时间", field="at"))
            return
        time = sign.SignTime(at, values["source"])
        self.send(sign.sign, ticket_ids=self._ids, reason=values["reason"], time=time)


class DispatchForm(FormDialog):
    """Dispatches the ticket to a unit; suggests the units used before."""

    def __init__(self, shell: Shell, detail: TicketDetail) -> None:
        key = f"dispatch:{detail.row.id}"
        super().__init__(shell, "派单", about=about(detail), draft_key=key, main="派单")
        self._ticket_id = detail.row.id
        self.add_offered("unit", "承办单位", text=detail.row.unit)
        self.add_line("office", "科室 / 专班", text=detail.ticket.office)
        self.add_text("note", "交办意见", lines=3, hint="可不填")
        self.size_to(520)
        shell.gateway.read(queue_reads.choices, self._offer)

    def submit(self) -> None:
        """Dispatches the ticket."""
        self.send(ticket_acts.dispatch, ticket_id=self._ticket_id, **self.values())

    def _offer(self, choices: dict[str, list[str]]) -> None:
        self.offer("unit", choices["units"])


class CorrectNumberForm(FormDialog):
    """Gives a ticket its right number in place of a wrong or a temporary one.

    Where another ticket bears that number, it goes on in the form that joins both.
    """

    def __init__(
        self, shell: Shell, detail: TicketDetail, *, join: Callable[[Shell, TicketDetail, str], None] | None = None
    ) -> None:
        super().__init__(shell, "更正编号", about=about(detail), main="更正")
        self._ticket_id = detail.row.id
        self._detail, self._join = detail, join
        self.add_line("number", "正确的编号", hint="例如 热线-261123-004417")
        self.size_to(480)

    def submit(self) -> None:
        """Corrects the number."""
        self.send(editing.correct_number, ticket_id=self._ticket_id, **self.values())

    def show_refused(self, refused: Refused) -> None:
        """Shows the refusal; a number that is taken leads to the form that joins both tickets."""
        if isinstance(refused, NumberTaken) and self._join is not None:
            number = self.values()["number"]
            self.finish()
            self._join(self.shell, self._detail, number)
        else:
            super().show_refused(refused)


class CorrectDispatchForm(FormDialog):
    """Corrects the dispatch time, from which the clocks are counted again."""

    def __init__(self, shell: Shell, detail: TicketDetail) -> None:
        super().__init__(shell, "更正派单时间", about=about(detail), main="更正")
        self._ticket_id = detail.row.id
        local = to_local(detail.row.dispatched_at).replace(tzinfo=None)
        self.at = QDateTimeEdit(QDateTime.fromString(f"{local:%Y-%m-%d %H:%M}", "yyyy-MM-dd HH:mm"))
        self.at.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.at.setAccessibleName("派单时间")
        self.form.addRow(label("派单时间", "second"), self.at)
        estimated = detail.row.dispatched_estimated
        basis = (
            f"现在是按{detail.ticket.dispatched_basis}估算的；" if estimated and detail.ticket.dispatched_basis else ""
        )
        self.form.addRow(label(f"{basis}更正后，签收、联系、办理时限和提醒都重新计算。", "second", wrap=True))
        self.size_to(480)

    def take_keyboard(self) -> None:
        """The time, which is no field with a draft."""
        self.at.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Corrects the dispatch time."""
        typed = datetime.fromisoformat(self.at.dateTime().toString("yyyy-MM-ddTHH:mm:ss"))
        self.send(editing.correct_dispatch, ticket_id=self._ticket_id, at=from_local(typed))
