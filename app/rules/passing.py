"""Buck-passing (推诿扯皮): when a ticket counts as passed to and fro, and the report to the responsible lead."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from app.base.clock import to_local
from app.rules.shared.flow import Flow, Refusal, Step

HERE = "本单位"
# From the second refusal, or from the third transfer on without a lead (domain: returns) [default].
REFUSALS_FROM, TRANSFERS_FROM = 2, 3
# The time from the report to the follow-up, unless the person sets another.
FOLLOW_UP_AFTER = timedelta(days=1)


class PassingState(enum.StrEnum):
    """The life of a case: opened, reported to the lead, closed with its outcome."""

    OPEN = "open"
    REPORTED = "reported"
    CLOSED = "closed"


PASSING_STATE_WORDS = {
    PassingState.OPEN: "待上报",
    PassingState.REPORTED: "跟进中",
    PassingState.CLOSED: "已了结",
}


class PassingVerb(enum.StrEnum):
    """The verbs of a case."""

    REPORT = "report"
    FOLLOW = "follow"
    CLOSE = "close"
    REOPEN = "reopen"


# The first state of a case.
FIRST_STATE = PassingState.OPEN

_STEPS = {
    PassingVerb.REPORT: Step((PassingState.OPEN, PassingState.REPORTED), PassingState.REPORTED),
    PassingVerb.FOLLOW: Step((PassingState.REPORTED,)),
    PassingVerb.CLOSE: Step((PassingState.REPORTED,), PassingState.CLOSED),
    PassingVerb.REOPEN: Step((PassingState.CLOSED,), PassingState.REPORTED),
}
_WHY_NOT = {
    (PassingState.OPEN, PassingVerb.FOLLOW): "个案还没有上报，请先上报再跟进",
    (PassingState.OPEN, PassingVerb.CLOSE): "个案还没有上报，请先上报再了结",
    (PassingState.OPEN, PassingVerb.REOPEN): "个案没有了结，不用重开",
    (PassingState.REPORTED, PassingVerb.REOPEN): "个案没有了结，不用重开",
    (PassingState.CLOSED, PassingVerb.REPORT): "个案已了结，如需再报请先重开",
    (PassingState.CLOSED, PassingVerb.FOLLOW): "个案已了结，如需跟进请先重开",
    (PassingState.CLOSED, PassingVerb.CLOSE): "个案已经了结",
}


def _why_not(state: PassingState, verb: PassingVerb) -> Refusal:
    return Refusal(_WHY_NOT[state, verb])


PASSING_FLOW: Flow[PassingState, PassingVerb] = Flow(_STEPS, _why_not)


@dataclass(frozen=True, slots=True)
class Hop:
    """The ticket went from one unit to another; `moved` is false where it was only asked to go, and refused."""

    at: datetime
    origin: str
    target: str
    moved: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened, with who did it."""

    at: datetime
    who: str
    text: str


def parties(hops: Sequence[Hop]) -> tuple[str, ...]:
    """The units that had a part in it, in the order of their first."""
    return tuple(dict.fromkeys(name for hop in hops for name in (hop.origin, hop.target) if name))


def why_passed(refusals: int, hops: Sequence[Hop]) -> str:
    """Why a ticket counts as passed to and fro; empty when it does not (yet)."""
    if refusals >= REFUSALS_FROM:
        return f"退单已第 {refusals} 次被驳回"
    transfers = sum(hop.moved for hop in hops)
    if transfers >= TRANSFERS_FROM:
        return f"已流转 {transfers} 次，仍没有主责单位"
    return ""


def to_and_fro(hops: Sequence[Hop], target: str) -> str:
    """The warning when asking `target` would send the ticket where it already was (A→B→A); empty when not.

    The chain of units that had it is read from the hops; what matters is that `target` had it before somebody else.
    """
    wanted = target.strip()
    chain = [name for name, _ in _runs([name for hop in hops for name in (hop.origin, hop.target) if name])]
    if not wanted or wanted not in chain:
        return ""
    since = chain[chain.index(wanted) :]
    shown = [*since, wanted] if since[-1] != wanted else since
    if len(shown) < 2:
        return ""
    return f"此单已到过{wanted}：{' → '.join(shown)}，再申请就是来回流转，请先协商或上报"


def _runs(names: Sequence[str]) -> list[tuple[str, int]]:
    """The names without repeats that follow each other."""
    if not names:
        return []
    kept = [names[0], *(second for first, second in pairwise(names) if first != second)]
    return [(name, place) for place, name in enumerate(kept)]


def report_text(
    number: str, title: str, why: str, involved: Sequence[str], facts: Sequence[Fact], deadline: datetime | None
) -> str:
    """The report to the responsible lead, ready to be read out or sent."""
    others = [name for name in involved if name != HERE]
    lines = [
        f"【推诿扯皮情况报告】工单 {number}：{title}",
        f"情形：{why}。",
        f"涉及单位：{'、'.join(others) or '待核'}。",
        "经过：",
        *(f"{place}. {moment_words(fact.at)} {fact.text}（{fact.who}）" for place, fact in enumerate(facts, start=1)),
    ]
    if deadline is not None:
        lines.append(f"办理时限：{deadline_words(deadline)}，时限仍在计。")
    lines.append("请领导协调明确主责单位；协调期间本单位按首接负责制继续办理。")
    return "\n".join(lines)


def moment_words(at: datetime) -> str:
    """A moment as the report writes it."""
    local = to_local(at)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def deadline_words(at: datetime) -> str:
    """A deadline as the report writes it: midnight is 24:00 of the day that it ends."""
    local = to_local(at)
    if local.time() != time():
        return moment_words(at)
    day = local.date() - timedelta(days=1)
    return f"{day.month}月{day.day}日 24:00"


def passing_slots(case_id: int, at: datetime) -> tuple[tuple[str, datetime], ...]:
    """The moment at which a case is followed up."""
    return ((f"{case_id}:due", at),)
