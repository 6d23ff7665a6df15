"""Early warning on made-up texts: closures at their third ticket, bursts at their fifth and tenth, quiet shops.

The seeds are fixed; neither they nor the shops' names were used while the rules were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from app.base.clock import SHANGHAI, StillClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.intake.rows import RowKeeper
from app.desk.merchant.reads import folded_at
from app.desk.shared.context import Desk
from app.desk.warning.judging import judge_merchants
from app.desk.warning.rows import FoundWarning
from app.rules.intake.drafts import TicketDraft
from app.rules.warning.states import WarningLevel
from tests.benchmarks.figures import Figure
from tests.support.closures import MadeTicket, Maker
from tests.support.levels import GENERAL
from tests.support.registers import desk_on

_SEED, _SHOPS = 20_261_201, 100
_END = datetime(2026, 11, 23, 15, 30, tzinfo=SHANGHAI)


def run(folder: Path, shops: int = _SHOPS) -> list[Figure]:
    """The shares that the issue asks for, over so many shops of each kind."""
    maker = Maker(_SEED, _END)
    closures = [maker.closing(maker.shop()) for _ in range(shops)]
    fives = [maker.burst(maker.shop(), 5) for _ in range(shops)]
    tens = [maker.burst(maker.shop(), 10) for _ in range(shops)]
    quiet = [maker.quiet(maker.shop()) for _ in range(shops // 2)] + [
        maker.alike(maker.shop()) for _ in range(shops - shops // 2)
    ]
    desk = desk_on(DataFolder(folder / "warning-texts"), StillClock(_END))
    try:
        take_in(desk, maker.tickets)
        seen = Seen(desk, maker)
        reached, whole = _closures(seen, closures)
        above = sum(_level(seen.at_end, numbers).rank > 0 for numbers in quiet)
        return [
            _missed("closures below orange at the third ticket", reached, shops, 0.90),
            _missed("closures without all three tickets in the case", whole, shops, 0.90),
            _missed("bursts below yellow at the fifth", _bursts(seen, fives, WarningLevel.YELLOW), shops, 0.85),
            _missed("bursts below orange at the tenth", _bursts(seen, tens, WarningLevel.ORANGE), shops, 0.85),
            Figure("quiet shops and look-alike words above blue", 100 * above / len(quiet), "of 100", 2),
        ]
    finally:
        desk.close()


def take_in(desk: Desk, tickets: Iterable[MadeTicket]) -> None:
    """Takes the tickets in as one file would."""
    person = Person("值班员甲")
    with desk.register.writing() as stores:
        import_id = stores.imports.begin({"at": desk.now(), "file": "made-up.xlsx", "digest": "made-up"})
        keeper = RowKeeper(desk, stores, person, import_id=import_id, name="made-up.xlsx", backlog=False)
        for row, one in enumerate(sorted(tickets, key=lambda ticket: ticket.at), start=2):
            values = {
                "title": one.title,
                "content": one.content,
                "urgency": GENERAL,
                "dispatched_at": one.at,
                "dispatched_basis": "",
                "caller": "王某",
                "phones": one.phone,
                "phone_raw": one.phone,
                "street": one.street,
                "merchant": one.merchant,
                "category_1": one.category,
            }
            keeper.take(TicketDraft("Sheet1", row, one.number, values, extra={}))
        keeper.finish()


class Seen:
    """The merchants as they are folded at the end, judged at any moment before."""

    def __init__(self, desk: Desk, maker: Maker) -> None:
        self._desk, self._maker = desk, maker
        with desk.register.reading() as stores:
            self._folded = folded_at(stores, _END)
            self.at_end = judge_merchants(stores, self._folded, _END)
        self._merchants = {ticket: one.id for one in self._folded.merchants for ticket in one.ticket_ids}

    def at_ticket(self, numbers: Sequence[str]) -> list[FoundWarning]:
        """The warnings of the merchants of these tickets, with what was received until the last of them."""
        with self._desk.register.reading() as stores:
            ids = [stores.tickets.numbered(number)[0].id for number in numbers]
            merchants = {self._merchants[one] for one in ids if one in self._merchants}
            return judge_merchants(stores, self._folded, self._maker.at_of(numbers[-1]), only=merchants)


def _closures(seen: Seen, closures: Sequence[Sequence[str]]) -> tuple[int, int]:
    reached = whole = 0
    for numbers in closures:
        case = _case(seen.at_ticket(numbers), numbers)
        if case is not None:
            reached += case.level.rank >= WarningLevel.ORANGE.rank
            whole += {line.ticket.number for line in case.tickets} >= set(numbers)
    return reached, whole


def _bursts(seen: Seen, bursts: Sequence[Sequence[str]], level: WarningLevel) -> int:
    return sum(_level(seen.at_ticket(numbers), numbers).rank >= level.rank for numbers in bursts)


def _case(found: Sequence[FoundWarning], numbers: Sequence[str]) -> FoundWarning | None:
    """The case that holds most of these tickets."""
    wanted = set(numbers)
    best = max(found, key=lambda case: len({line.ticket.number for line in case.tickets} & wanted), default=None)
    return best if best is not None and {line.ticket.number for line in best.tickets} & wanted else None


def _level(found: Sequence[FoundWarning], numbers: Sequence[str]) -> WarningLevel:
    """The level of the case with these tickets; blue where there is none."""
    case = _case(found, numbers)
    return WarningLevel.BLUE if case is None else case.level


def _missed(name: str, reached: int, of: int, least: float) -> Figure:
    return Figure(name, 1 - reached / of, "share", round(1 - least, 2))
