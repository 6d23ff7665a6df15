"""The forms that decide a return: accept, refuse with a reason, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from app.base.errors import Refused
from app.desk.returns import acts as returns_acts
from app.desk.returns import requests as returns_requests
from app.desk.returns.rows import ReturnRow
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on a return: its use case, its words, its effect, and the text it requires."""

    use_case: Callable[..., Any]
    title: str
    effect: str
    note: str = ""
    hint: str = ""
    must_say: str = ""


ACCEPT = Decision(
    returns_acts.accept,
    "同意退单",
    "工单离开本单位：全部时限停止，待响的提醒取消。",
    "结果说明",
    "可不填：批复人、文号、转往何处",
)
REFUSE = Decision(
    returns_acts.refuse,
    "驳回退单",
    "工单回到提交前的状态，时限一直在计。次数用完即按首接负责制办理；第二次被驳回自动建推诿个案。",
    "驳回原因",
    "上级怎样答复的，原话为好",
    "请写明驳回原因",
)
WITHDRAW = Decision(
    returns_acts.withdraw, "撤回退单", "退单撤回，工单由本单位继续办理，时限一直在计。需要时可重新登记。"
)
AGREE = Decision(
    returns_requests.agree,
    "同意接回",
    "工单回到本单位：原承办单位清空，请重新派单；已退单或已办结的会重新打开。",
    "说明",
    "可不填：为什么应由我们办",
)
DECLINE = Decision(
    returns_requests.decline,
    "不同意退回",
    "工单仍由对方办理，状态不变。",
    "不同意的理由",
    "写明依据和理由",
    "请写明不同意退回的理由",
)
TAKE_BACK = Decision(returns_requests.take_back, "对方撤回请求", "对方收回了退回请求，或者登记错了；工单状态不变。")


class DecisionForm(FormDialog):
    """Shows the effect on the ticket, takes the reason, and decides."""

    def __init__(self, shell: Shell, case: ReturnRow, decision: Decision) -> None:
        about = f"{case.ticket_number} · {case.ticket_title}\n{decision.effect}"
        key = f"{decision.use_case.__name__}-return:{case.id}" if decision.note else ""
        super().__init__(shell, decision.title, about=about, draft_key=key, main=decision.title)
        self._case = case
        self._decision = decision
        if decision.note:
            self.add_text("note", decision.note, lines=3, hint=decision.hint)
        self.size_to(520)
        if not decision.note:
            self.resize(self.width(), shell.theme.px(190))

    def take_keyboard(self) -> None:
        """Focuses the note; without one, Enter decides."""
        if self.fields:
            super().take_keyboard()
        else:
            self.decide_by_enter()
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Decides, once a required reason is given."""
        values = self.values()
        if self._decision.must_say and not values["note"].strip():
            self.show_refused(Refused(self._decision.must_say, field="note"))
            return
        self.send(self._decision.use_case, return_id=self._case.id, **values)
