"""Registers the request of a department to take a ticket back; it is answered in the register."""

from __future__ import annotations

from typing import Any

from app.base.errors import Refused
from app.desk.queue import reads as queue_reads
from app.desk.returns import requests as returns_requests
from app.desk.ticket.rows import TicketDetail
from app.rules.returns.states import RETURN_GROUND_WORDS, ReturnGround
from app.ui.frame.shell import Shell
from app.ui.kit.forms.attachments_field import add_attachments
from app.ui.kit.forms.form import FormDialog
from app.ui.ticket.forms import about


class ReceiveForm(FormDialog):
    """One request of one department; the typed text is saved as a draft of the ticket."""

    def __init__(self, shell: Shell, detail: TicketDetail) -> None:
        text = f"{about(detail)}\n登记后按退单时限答复，到时提醒；同意则工单回到本单位。"
        super().__init__(shell, "登记退回请求", about=text, draft_key=f"receive:{detail.row.id}", main="登记")
        self._ticket_id = detail.row.id
        self.add_offered("department", "提出部门", text=detail.row.unit)
        choices = {"": "请选择", **{ground.value: RETURN_GROUND_WORDS[ground] for ground in ReturnGround}}
        self.add_choice("ground", "对方理由", choices)
        self.add_text("basis", "对方依据", lines=2, hint="对方引用的条款、目录或说法")
        self.add_text("note", "说明", lines=2, hint="可不填")
        self.attachments = add_attachments(self, "attachments", "附件")
        shell.gateway.read(queue_reads.choices, self._offer)
        self.size_to(620)

    def submit(self) -> None:
        """Registers the request."""
        values: dict[str, Any] = self.values()
        if not values["ground"]:
            self.show_refused(Refused("请选择对方的理由", field="ground"))
            return
        values |= {"ground": ReturnGround(values["ground"]), "attachments": tuple(self.attachments.paths())}
        self.send(returns_requests.receive, ticket_id=self._ticket_id, **values)

    def _offer(self, choices: dict[str, list[str]]) -> None:
        self.offer("department", choices["units"])
