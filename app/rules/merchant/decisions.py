"""Decisions of persons about merchants: pairs said to be one or two, and names taken out of a merchant by hand."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class DecisionKind(enum.StrEnum):
    """What was decided: two merchants are one, by a proposal or by hand; they are two; a name stands apart."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    MERGE = "merge"
    SPLIT = "split"


DECISION_WORDS = {
    DecisionKind.CONFIRM: "确认并名",
    DecisionKind.REFUSE: "不是同一商户",
    DecisionKind.MERGE: "合并商户",
    DecisionKind.SPLIT: "拆开商户",
}


class ProposalState(enum.StrEnum):
    """The life of a proposal."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision in force, in the order made; keys are those of mentions.

    A split takes the mentions of `first` that are written `form` to the key `second`.
    """

    kind: DecisionKind
    first: str
    second: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions in force, ready for look-ups: of a pair the last one holds."""

    pairs: Mapping[tuple[str, str], DecisionKind] = field(default_factory=dict)
    apart: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def key_of(self, key: str, form: str) -> str:
        """The key under which a mention counts, once names were taken out by hand."""
        seen = {key}
        while (key, form) in self.apart and self.apart[key, form] not in seen:
            key = self.apart[key, form]
            seen.add(key)
        return key

    def state_of(self, first: str, second: str) -> ProposalState:
        """What persons said of a pair of keys."""
        kind = self.pairs.get(pair_of(first, second))
        if kind is DecisionKind.REFUSE:
            return ProposalState.REFUSED
        return ProposalState.OPEN if kind is None else ProposalState.CONFIRMED

    def groups(self, keys: Iterable[str]) -> dict[str, str]:
        """The first key, in the order given, of the group of each key: pairs said to be one are joined."""
        order = {key: place for place, key in enumerate(keys)}
        parent = dict(zip(order, order, strict=True))

        def top(key: str) -> str:
            while parent[key] != key:
                key = parent[key]
            return key

        for (first, second), kind in self.pairs.items():
            if kind is not DecisionKind.REFUSE and first in parent and second in parent:
                low, high = sorted((top(first), top(second)), key=order.__getitem__)
                parent[high] = low
        return {key: top(key) for key in order}


def decided(decisions: Iterable[Decision]) -> Decided:
    """The decisions ready for look-ups."""
    pairs: dict[tuple[str, str], DecisionKind] = {}
    apart: dict[tuple[str, str], str] = {}
    for one in decisions:
        if one.kind is DecisionKind.SPLIT:
            apart[one.first, one.form] = one.second
        else:
            pairs[pair_of(one.first, one.second)] = one.kind
    return Decided(pairs, apart)


def pair_of(first: str, second: str) -> tuple[str, str]:
    """Two keys in one order, whichever was named first."""
    return (first, second) if first <= second else (second, first)
