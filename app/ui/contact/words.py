"""The texts of the contact quality pages: columns, looks and facts of findings, contacts and calls."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter

from app.base.table import Kind
from app.desk.contact.rows import CallRow, ContactRow
from app.desk.finding.rows import FindingRow
from app.rules.contact.call_flow import AttemptSource
from app.rules.contact.states import ATTEMPT_WORDS, AttemptOutcome
from app.rules.finding.states import FINDING_STATE_WORDS, FINDING_WORDS, FindingKind, FindingState
from app.ui.kit.table.columns import Amount, Cell, Column, ticket_cell
from app.ui.kit.table.values import aside, coded, instant, integer, long_text, made, rank, text
from app.ui.kit.words import full, moment

STATE_LOOKS = {
    FindingState.OPEN: ("red", "circle-alert"),
    FindingState.EXPLAINED: ("blue", "message-square"),
    FindingState.CORRECTED: ("green", "circle-check"),
}
OUTCOME_LOOKS = {
    AttemptOutcome.REACHED: ("green", "circle-check"),
    AttemptOutcome.OTHER_PERSON: ("amber", "user"),
    AttemptOutcome.INVALID_NUMBER: ("amber", "hash"),
}
# What to do about a finding of each kind.
ADVICE = {
    FindingKind.MISSED_CONTACT: "请尽快联系诉求人；联系上后这条自动更正。",
    FindingKind.WRONG_NUMBER: "号码属诉求人的，补入工单电话后自动更正；拨错的请重新联系并写明情况。",
    FindingKind.WRONG_PERSON: "请再联系诉求人本人；联系上后这条自动更正。",
    FindingKind.CONTACT_BEFORE_DISPATCH: "派单时间或联系时间有误的，更正后自动更正；否则请写明情况。",
    FindingKind.CONTACT_AFTER_REPLY: "答复前没有联系记录：请核实是否漏记，并写明情况。",
    FindingKind.SURVEY_WITHOUT_CONTACT: "请核实这次回访的通话记录，补录或写明情况。",
    FindingKind.CLOSED_WITHOUT_CONTACT: "请联系诉求人，或重开工单；事实改正后自动更正。",
    FindingKind.PAST_CONTACT_LIMIT: "请尽快联系，并写明超时原因。",
}


def length(seconds: int | None) -> str:
    """1 分 05 秒; empty when unknown."""
    if seconds is None:
        return ""
    return f"{seconds} 秒" if seconds < 60 else f"{seconds // 60} 分 {seconds % 60:02} 秒"


def _ticket(row: FindingRow | ContactRow, _now: datetime) -> Cell:
    return ticket_cell(row.ticket_title, row.ticket_number, row.unit)


def _kind(row: FindingRow, now: datetime) -> Cell:
    return Cell(FINDING_WORDS[row.kind], moment(row.at, now), bold=True)


def _state(row: FindingRow, _now: datetime) -> Cell:
    tone, icon = STATE_LOOKS[row.state]
    return Cell(FINDING_STATE_WORDS[row.state], tone=tone, icon=icon)


def _reason(row: FindingRow, now: datetime) -> Cell:
    decided = f"{row.decided_by} {moment(row.decided_at, now)}：{row.note}" if row.decided_at else ""
    return Cell(row.reason, decided)


_TICKET_VALUES = (
    long_text("标题", "ticket_title", 24),
    text("工单编号", "ticket_number", 24),
    aside(text("承办单位", "unit", 20)),
)


FINDING_COLUMNS = (
    Column(
        "类别与时间",
        _kind,
        128,
        values=(instant("时间", "at"), coded("类别", "kind", FINDING_WORDS, 16)),
    ),
    Column("工单", _ticket, 200, grows=True, values=_TICKET_VALUES),
    Column(
        "状态",
        _state,
        102,
        values=(coded("状态", "state", FINDING_STATE_WORDS),),
        sort_key=rank("state", list(FindingState)),
    ),
    Column(
        "问题",
        _reason,
        220,
        grows=True,
        leaves=1,
        values=(
            long_text("问题", "reason"),
            text("处理人", "decided_by"),
            instant("处理时间", "decided_at"),
            long_text("说明", "note"),
        ),
    ),
)


def finding_facts(row: FindingRow) -> list[tuple[str, str]]:
    """The lines of one finding, word and value; empty ones are left out."""
    lines = [
        ("时间", full(row.at)),
        ("发现", full(row.found_at)),
        ("承办", row.unit or "尚未派单"),
        ("街乡镇", row.street),
        (FINDING_STATE_WORDS[row.state], f"{full(row.decided_at)} · {row.decided_by}" if row.decided_at else ""),
        ("说明", row.note),
    ]
    return [(word, value) for word, value in lines if value]


def _when(row: ContactRow, now: datetime) -> Cell:
    return Cell(moment(row.at, now), row.who or row.source.word, bold=True)


def _outcome(row: ContactRow | CallRow, _now: datetime) -> Cell:
    tone, icon = OUTCOME_LOOKS.get(row.outcome, ("neutral", "phone"))
    return Cell(ATTEMPT_WORDS[row.outcome], tone=tone, icon=icon)


def _dialled(row: ContactRow, _now: datetime) -> Cell:
    more = "，".join(part for part in (row.reached, length(row.seconds)) if part)
    return Cell(row.number_masked or "—", more)


def _note(row: ContactRow, _now: datetime) -> Cell:
    doubt = "、".join(FINDING_WORDS[kind] for kind in row.findings)
    source = "" if row.source is AttemptSource.TYPED else row.source.word
    corrected = "更正" if row.corrections else ""
    parts = (f"待核实：{doubt}" if doubt else "", corrected, row.note or source)
    filled = [part for part in (*parts, "有证据" if row.evidence else "") if part]
    return Cell(filled[0], " · ".join(filled[1:])) if filled else Cell("—")


def _note_words(row: ContactRow) -> str:
    return _note(row, row.at).words()


def _span_words(total: float) -> str:
    seconds = int(total)
    hours = f"{seconds // 3600} 小时 " if seconds >= 3600 else ""
    return hours + length(seconds % 3600 if hours else seconds)


_SPOKEN = Amount("时长合计", attrgetter("seconds"), _span_words)
_OUTCOME_VALUES = (coded("结果", "outcome", ATTEMPT_WORDS),)
_OUTCOME_RANK = rank("outcome", list(AttemptOutcome))

CONTACT_COLUMNS = (
    Column("时间与人员", _when, 130, values=(instant("联系时间", "at"), text("人员", "who", 10))),
    Column("工单", _ticket, 200, grows=True, values=_TICKET_VALUES),
    Column("结果", _outcome, 116, values=_OUTCOME_VALUES, sort_key=_OUTCOME_RANK),
    Column(
        "拨打号码",
        _dialled,
        140,
        leaves=2,
        values=(
            text("拨打号码", "number_masked"),
            aside(text("接听人", "reached")),
            aside(integer("时长（秒）", "seconds", 12)),
        ),
        amount=_SPOKEN,
    ),
    Column(
        "备注与核实", _note, 180, grows=True, leaves=1, values=(made("备注与核实", _note_words, Kind.LONG_TEXT, 20),)
    ),
)


def _call_when(row: CallRow, now: datetime) -> Cell:
    return Cell(moment(row.at, now), row.agent, bold=True)


def _call_number(row: CallRow, _now: datetime) -> Cell:
    return Cell(row.number_masked, length(row.seconds))


def _call_tickets(row: CallRow, _now: datetime) -> Cell:
    if not row.candidates:
        return Cell("没有登记此号码的在办工单")
    return Cell(f"可能属于 {len(row.candidates)} 件工单", "、".join(one.number for one in row.candidates))


def _candidates(row: CallRow) -> int:
    return len(row.candidates)


def _candidate_numbers(row: CallRow) -> str:
    return "、".join(one.number for one in row.candidates)


CALL_COLUMNS = (
    Column("时间与坐席", _call_when, 130, values=(instant("通话时间", "at"), text("坐席", "agent"))),
    Column(
        "号码与时长",
        _call_number,
        140,
        values=(text("号码", "number_masked"), integer("时长（秒）", "seconds", 12)),
        amount=_SPOKEN,
    ),
    Column("结果", _outcome, 116, leaves=1, values=_OUTCOME_VALUES, sort_key=_OUTCOME_RANK),
    Column(
        "可能的工单",
        _call_tickets,
        220,
        grows=True,
        values=(made("可能的工单", _candidate_numbers, Kind.LONG_TEXT, 40),),
        sort_key=_candidates,
    ),
)
