"""The form that sends ticked tickets as an urging round, with what becomes of each group of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.base.changes import Outcome
from app.desk.rescue_list import acts as rescue_acts
from app.desk.rescue_list.acts import Urged
from app.desk.rescue_list.rows import RescueTicket
from app.rules.ticket.states import OPEN_STATUSES
from app.rules.urge.states import URGED_STATUSES
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog


class UrgeForm(FormDialog):
    """Asks for the reason when closed tickets are among them, which go back into handling first."""

    def __init__(
        self, shell: Shell, tickets: Sequence[RescueTicket], on_done: Callable[[Outcome[Urged]], None]
    ) -> None:
        self._ids = [one.ticket_id for one in tickets]
        self._on_done = on_done
        super().__init__(shell, "发起催办", about=about(tickets), main="发起催办")
        if any(one.status not in OPEN_STATUSES for one in tickets):
            self.add_text("reason", "二次办理的原因", hint="写明诉求人还缺什么；新时限从现在起计", lines=2)
        else:
            self.decide_by_enter()
        self.size_to(520)

    def submit(self) -> None:
        """Sends them."""
        reason = self.values().get("reason", "")
        self.send(rescue_acts.urge, self._on_done, ticket_ids=self._ids, reason=reason)


def about(tickets: Sequence[RescueTicket]) -> str:
    """How many units are urged for how many tickets, how many of them are taken up again, how many left out."""
    ended = [one for one in tickets if one.status not in OPEN_STATUSES]
    urged = [one for one in tickets if one.status in URGED_STATUSES] + ended
    lines = [f"按单位各开一轮催办：{len({one.unit for one in urged})} 个单位 {len(urged)} 件，文字备好后再发出。"]
    if ended:
        lines.append(f"其中 {len(ended)} 件已办结，同时转二次办理，重新计时。")
    if len(urged) < len(tickets):
        lines.append(f"{len(tickets) - len(urged)} 件待审核或待回访，由本台办理，不催。")
    return "\n".join(lines)
