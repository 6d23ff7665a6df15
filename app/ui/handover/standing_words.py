"""How the handover stands, in words: for the foot, for the page, and for whoever leaves without signing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.base.clock import to_local
from app.rules.handover.parts import HandoverState
from app.rules.handover.spans import span_words

if TYPE_CHECKING:
    from app.desk.handover.rows import Standing

_SOON = timedelta(minutes=30)


def state_words(standing: Standing) -> str:
    """What happens with the sheet of the shift, and by when."""
    late = to_local(standing.late_at)
    if standing.state is HandoverState.SIGNED and standing.waiting is not None:
        return f"{standing.waiting.signed_by}已签字，待接班人签字；接班前还可以重签"
    if standing.state is HandoverState.RUNNING:
        until = to_local(standing.span.until)
        return f"{until:%H:%M} 交班；{late:%H:%M} 前未签字会响铃，直到签字为止"
    if standing.state is HandoverState.DUE:
        return f"班次已结束；{late:%H:%M} 前未签字会响铃，直到签字为止"
    return f"班次已结束，{late:%H:%M} 起未签字提醒一直有效，存档中标为没有交接单"


def head_words(standing: Standing) -> str:
    """白班 12-01 08:00–20:00 → 夜班 12-01 20:00–12-02 08:00."""
    return f"{span_words(standing.span)} → {span_words(standing.following)}"


def foot_words(standing: Standing) -> tuple[str, str]:
    """What the foot says of the handover and its tone; empty while nothing is to be done."""
    until = to_local(standing.span.until)
    if standing.state is HandoverState.LATE:
        return f"✕ {standing.span.name} {until:%H:%M} 已结束，交接单未签", "red"
    if standing.state is HandoverState.DUE:
        return f"⚠ {until:%H:%M} 交班，交接单未签", "amber"
    if standing.waiting is not None:
        return f"⚠ {standing.waiting.signed_by}已签交接单，待接班", "amber"
    if standing.state is HandoverState.RUNNING and standing.span.until - standing.now <= _SOON:
        return f"{until:%H:%M} 交班", "blue"
    return "", ""


def owed_words(standing: Standing | None) -> str:
    """That a sheet is not signed, for whoever leaves; empty when none is owed."""
    if standing is None or not standing.is_owed:
        return ""
    return f"{span_words(standing.span)} 已结束，交接单还没有签字。"


def leaving_words(standing: Standing) -> str:
    """What whoever quits the program is told of the sheet of this shift; empty when it is signed."""
    if standing.state is HandoverState.SIGNED:
        return ""
    if standing.is_owed:
        return owed_words(standing)
    return f"本班（{span_words(standing.span)}）的交接单还没有签字。" if standing.begun else ""
