"""How well merchants are folded, on made-up names and texts whose words were kept out of tuning; and how fast.

`python -m tests.benchmarks.run merchants`. Pairs of tickets are counted: a pair folded by itself, a pair that folding
or an open proposal brings together.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from app.base.clock import StillClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.intake.rows import RowKeeper
from app.desk.shared.context import Desk
from app.rules.intake.drafts import TicketDraft
from app.rules.merchant.folding import Folded, fold
from app.rules.merchant.mentions import TicketText, mentions_of
from app.rules.merchant.words import words_with
from tests.benchmarks.figures import Figure
from tests.benchmarks.made_up_merchants import HELD_OUT, START, TUNING, WordSet, World, made_up_world
from tests.support.levels import GENERAL
from tests.support.registers import desk_on

SEEDS = (20261201, 20261202, 20261203)
AT_ONCE = 5000
AT_LEAST = (
    ("precision", "precision by itself", 0.995),
    ("recall", "recall by itself", 0.75),
    ("precision_with", "precision with proposals", 0.98),
    ("recall_with", "recall with proposals", 0.93),
    ("found_in_texts", "names only in the text found", 0.90),
)
_PERSON = Person("基准")


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
    """The merchants of a world."""
    return fold(mentions_of(world.tickets, words_with()))


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
    right = sum(number in of and majority.get(of[number]) == world.truth[number] for number in texts)
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


def judge(words: WordSet, seed: int, *, names: int = 3000, texts: int = 600, nobody: int = 600) -> Score:
    """The score of one made-up world."""
    world = made_up_world(words, seed, names=names, texts=texts, nobody=nobody)
    return score(world, folded(world))


def run(folder: Path, size: int = 100_000, names: int = 3000) -> list[Figure]:
    """The shares over the held-out words, the worst of three seeds, and the times of folding and of a new ticket."""
    found = [judge(HELD_OUT, seed, names=names, texts=names // 5, nobody=names // 5) for seed in SEEDS]
    figures = [
        Figure(f"merchants: {words}", min(getattr(one, name) for one in found), "", limit=limit, at_least=True)
        for name, words, limit in AT_LEAST
    ]
    worst = max(one.put_to_one for one in found)
    figures.append(Figure("merchants: texts that name none put to one", worst, "", limit=0.03))
    return [*figures, *_times(folder, size)]


def _times(folder: Path, size: int) -> list[Figure]:
    world = made_up_world(TUNING, 5, names=size * 8 // 10, texts=size // 10, nobody=size // 10)
    began = time.process_time()
    folded(world)
    whole = Figure(f"merchants: {size:,} tickets folded, CPU", time.process_time() - began, "s", limit=60.0)
    desk = desk_on(DataFolder(folder / "merchants"), StillClock(START + timedelta(days=400)))
    try:
        began = time.process_time()
        for start in range(0, size, AT_ONCE):
            _take_in(desk, world.tickets[start : start + AT_ONCE])
        filled = time.process_time() - began
        more = made_up_world(TUNING, 6, names=60, texts=0, nobody=0).tickets
        singles = [_take_in(desk, [replace(one, ticket_id=one.ticket_id + 10 * size)]) for one in more]
    finally:
        desk.close()
    note = f"median {1000 * statistics.median(singles):.1f} ms; import of all with their merchants {filled:.0f} s"
    slow = 1000 * sorted(singles)[len(singles) * 95 // 100]
    return [whole, Figure("merchants: a new ticket, its merchant followed (p95)", slow, "ms", limit=20.0, note=note)]


def _take_in(desk: Desk, tickets: Sequence[TicketText]) -> float:
    """Takes tickets in as a file would; returns the seconds that following their merchants took."""
    with desk.register.writing() as stores:
        new = {"at": desk.now(), "file": "made-up.xlsx", "digest": str(tickets[0].ticket_id)}
        keeper = RowKeeper(desk, stores, _PERSON, import_id=stores.imports.begin(new), name="made-up", backlog=True)
        for one in tickets:
            values = {"title": "反映商户问题", "content": one.content, "merchant": one.merchant, "place": one.place}
            values |= {"street": one.street, "phones": one.phones, "phone_raw": one.phones, "category_3": one.category}
            values |= {"urgency": GENERAL, "dispatched_at": one.received_at, "dispatched_basis": ""}
            keeper.take(TicketDraft("Sheet1", one.ticket_id, f"热线-{one.ticket_id}", values))
        keeper.finish()
        began = time.perf_counter()
        stores.merchants.settle()
        return time.perf_counter() - began
