"""How well merchants are folded, on made-up names and texts whose words were kept out of tuning; and how fast.

`python -m tests.benchmarks.run merchants`. Pairs of tickets are counted: a pair folded by itself, a pair that folding or
an open proposal brings together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.rules.merchant.folding import Folded, fold
from app.rules.merchant.mentions import mention_of
from app.rules.merchant.words import words_with
from tests.benchmarks.made_up_merchants import WordSet, World, made_up_world

SEEDS = (20261201, 20261202, 20261203)


@dataclass(frozen=True)
class Score:
    """Shares of pairs and of tickets, 0…1."""

    precision: float
    recall: float
    precision_with: float
    recall_with: float
    found_in_texts: float
    put_to_one: float


def folded(world: World) -> Folded:
    words = words_with()
    found = (mention_of(ticket, words) for ticket in world.tickets)
    return fold(one for one in found if one is not None)


def score(world: World, made: Folded) -> Score:
    """What the folding of a world got right."""
    named = {number for number, how in world.how.items() if how not in {"text", "nobody"}}
    of = {number: one.id for one in made.merchants for number in one.ticket_ids}
    sure = _pairs({number: of[number] for number in named if number in of}, world)
    true = _pairs_within(Counter(world.truth[number] for number in named))
    extra, extra_right = _proposed(made, named, world, of)
    majority: dict[int, int | None] = {}
    for one in made.merchants:
        votes = Counter(world.truth[number] for number in one.ticket_ids if number in named)
        if votes:
            majority[one.id] = votes.most_common(1)[0][0]
    texts = [number for number, how in world.how.items() if how == "text"]
    nobody = [number for number, how in world.how.items() if how == "nobody"]
    reached = _reachable(made)
    right = sum(
        any(majority.get(group) == world.truth[number] for group in reached.get(of.get(number, -1), ()))
        for number in texts
    )
    return Score(
        precision=sure[1] / max(1, sure[0]),
        recall=sure[1] / max(1, true),
        precision_with=(sure[1] + extra_right) / max(1, sure[0] + extra),
        recall_with=(sure[1] + extra_right) / max(1, true),
        found_in_texts=right / max(1, len(texts)),
        put_to_one=sum(number in of for number in nobody) / max(1, len(nobody)),
    )


def _pairs_within(counts: Counter[object]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def _pairs(groups: dict[int, int], world: World) -> tuple[int, int]:
    """The pairs of tickets that are in one group, and those of them that are right."""
    both = Counter((group, world.truth[number]) for number, group in groups.items())
    return _pairs_within(Counter(groups.values())), _pairs_within(both)


def _proposed(made: Folded, named: Iterable[int], world: World, of: dict[int, int]) -> tuple[int, int]:
    """The pairs of tickets that only an open proposal brings together, and those of them that are right."""
    truths: dict[int, Counter[int | None]] = {}
    for number in named:
        if number in of:
            truths.setdefault(of[number], Counter())[world.truth[number]] += 1
    pairs = right = 0
    for one in made.proposals:
        first, second = (truths.get(group, Counter()) for group in one.merchants)
        pairs += first.total() * second.total()
        right += sum(count * second[truth] for truth, count in first.items())
    return pairs, right


def _reachable(made: Folded) -> dict[int, set[int]]:
    """The groups that a group is, or is proposed to be."""
    found = {one.id: {one.id} for one in made.merchants}
    return found


def judge(words: WordSet, seed: int, *, names: int = 3000, texts: int = 600, nobody: int = 600) -> Score:
    world = made_up_world(words, seed, names=names, texts=texts, nobody=nobody)
    return score(world, folded(world))
