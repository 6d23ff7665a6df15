"""The states of a due paper and of a figure that a dropped-back file changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.rules.shared.worded import Worded


class PaperState(Worded):
    """How a due paper stands. One that is not issued at its time is late, whether or not there is a draft."""

    LATE = "late", "未交"
    DRAFTED = "drafted", "草稿"
    DUE = "due", "未到"
    ISSUED = "issued", "已签发"


class FigureChange(Worded):
    """How a number of a dropped-back file differs; moved are those that the file left and the register changed."""

    CHANGED = "changed", "改了"
    REMOVED = "removed", "删了"
    ADDED = "added", "添了"
    MOVED = "moved", "台账已变"


class Verdict(Worded):
    """What a person decided about such a figure: the register's number stands, or the file's with a word why."""

    OPEN = "open", "未定"
    CORRECTED = "corrected", "改回"
    KEPT = "kept", "保留"


def state_at(now: datetime, due_at: datetime | None, *, issued: bool, drafted: bool) -> PaperState:
    """The state of a paper; one that is due at no time is never late."""
    if issued:
        return PaperState.ISSUED
    if due_at is not None and now > due_at:
        return PaperState.LATE
    return PaperState.DRAFTED if drafted else PaperState.DUE


def away_words(now: datetime, due_at: datetime) -> str:
    """The time to a due paper as its row shows it: 1 时 55 分, 2 天 2 时, 迟 22 时."""
    span = abs(due_at - now)
    days, rest = divmod(span, timedelta(days=1))
    hours, minutes = divmod(int(rest.total_seconds()) // 60, 60)
    if now > due_at and not days and hours:
        words = f"{hours} 时"
    elif days >= 10:
        words = f"{days} 天"
    elif days:
        words = f"{days} 天 {hours} 时"
    else:
        words = f"{hours} 时 {minutes} 分" if hours else f"{minutes} 分"
    return f"迟 {words}" if now > due_at else words
