"""The texts and columns of the watch: how long ago somebody looked, rounds, and each difference."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.base.clock import to_local
from app.desk.watch.outages import outage_span
from app.desk.watch.rows import DifferenceRow, LastReconciliation, OutageRecord, WatchView
from app.rules.watch.rounds import standing
from app.rules.watch.states import DifferenceKind, DifferenceState, RoundState
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import instant, long_text, made, rank, text
from app.ui.kit.words import full, moment

STATE_LOOKS = {
    DifferenceState.OPEN: ("amber", "hourglass"),
    DifferenceState.ASKED: ("blue", "message-square"),
    DifferenceState.TAKEN: ("green", "circle-check"),
    DifferenceState.KEPT: ("neutral", "check"),
}
_KIND_LOOKS = {
    DifferenceKind.MISSING_HERE: ("red", "plus"),
    DifferenceKind.MISSING_THERE: ("amber", "x"),
    DifferenceKind.DIFFERS: ("blue", "list-checks"),
}


def ago_words(looked_at: datetime | None, now: datetime) -> str:
    """How long ago somebody looked at the platform."""
    if looked_at is None:
        return "平台还没有看过"
    minutes = max(0, int((now - looked_at).total_seconds())) // 60
    if minutes < 1:
        return "平台刚刚已看"
    if minutes < 60:
        return f"平台 {minutes} 分钟前已看"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"平台 {hours} 小时 {rest} 分前已看" if rest else f"平台 {hours} 小时前已看"
    return f"平台 {moment(looked_at, now)} 看过"


def foot_words(view: WatchView, now: datetime) -> tuple[str, str]:
    """The words of the foot and their tone: an outage, a round that is due, or how long ago somebody looked."""
    if view.outage is not None:
        return f"⚠ 平台故障 {to_local(view.outage.since):%H:%M} 起", "red"
    looked_at = None if view.look is None else view.look.at
    stands = standing(view.spans, now, looked_at)
    words = ago_words(looked_at, now)
    if stands.round is None:
        return words, ""
    if stands.due:
        return f"⚠ {words}，该看了", "amber"
    return f"✓ {words}", "green"


def counts_of(view: WatchView) -> dict[RoundState, int]:
    """The rounds of the last 24 hours by what became of them."""
    return {state: sum(one.state is state for one in view.rounds) for state in RoundState}


def hour_words(hour: datetime, now: datetime) -> str:
    """An hour under the bars: 00; the first ones of yesterday and today name the day."""
    here, today = to_local(hour), to_local(now)
    if here.hour == 0:
        return "00 今日"
    first = here == today.replace(minute=0, second=0, microsecond=0) - timedelta(hours=23)
    return f"{here:%H} 昨日" if first and here.date() < today.date() else f"{here:%H}"


def missed_words(view: WatchView) -> str:
    """The last missed round with its cause."""
    last = view.last_missed
    if last is None:
        return "还没有漏看"
    span = f"{moment(last.due_at, view.now)}–{to_local(last.ends_at):%H:%M}"
    return f"最近漏看 {span}：{last.cause or '原因未登记'}"


def equation_words(last: LastReconciliation) -> str:
    """The equation of a reconciliation: 平台 37 = 本台 36 + 本台缺 2 − 平台缺 1."""
    made_ = last.record
    if made_.kind.value == "counts":
        return f"平台 {made_.platform}，本台 {made_.register}"
    parts = f"平台 {made_.platform} = 本台 {made_.register}"
    if made_.missing_here or made_.missing_there:
        parts += f" + 本台缺 {made_.missing_here} − 平台缺 {made_.missing_there}"
    return parts


def rest_words(last: LastReconciliation) -> str:
    """What else the reconciliation says, beside its equation."""
    made_ = last.record
    parts = []
    if made_.differs:
        parts.append(f"{made_.differs} 处内容不同")
    if made_.same:
        parts.append(f"其余 {made_.same} 件逐项一致" if made_.differs else f"{made_.same} 件逐项一致")
    if made_.unread:
        parts.append(f"{made_.unread} 行未能核对，请核对原表")
    return "，".join(parts)


def left_words(last: LastReconciliation) -> tuple[str, str]:
    """How many differences wait for an act, and the tone."""
    if last.open_count:
        return f"还有 {last.open_count} 处待处理", "amber"
    if last.rows:
        return "差异已全部处理，请再对一次", "green"
    return ("有行未能核对", "amber") if last.record.unread else ("相符", "green")


def kind_words(row: DifferenceRow) -> str:
    """In what a ticket differs: 本台缺, 平台缺, or the field."""
    return row.field.word if row.field is not None else row.kind.word


def _kind(row: DifferenceRow, _now: datetime) -> Cell:
    tone, icon = _KIND_LOOKS[row.kind]
    return Cell(kind_words(row), tone=tone, icon=icon)


def _ticket(row: DifferenceRow, _now: datetime) -> Cell:
    return Cell(row.title or row.number, row.number if row.title else "", bold=True)


def _there(row: DifferenceRow, _now: datetime) -> Cell:
    return Cell(row.there)


def _here(row: DifferenceRow, _now: datetime) -> Cell:
    if not row.match_number:
        return Cell(row.here)
    if row.match_number == row.number:
        return Cell(row.note.removesuffix(" 认作同一件").removeprefix("与 "), row.match_why)
    return Cell(f"疑同 {row.match_number}", row.match_why)


def done_words(row: DifferenceRow) -> str:
    """What became of a difference; a ticket that was missing was taken in, or found under another number."""
    if row.state is not DifferenceState.TAKEN or row.kind is DifferenceKind.DIFFERS:
        return row.state.word
    return "已收进" if row.kind is DifferenceKind.MISSING_HERE and row.match_number != row.number else "已认号"


def _state(row: DifferenceRow, now: datetime) -> Cell:
    tone, icon = STATE_LOOKS[row.state]
    done = f"{moment(row.decided_at, now)} {row.decided_by}" if row.decided_at is not None else ""
    return Cell(done_words(row), f"{row.note} · {done}" if row.note and done else done, tone=tone, icon=icon)


COLUMNS = (
    Column("差异", _kind, 110, values=(made("差异", kind_words, width=12),), sort_key=kind_words),
    Column("工单", _ticket, 220, grows=True, values=(text("工单编号", "number", 24), long_text("标题", "title"))),
    Column("平台", _there, 150, values=(text("平台", "there", 20),)),
    Column("本台", _here, 275, values=(text("本台", "here", 20),)),
    Column(
        "处理",
        _state,
        190,
        values=(
            made("处理", done_words, width=12),
            long_text("说明", "note"),
            instant("处理时间", "decided_at"),
            text("处理人", "decided_by", 10),
        ),
        sort_key=rank("state", list(DifferenceState)),
    ),
)


def _span(row: OutageRecord, _now: datetime) -> Cell:
    lasts = row.until is None
    return Cell(outage_span(row), "仍未恢复" if lasts else _length(row), tone="red" if lasts else "neutral")


def _length(row: OutageRecord) -> str:
    minutes = 0 if row.until is None else int((row.until - row.since).total_seconds()) // 60
    return f"历时 {minutes} 分钟" if minutes < 120 else f"历时 {minutes // 60} 小时 {minutes % 60} 分"


def _what(row: OutageRecord, _now: datetime) -> Cell:
    return Cell(row.what or "情况未写", f"告知 {row.told}" if row.told else "还没有写告知了谁")


def _proof(row: OutageRecord, _now: datetime) -> Cell:
    if row.evidence:
        return Cell(row.evidence_name, tone="green", icon="check")
    return Cell("没有凭证", tone="amber", icon="triangle-alert")


def _entered(row: OutageRecord, now: datetime) -> Cell:
    return Cell(row.entered_by, moment(row.entered_at, now))


OUTAGE_COLUMNS = (
    Column(
        "故障时段",
        _span,
        190,
        values=(instant("开始", "since"), instant("恢复", "until")),
        sort_key=lambda row: row.since,
    ),
    Column("情况与告知", _what, 220, grows=True, values=(long_text("情况", "what"), text("告知", "told"))),
    Column("凭证", _proof, 160, leaves=1, values=(text("凭证", "evidence_name", 24), text("校验码", "evidence", 64))),
    Column("登记", _entered, 110, leaves=2, values=(text("登记人", "entered_by"), instant("登记时间", "entered_at"))),
)


def outage_facts(row: OutageRecord) -> list[tuple[str, str]]:
    """The facts of an outage as lines of word and value."""
    lines = [
        ("开始", full(row.since)),
        ("恢复", full(row.until) if row.until is not None else "仍未恢复"),
        ("历时", "" if row.until is None else _length(row).removeprefix("历时 ")),
        ("情况", row.what),
        ("告知", row.told),
        ("凭证", row.evidence_name),
        ("校验码", row.evidence),
        ("登记", f"{full(row.entered_at)} · {row.entered_by}"),
    ]
    return [(word, value) for word, value in lines if value]
