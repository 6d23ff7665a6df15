"""Folds what tickets say about merchants into merchants: sure merges by key, doubtful pairs as proposals.

The register (app.models.merchant) keeps the same result ticket by ticket; this whole computation is what it must equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.rules.merchant.decisions import Decided, Decision, ProposalState, decided
from app.rules.merchant.likeness import Likeness, Profile, likeness, tokens_of
from app.rules.merchant.mentions import Mention


class NameCount(NamedTuple):
    """A name as written, and the tickets that write it so."""

    text: str
    tickets: int


@dataclass(frozen=True, slots=True)
class FoldedMerchant:
    """One merchant; `name` is its most frequent written name, `ticket_ids` stand in the order of receipt."""

    id: int
    name: str
    names: tuple[NameCount, ...]
    trade: str
    places: tuple[str, ...]
    phones: tuple[str, ...]
    ticket_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two merchants (their ids, the smaller first) that may be one; `score` is 0…1."""

    merchants: tuple[int, int]
    score: float
    reasons: tuple[str, ...]
    shares_place_or_phone: bool
    state: ProposalState = ProposalState.OPEN


@dataclass(frozen=True, slots=True)
class Folded:
    """All merchants by id, and all proposals by score, the best first."""

    merchants: tuple[FoldedMerchant, ...]
    proposals: tuple[Proposal, ...]


class LikePair(NamedTuple):
    """Two keys, in their order, and why they may be one merchant."""

    first: str
    second: str
    found: Likeness


def fold(
    mentions: Iterable[Mention], decisions: Iterable[Decision] = (), *, ids: Mapping[str, int] | None = None
) -> Folded:
    """The merchants that tickets name, under the decisions of persons.

    `ids` are those that keys have already; other keys get the next ones in the order of receipt. A merchant of several
    keys has the smallest id among them.
    """
    made = decided(decisions)
    by_key = mentions_by_key(mentions, made)
    numbers = numbered(by_key, ids or {})
    tops = made.groups(sorted(numbers, key=numbers.__getitem__))
    groups: dict[str, list[Mention]] = {}
    for key, told in by_key.items():
        groups.setdefault(tops[key], []).extend(told)
    merchants = [merchant_of(numbers[top], told) for top, told in groups.items()]
    pairs = like_pairs(profiles_of(by_key).values())
    proposals = joined_proposals(pairs, {key: numbers[top] for key, top in tops.items()}, made)
    return Folded(tuple(sorted(merchants, key=lambda one: one.id)), proposals)


def mentions_by_key(mentions: Iterable[Mention], made: Decided) -> dict[str, list[Mention]]:
    """The mentions of each key, those that were taken out by hand under their own."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(made.key_of(mention.key, mention.form), []).append(mention)
    return found


def numbered(by_key: Mapping[str, Sequence[Mention]], ids: Mapping[str, int]) -> dict[str, int]:
    """The id of each key: the known one, else the next in the order of receipt."""
    following = max(ids.values(), default=0)
    new = [
        (min((one.received_at, one.ticket_id) for one in told), key) for key, told in by_key.items() if key not in ids
    ]
    return {**ids, **{key: following + step for step, (_, key) in enumerate(sorted(new), 1)}}


def merchant_of(number: int, told: Iterable[Mention]) -> FoldedMerchant:
    """A merchant from its mentions."""
    order = sorted(told, key=lambda one: (one.received_at, one.ticket_id))
    names = ranked_names(Counter(one.name for one in order))
    trades = Counter(one.trade for one in order if one.trade)
    return FoldedMerchant(
        id=number,
        name=shown_name(names),
        names=names,
        trade=min(trades, key=lambda trade: (-trades[trade], trade)) if trades else "",
        places=tuple(_places(order).values()),
        phones=tuple(dict.fromkeys(phone for one in order for phone in one.phones)),
        ticket_ids=tuple(one.ticket_id for one in order),
    )


def _places(told: Iterable[Mention]) -> dict[object, str]:
    """The addresses, of several spellings of one place the first."""
    found: dict[object, str] = {}
    for one in told:
        if one.address:
            found.setdefault(one.places or one.address, one.address)
    return found


def ranked_names(names: Mapping[str, int]) -> tuple[NameCount, ...]:
    """Written names, the most frequent first, of equal ones the shorter."""
    return tuple(NameCount(*one) for one in sorted(names.items(), key=lambda one: (-one[1], len(one[0]), one[0])))


def shown_name(names: Sequence[NameCount]) -> str:
    """The name by which a merchant is shown."""
    return names[0].text if names else ""


def profiles_of(by_key: Mapping[str, Sequence[Mention]]) -> dict[str, Profile]:
    """What is known of the merchant of each key."""
    trades: dict[str, set[str]] = {}
    for told in by_key.values():
        trades.setdefault(told[0].brand, set()).add(told[0].trade)
    return {key: profile_of(key, told, trades[told[0].brand]) for key, told in by_key.items()}


def profile_of(key: str, told: Sequence[Mention], trades: Iterable[str]) -> Profile:
    """What is known of one key's merchant; `trades` are those in which its brand is known."""
    return Profile(
        key=key,
        brand=told[0].brand,
        trade=told[0].trade,
        common=told[0].common,
        streets=frozenset(one.street for one in told if one.street),
        places=frozenset(place for one in told for place in one.places),
        phones=frozenset(phone for one in told for phone in one.phones),
        alone=len({trade for trade in trades if trade}) <= 1,
    )


def like_pairs(profiles: Iterable[Profile]) -> list[LikePair]:
    """Every pair of keys that may be one merchant; only those that share a token are compared."""
    blocks: dict[str, list[Profile]] = {}
    found: dict[tuple[str, str], LikePair] = {}
    seen: set[tuple[str, str]] = set()
    for profile in profiles:
        for token in tokens_of(profile):
            blocks.setdefault(token, []).append(profile)
    for block in blocks.values():
        for place, one in enumerate(block):
            for other in block[place + 1 :]:
                first, second = sorted((one, other), key=lambda profile: profile.key)
                pair = (first.key, second.key)
                if pair in seen:
                    continue
                seen.add(pair)
                alike = likeness(first, second)
                if alike is not None:
                    found[pair] = LikePair(*pair, alike)
    return sorted(found.values())


def joined_proposals(pairs: Iterable[LikePair], groups: Mapping[str, int], made: Decided) -> tuple[Proposal, ...]:
    """The proposals between merchants from the pairs of their keys; `groups` has the merchant's id of each key.

    Of two merchants with several pairs one that is open makes the proposal open; a pair within one merchant is none.
    """
    together: dict[tuple[int, int], list[tuple[LikePair, ProposalState]]] = {}
    for pair in pairs:
        first, second = groups[pair.first], groups[pair.second]
        if first != second:
            state = made.state_of(pair.first, pair.second)
            together.setdefault((min(first, second), max(first, second)), []).append((pair, state))
    proposals = [_joined(ids, told) for ids, told in together.items()]
    return tuple(sorted(proposals, key=lambda one: (-one.score, one.merchants)))


def _joined(ids: tuple[int, int], told: Sequence[tuple[LikePair, ProposalState]]) -> Proposal:
    open_ones = [one for one in told if one[1] is ProposalState.OPEN] or [*told]
    best = max(pair.found.score for pair, _ in open_ones)
    reasons = dict.fromkeys(reason for pair, _ in sorted(open_ones, key=_by_score) for reason in pair.found.reasons)
    shares = any(pair.found.shares_place_or_phone for pair, _ in open_ones)
    return Proposal(ids, best, tuple(reasons), shares, open_ones[0][1])


def _by_score(told: tuple[LikePair, ProposalState]) -> tuple[float, str, str]:
    return -told[0].found.score, told[0].first, told[0].second
