"""The forms of a buck-passing case: open, report to the lead, follow up, close with its outcome."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.base.clock import read_iso, to_local
from app.base.errors import Refused
from app.desk.passing import acts as passing_acts
from app.desk.passing.rows import PassingBrief, PassingRow
from app.desk.ticket.rows import TicketDetail
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.ticket.forms import about


class OpenCaseForm(FormDialog):
    """Opens a case by a person's judgement."""

    def __init__(self, shell: Shell, detail: TicketDetail) -> None:
        text = f"{about(detail)}\n建成个案后请上报责任领导，一天后提醒跟进。"
        super().__init__(shell, "建推诿扯皮个案", about=text, draft_key=f"passing:{detail.row.id}", main="建个案")
        self._ticket_id = detail.row.id
        self.add_text("why", "情形", lines=3, hint="涉及部门及各方意见")
        self.size_to(560)

    def submit(self) -> None:
        """Opens the case."""
        self.send(passing_acts.open_case, ticket_id=self._ticket_id, **self.values())


class ReportCaseForm(FormDialog):
    """Asks to whom it was reported, and when to follow up."""

    def __init__(self, shell: Shell, case: PassingRow, brief: PassingBrief) -> None:
        text = f"{case.ticket_number} · {case.ticket_title}\n{case.why}"
        super().__init__(shell, "推诿情况上报", about=text, draft_key=f"passing-report:{case.id}", main="记录上报")
        self._case = case
        self.add_line("to", "报给谁", text=case.reported_to, hint="责任领导")
        self.add_line("follow_up_at", "何时跟进", text=_typed(brief.follow_up_at))
        self.size_to(520)

    def submit(self) -> None:
        """Records the report."""
        _send_timed(self, passing_acts.report, self._case)


class FollowForm(FormDialog):
    """Asks for the result, and when to follow up again."""

    def __init__(self, shell: Shell, case: PassingRow, brief: PassingBrief) -> None:
        text = f"{case.ticket_number} · 已报{case.reported_to}"
        super().__init__(shell, "推诿跟进", about=text, draft_key=f"passing-follow:{case.id}", main="记录跟进")
        self._case = case
        self.add_text("said", "跟进情况", lines=3, hint="问了谁，答复是什么")
        self.add_line("follow_up_at", "下次跟进", text=_typed(brief.follow_up_at))
        self.size_to(520)

    def submit(self) -> None:
        """Records the result."""
        _send_timed(self, passing_acts.follow_up, self._case)


class CloseCaseForm(FormDialog):
    """Asks for the outcome, which ends the reminder."""

    def __init__(self, shell: Shell, case: PassingRow) -> None:
        text = f"{case.ticket_number} · {case.ticket_title}\n了结后不再提醒跟进；需要时可重开。"
        super().__init__(shell, "了结推诿个案", about=text, draft_key=f"passing-close:{case.id}", main="了结")
        self._case = case
        self.add_text("outcome", "结果", lines=3, hint="由谁主责，怎样处理")
        self.size_to(520)

    def submit(self) -> None:
        """Closes the case."""
        self.send(passing_acts.close, case_id=self._case.id, version=self._case.version, **self.values())


def _typed(at: datetime) -> str:
    return f"{to_local(at):%Y-%m-%d %H:%M}"


def _send_timed(form: Any, use_case: Any, case: PassingRow) -> None:
    values = form.values()
    try:
        at = read_iso(values["follow_up_at"].strip().replace("/", "-"))
    except ValueError:
        form.show_refused(Refused("时间读不懂，请写成 2026-11-24 09:00", field="follow_up_at"))
        return
    form.send(use_case, case_id=case.id, version=case.version, **{**values, "follow_up_at": at})
