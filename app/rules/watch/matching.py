"""Number match (认号): which ticket with a temporary number the platform's row most likely is, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.rules.shared.folding import fold_word

# A ticket is typed soon after the call, and dispatched on the platform within a day.
NEAR = timedelta(hours=24)
_LIKE, _VERY_LIKE = 0.25, 0.5
_LEAST_TEXT = 4


@dataclass(frozen=True, slots=True)
class Described:
    """What tells two tickets apart: numbers dialled, the hour, the words."""

    phones: tuple[str, ...]
    at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A ticket that is proposed as the same, with the reasons in words."""

    ticket_id: int
    reasons: tuple[str, ...]


def best_match(row: Described, candidates: Iterable[tuple[int, Described]]) -> Match | None:
    """The one candidate that fits best; None when none fits well enough.

    Needed are the same number and words that are alike, or, where one of them has no number, words that are very much
    alike; and always a near hour, where both hours are known. Two different numbers are two callers.
    """
    found: list[tuple[tuple[float, int], int, tuple[str, ...]]] = []
    for ticket_id, other in candidates:
        weighed = _weigh(row, other)
        if weighed is not None:
            found.append((weighed[0], -ticket_id, weighed[1]))
    if not found:
        return None
    _, ticket_id, reasons = max(found)
    return Match(-ticket_id, reasons)


def likeness(first: str, second: str) -> float:
    """How alike two texts are, from 0 to 1: the share of pairs of characters of the shorter that the longer has."""
    left, right = _pairs(first), _pairs(second)
    shorter, longer = sorted((left, right), key=len)
    return len(shorter & longer) / len(shorter) if len(shorter) >= _LEAST_TEXT - 1 else 0.0


def _weigh(row: Described, other: Described) -> tuple[tuple[float, int], tuple[str, ...]] | None:
    apart = None if row.at is None or other.at is None else abs(row.at - other.at)
    if apart is not None and apart > NEAR:
        return None
    shared = {*row.phones} & {*other.phones}
    alike = likeness(row.text, other.text)
    if row.phones and other.phones and not shared:
        return None
    if alike < (_LIKE if shared else _VERY_LIKE):
        return None
    reasons = []
    if shared:
        reasons.append("电话相同")
    if apart is not None:
        minutes = int(apart.total_seconds()) // 60
        reasons.append(f"相差 {minutes} 分钟" if minutes < 120 else f"相差 {minutes // 60} 小时")
    reasons.append(f"内容 {round(alike * 100)}% 相近")
    common = len(_pairs(row.text) & _pairs(other.text))
    return (alike + (1.0 if shared else 0.0), common), tuple(reasons)


def _pairs(text: str) -> frozenset[str]:
    plain = fold_word(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
