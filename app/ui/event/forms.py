"""The forms of mass events: a new one or more tickets, the wording, who was told, a ticket taken out."""

from __future__ import annotations

from collections.abc import Sequence

from app.desk.event import acts as event_acts
from app.desk.event import picking, telling
from app.desk.event.rows import EventRow, EventTicket, EventView
from app.desk.event.telling import Told
from app.rules.escalation.states import ReportChannel
from app.rules.event.states import EventState
from app.ui.event.words import wording_words
from app.ui.frame.shell import Shell
from app.ui.kit.forms import typed_hours
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.forms.typed_hours import HourRefused

_NEW = "new"
_CHANNELS = {channel.value: channel.value for channel in ReportChannel}


class OpenForm(FormDialog):
    """Asks for a new event, or for the open one that tickets join; the tickets are named by their numbers."""

    def __init__(self, shell: Shell, events: Sequence[EventRow], numbers: Sequence[str], event_id: int | None) -> None:
        about = "工单归入事件后，统一口径显示在每件工单和回访表上；批量派单、起草答复都有预览，可撤回。"
        super().__init__(shell, "建群体事件，或加入工单", about=about, draft_key="event-open", main="保存")
        open_ones = {
            str(row.id): f"加入：{row.title}（{row.tickets} 件）" for row in events if row.state is EventState.OPEN
        }
        kept = str(event_id) if str(event_id) in open_ones else _NEW
        self.add_choice("event", "事件", {_NEW: "新建群体事件", **open_ones}, value=kept)
        self.add_line("title", "名称", hint="如：悦某健身闭店退费；加入已有事件时不用填")
        hint = "每行一个，或用空格、逗号分开"
        self.add_text("numbers", "工单编号", lines=5, text="\n".join(numbers), hint=hint)
        self.size_to(600)

    def take_keyboard(self) -> None:
        """Begins with the title of a new event, else with the numbers."""
        name = "title" if self.values()["event"] == _NEW else "numbers"
        self.fields[name].setFocus()

    def submit(self) -> None:
        """Opens the event, or takes the tickets in."""
        values = self.values()
        if values["event"] == _NEW:
            self.send(picking.open_by_numbers, title=values["title"], numbers=values["numbers"])
        else:
            self.send(picking.add_by_numbers, event_id=int(values["event"]), numbers=values["numbers"])


class WordingForm(FormDialog):
    """Asks for the wording that all tickets of an event share."""

    def __init__(self, shell: Shell, view: EventView) -> None:
        row, wording = view.row, view.wording
        about = (
            f"{row.title} · {wording_words(wording)}\n保存后，{row.tickets:,} 件工单和回访表上都显示新口径；旧版保留。"
        )
        super().__init__(shell, "统一口径", about=about, draft_key=f"event-wording:{row.id}", main="发布")
        self._event_id = row.id
        self._seen = 0 if wording is None else wording.number
        self.add_text("text", "口径", lines=8, text="" if wording is None else wording.text, hint="对诉求人统一怎样说")
        self.size_to(640)

    def submit(self) -> None:
        """Sets it."""
        text = self.values()["text"]
        self.send(event_acts.set_wording, event_id=self._event_id, text=text, seen=self._seen)


class TellForm(FormDialog):
    """Asks who was told, how and when."""

    def __init__(self, shell: Shell, view: EventView) -> None:
        row = view.row
        super().__init__(shell, "登记告知", about=row.title, draft_key=f"event-tell:{row.id}", main="登记")
        self._event_id = row.id
        self.add_line("whom", "告知对象", hint="姓名和职务，或单位")
        self.add_choice("channel", "方式", _CHANNELS, value=ReportChannel.TELEPHONE.value)
        self.add_line("at", "时间", hint="不填为现在；10:05、昨天 18:00")
        last = f"第 {len(view.papers)} 期快报" if view.papers else ""
        self.add_text("said", "内容", lines=2, text=last, hint="说了什么，可不填")
        self.add_line("told_by", "告知人", text=shell.person.name)
        self.size_to(560)

    def submit(self) -> None:
        """Records it."""
        values = self.values()
        try:
            at = typed_hours.past(self, "at")
        except HourRefused as refused:
            self.show_refused(refused)
            return
        told = Told(values["whom"], values["channel"], at, values["said"], values["told_by"])
        self.send(telling.tell, event_id=self._event_id, told=told)


class LeaveForm(FormDialog):
    """Asks why tickets are taken out of an event."""

    def __init__(self, shell: Shell, row: EventRow, tickets: Sequence[EventTicket]) -> None:
        named = tickets[0].number if len(tickets) == 1 else f"{len(tickets)} 件工单"
        about = f"{row.title} · {named}\n移出后不会再自动归入；可撤回。"
        super().__init__(shell, "移出群体事件", about=about, draft_key=f"event-leave:{row.id}", main="移出")
        self._event_id = row.id
        self._ids = [one.ticket_id for one in tickets]
        self.add_text("reason", "原因", lines=2, hint="如：不是这家商户")
        self.size_to(480)

    def submit(self) -> None:
        """Takes them out."""
        reason = self.values()["reason"]
        self.send(event_acts.remove_tickets, event_id=self._event_id, ticket_ids=self._ids, reason=reason)
