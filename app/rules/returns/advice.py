"""Advice from past returns: how similar requests ended, and which texts were accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.rules.returns.states import RETURN_GROUND_WORDS, ReturnGround, ReturnState

TEXTS = 5


@dataclass(frozen=True, slots=True)
class Past:
    """One decided request of ours."""

    number: str
    unit: str
    ground: ReturnGround
    state: ReturnState
    basis: str
    note: str
    sent_at: datetime | None
    decided_at: datetime | None
    decision_note: str

    @property
    def accepted(self) -> bool:
        """Whether it was accepted."""
        return self.state is ReturnState.ACCEPTED


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice to a person before a request.

    `scope` is how similar the past requests are ("同类别、同单位、同理由"); `texts` are the words that were accepted,
    newest first, none twice; `lost` is how long this ticket has lain in returns already; `warnings` come first.
    """

    scope: str
    past: tuple[Past, ...]
    texts: tuple[str, ...]
    lost: timedelta
    left: int
    warnings: tuple[str, ...]

    @property
    def accepted(self) -> int:
        """The number of accepted past requests."""
        return sum(request.accepted for request in self.past)

    @property
    def hours_lost(self) -> float:
        """`lost` in hours, to a tenth."""
        return round(self.lost.total_seconds() / 3600, 1)

    @property
    def sentence(self) -> str:
        """How such requests ended, in one line."""
        if not self.past:
            return "没有可参考的退单记录"
        share = round(100 * self.accepted / len(self.past))
        return f"{self.scope}：{len(self.past)} 件，同意 {self.accepted} 件（{share}%）"


def accepted_texts(past: Sequence[Past]) -> tuple[str, ...]:
    """The basis and explanation of accepted requests, ready to be used again; at most five."""
    texts = (
        "\n".join(filter(None, (request.basis.strip(), request.note.strip()))) for request in past if request.accepted
    )
    return tuple(dict.fromkeys(text for text in texts if text))[:TEXTS]


def time_lost(spans: Sequence[tuple[datetime | None, datetime | None]], now: datetime) -> timedelta:
    """How long a ticket lay in returns: from each sending to its answer, or to now."""
    return sum(((decided or now) - sent for sent, decided in spans if sent is not None), timedelta())


def warnings_for(
    *, turn: str, refused_here: int, unit: str, ground: ReturnGround | None, left: int, first_taker: str
) -> tuple[str, ...]:
    """The reasons against asking, the gravest first."""
    warnings: list[str] = []
    if not left:
        warnings.append(f"申请次数已用完，{first_taker}")
    if turn:
        warnings.append(turn)
    if refused_here:
        reason = f"以“{RETURN_GROUND_WORDS[ground]}”" if ground is not None else ""
        warnings.append(f"本单{reason}已被驳回 {refused_here} 次，请换理由或补充依据；第二次被驳回将建推诿个案并上报")
    if left == 1:
        warnings.append(f"这是最后一次申请，再被驳回就{first_taker}")
    if not unit.strip():
        warnings.append("未填建议承办单位，退单不易获同意")
    return tuple(warnings)
