"""The parts of a handover sheet and the states of a handover."""

from __future__ import annotations

from app.rules.shared.worded import Worded


class Part(Worded):
    """A part of the sheet that lists single things; the code is its key in the command's JSON."""

    URGENT = "urgent", "紧急未结"
    NEXT_CLOCKS = "next_clocks", "8 小时内时限"
    OVERDUE = "overdue", "已超时限"
    PROMISES = "promises", "对诉求人的承诺"
    UNREACHED = "unreached", "未联系上"
    DRAFTS = "drafts", "未写完的草稿"
    MUTED = "muted", "静音与稍后提醒"
    ESCALATIONS = "escalations", "到期待上报"
    URGES = "urges", "催办未答复"
    RETURNS = "returns", "退单未结"
    APPLICATIONS = "applications", "不纳入考核申请"
    MEASURES = "measures", "督办、挂账、推诿"
    INSTRUCTIONS = "instructions", "领导交办"
    FAULTS = "faults", "故障"
    TASKS = "tasks", "未完任务"
    EVENTS = "events", "群体事件"


class HandoverState(Worded):
    """How the handover of a shift stands."""

    RUNNING = "running", "当班中"
    DUE = "due", "到点待签"
    LATE = "late", "超时未签"
    SIGNED = "signed", "待接班"
    TAKEN = "taken", "已接班"
    REPLACED = "replaced", "已重签"
    MISSING = "missing", "没有交接单"


# The shift has ended or is about to, and its sheet is not signed.
OWED = frozenset({HandoverState.DUE, HandoverState.LATE})
