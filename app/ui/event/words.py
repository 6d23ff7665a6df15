"""The texts of mass events: columns of their lists, states, counts."""

from __future__ import annotations

from datetime import datetime

from app.base.clock import local_minute
from app.desk.event.bulk import PlannedTicket
from app.desk.event.rows import (
    CallerRow,
    EventPaperRecord,
    EventRow,
    EventTicket,
    EventView,
    NoticeRecord,
    WordingRecord,
)
from app.rules.event.callers import CallState
from app.rules.event.states import EventPaper, EventState
from app.rules.shared.masking import mask_text
from app.rules.ticket.states import STATUS_WORDS, TicketStatus
from app.ui.kit.table.columns import Cell, Column, ticket_cell
from app.ui.kit.table.values import coded, due, instant, integer, long_text, made, rank, text
from app.ui.kit.words import deadline, full, moment

EMPTY = (
    "还没有群体事件",
    "按 Ctrl+] 再按 E：在预警或商户页直接建立，或填写工单编号；在列表中选中的工单会自动带入。",
)
NO_TICKETS = ("没有工单", "按 Ctrl+] 再按 E 加入工单。")
NO_CALLERS = ("没有诉求人", "加入工单后，这里按号码列出诉求人。")
NO_NOTICES = ("还没有告知记录", "按 Ctrl+] 再按 T 登记告知了谁。")
NO_WORDINGS = ("还没有统一口径", "按 Ctrl+] 再按 I 填写；保存后显示在每件工单和回访表上。")
NO_PAPERS = ("还没有文书", "按 Ctrl+] 再按 G 写快报。")
EVENT_TONES = {EventState.OPEN: "amber", EventState.ENDED: "green", EventState.WITHDRAWN: "neutral"}
STATUS_TONES = {
    TicketStatus.TO_SIGN: "red",
    TicketStatus.HANDLING: "blue",
    TicketStatus.TO_REVIEW: "amber",
    TicketStatus.TO_CALL_BACK: "amber",
    TicketStatus.RETURNING: "neutral",
}
CALL_LOOKS = {
    CallState.TO_CALL: ("blue", "phone"),
    CallState.TRIED: ("amber", "phone"),
    CallState.PART: ("amber", "phone-call"),
    CallState.DONE: ("green", "circle-check"),
    CallState.NO_NUMBER: ("neutral", "circle-alert"),
    CallState.CLOSED: ("neutral", "circle-check"),
}
_TO_DO = (CallState.TO_CALL, CallState.TRIED, CallState.PART, CallState.NO_NUMBER, CallState.DONE, CallState.CLOSED)


def counts_words(view: EventView) -> str:
    """200 件 · 未办结 180 · 诉求人 150 位，已联系 12 位 · 首件 …，末件 …."""
    row = view.row
    reached = sum(one.recorded > 0 for one in view.callers)
    parts = [
        f"{row.tickets:,} 件",
        f"未办结 {row.open:,} 件",
        f"诉求人 {len(view.callers):,} 位，已联系 {reached:,} 位",
    ]
    if view.tickets:
        parts.append(f"首件 {local_minute(view.tickets[0].came_at)}，末件 {local_minute(view.tickets[-1].came_at)}")
    return " · ".join(parts)


def origin_words(row: EventRow) -> str:
    """Where it came from and who opened it: 由预警建立 · 11-23 02:41 · 值班员甲."""
    source = "由预警建立" if row.warning_id is not None else "由商户建立" if row.merchant_id is not None else "人工建立"
    ended = f" · {local_minute(row.ended_at)} {row.ended_by}{row.state.word}" if row.ended_at is not None else ""
    return f"{source} · {local_minute(row.opened_at)} · {row.opened_by}{ended}"


def wording_words(wording: WordingRecord | None) -> str:
    """口径第 2 版 · 11-23 02:41 · 值班员甲; what to do while there is none."""
    if wording is None:
        return "还没有统一口径，按 Ctrl+] 再按 I 填写"
    return f"统一口径第 {wording.number} 版 · {full(wording.set_at)} · {wording.set_by}"


def _event(row: EventRow, now: datetime) -> Cell:
    last = f"末件 {moment(row.last_at, now)}" if row.last_at is not None else ""
    return Cell(row.title, " · ".join(filter(None, (row.state.word, last))), bold=row.state is EventState.OPEN)


def _event_count(row: EventRow, _now: datetime) -> Cell:
    return Cell(f"{row.tickets:,} 件", f"未结 {row.open:,}" if row.open else "均已办结")


EVENT_COLUMNS = (
    Column(
        "事件",
        _event,
        120,
        grows=True,
        values=(long_text("事件", "title"), instant("建立时间", "opened_at"), text("建立人", "opened_by", 12)),
    ),
    Column("件数", _event_count, 84, values=(integer("件数", "tickets"), integer("未办结", "open")), right=True),
)


def _ticket(row: EventTicket, _now: datetime) -> Cell:
    return ticket_cell(row.title, row.number, row.street)


def _unit(row: EventTicket, _now: datetime) -> Cell:
    return Cell(row.unit or "未派单", row.origin.word)


def _status(row: EventTicket, _now: datetime) -> Cell:
    return Cell(STATUS_WORDS[row.status], tone=STATUS_TONES.get(row.status, "green"))


def _due(row: EventTicket, now: datetime) -> Cell:
    if not row.is_open or row.deadline_at is None:
        return Cell("—")
    return Cell(deadline(row.deadline_at, now))


def _contact(row: EventTicket, now: datetime) -> Cell:
    contacted = "未联系" if row.contacted_at is None else f"已联系 {moment(row.contacted_at, now)}"
    return Cell(contacted, "已有答复" if row.drafted else "")


def _contacted(row: EventTicket) -> str:
    return "未联系" if row.contacted_at is None else "已联系"


TICKET_COLUMNS = (
    Column(
        "工单",
        _ticket,
        190,
        grows=True,
        values=(
            long_text("标题", "title"),
            text("工单编号", "number", 24),
            text("街乡镇", "street"),
            instant("派单时间", "came_at"),
        ),
    ),
    Column("承办单位", _unit, 120, values=(text("承办单位", "unit", 20), text("来源", "origin.word"))),
    Column("状态", _status, 92, values=(coded("状态", "status", STATUS_WORDS),)),
    Column("办理到期", _due, 112, leaves=1, values=(due("办理到期", "deadline_at"),)),
    Column(
        "联系与答复", _contact, 128, leaves=2, values=(made("联系", _contacted), instant("首次联系", "contacted_at"))
    ),
)


def _caller(row: CallerRow, _now: datetime) -> Cell:
    return Cell(row.name or "未登记姓名", row.phones or "未留号码", bold=row.next_id is not None)


def _numbers(row: CallerRow, _now: datetime) -> Cell:
    shown = "、".join(number for _, number in row.tickets[:2])
    more = f" 等 {len(row.tickets)} 件" if len(row.tickets) > 2 else ""
    return Cell(f"{shown}{more}", f"已记联系 {row.recorded} / {len(row.tickets)} 件")


def _state(row: CallerRow, _now: datetime) -> Cell:
    tone, icon = CALL_LOOKS[row.state]
    return Cell(row.state.word, tone=tone, icon=icon)


def _calls(row: CallerRow, now: datetime) -> Cell:
    last = moment(row.last_at, now) if row.last_at is not None else ""
    return Cell(f"{row.calls} 次" if row.calls else "—", last)


def _all_numbers(row: CallerRow) -> str:
    return "、".join(number for _, number in row.tickets)


def _state_word(row: CallerRow) -> str:
    return row.state.word


CALLER_COLUMNS = (
    Column("诉求人", _caller, 150, grows=True, values=(text("诉求人", "name"), text("号码", "phones", 24))),
    Column("工单", _numbers, 180, grows=True, values=(made("工单编号", _all_numbers, width=40),)),
    Column("联系", _state, 130, values=(made("联系", _state_word),), sort_key=rank("state", _TO_DO)),
    Column("事件内拨打", _calls, 104, leaves=1, values=(integer("拨打次数", "calls"), instant("最近", "last_at"))),
)


def _told(row: NoticeRecord, _now: datetime) -> Cell:
    return Cell(mask_text(row.whom), mask_text(" ".join(row.said.split())), bold=True)


def _told_at(row: NoticeRecord, _now: datetime) -> Cell:
    return Cell(local_minute(row.at), row.channel)


def _told_by(row: NoticeRecord, _now: datetime) -> Cell:
    return Cell(row.told_by, f"{local_minute(row.recorded_at)} {row.recorded_by}登记")


NOTICE_COLUMNS = (
    Column("告知对象", _told, 200, grows=True, values=(text("告知对象", "whom"), long_text("内容", "said"))),
    Column("时间和方式", _told_at, 130, values=(instant("时间", "at"), text("方式", "channel", 10))),
    Column("告知人", _told_by, 130, values=(text("告知人", "told_by", 12), text("登记人", "recorded_by", 12))),
)


def _version(row: WordingRecord, _now: datetime) -> Cell:
    return Cell(f"第 {row.number} 版", f"{local_minute(row.set_at)} {row.set_by}")


def _wording(row: WordingRecord, _now: datetime) -> Cell:
    return Cell(mask_text(" ".join(row.text.split())) or "撤回口径")


WORDING_COLUMNS = (
    Column(
        "版本",
        _version,
        170,
        values=(integer("版本", "number"), instant("发布时间", "set_at"), text("发布人", "set_by", 12)),
    ),
    Column("口径", _wording, 300, grows=True, values=(long_text("口径", "text", 60),)),
)


def paper_words(row: EventPaperRecord) -> str:
    """第 2 期快报, or 结案报告."""
    return row.kind.word if row.kind is EventPaper.CLOSING else f"第 {row.number} 期{row.kind.word}"


def _paper(row: EventPaperRecord, _now: datetime) -> Cell:
    return Cell(paper_words(row), row.file, bold=True)


def _paper_made(row: EventPaperRecord, _now: datetime) -> Cell:
    return Cell(local_minute(row.made_at), row.made_by)


def _digest(row: EventPaperRecord, _now: datetime) -> Cell:
    return Cell(row.sha256[:16], "校验码")


PAPER_COLUMNS = (
    Column("文书", _paper, 240, grows=True, values=(made("文书", paper_words), text("文件", "file", 40))),
    Column("时间", _paper_made, 140, values=(instant("时间", "made_at"), text("撰写人", "made_by", 12))),
    Column("校验码", _digest, 160, leaves=1, values=(text("校验码", "sha256", 66),)),
)


def _planned(row: PlannedTicket, _now: datetime) -> Cell:
    return ticket_cell(row.title, row.number, STATUS_WORDS[row.status])


def _before(row: PlannedTicket, _now: datetime) -> Cell:
    return Cell(" ".join(row.before.split()) or "—")


def _after(row: PlannedTicket, _now: datetime) -> Cell:
    return Cell("—" if row.why_not else " ".join(row.after.split()), row.why_not or row.hint)


def _fate(row: PlannedTicket, _now: datetime) -> Cell:
    return Cell("不改动", tone="neutral", icon="x") if row.why_not else Cell("将改动", tone="blue", icon="check")


PLAN_COLUMNS = (
    Column("工单", _planned, 200, grows=True),
    Column("结果", _fate, 92),
    Column("现在", _before, 120),
    Column("改为", _after, 220, grows=True),
)
