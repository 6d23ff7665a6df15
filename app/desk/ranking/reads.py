"""Reads official rankings beside our own score, and explains the difference ticket by ticket."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from app.base.errors import Refused
from app.desk.figures.asked import Asked, figures
from app.desk.figures.sides import OurTicket, our_tickets, side_of
from app.desk.ranking.rows import Entered, RankingDetail, RankingRow, ranking_row, unit_row
from app.desk.shared.context import Desk
from app.models.ranking.records import LineRecord, OfficialTicketRecord, RankingRecord
from app.models.register.stores import Stores
from app.rules.figures.counterfactual import Rival, standing
from app.rules.figures.fields import Caliber
from app.rules.figures.rows import Row
from app.rules.ranking.difference import NOTHING, Side, explain, worth_objecting
from app.rules.ranking.states import SCOPE_WORDS, Scope

YES, NO = "是", "否"


def listing(desk: Desk) -> list[RankingRow]:
    """The rankings that hold, the newest period first, each beside our own score of its period."""
    with desk.register.reading() as stores:
        found = [(one, stores.rankings.lines(one.id), stores.rankings.count_tickets(one.id)) for one in _all(stores)]
    own = {period: _own(desk, period) for period in {one.period for one, _, _ in found}}
    rows = [ranking_row(one, standing(own[one.period], _rivals(lines)), listed) for one, lines, listed in found]
    return sorted(rows, key=lambda row: (row.period.partition(":")[2], row.period, row.scope), reverse=True)


def detail(desk: Desk, *, ranking_id: int) -> RankingDetail:
    """One ranking with its units and the difference to our own score.

    Raises:
        Refused: there is none of this id.

    """
    with desk.register.reading() as stores:
        record = next((one for one in _all(stores) if one.id == ranking_id), None)
        if record is None:
            raise Refused("没有这条官方排名")
        lines, listed = stores.rankings.lines(ranking_id), stores.rankings.tickets(ranking_id)
    asked = _asked(record.period)
    found = figures(desk, asked)
    own = found.total.now
    ours = our_tickets(desk, asked)
    sides = _sides(ours)
    explained = explain(own, sides, _theirs(listed), record.score) if listed else None
    ids: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for ticket in ours:
        ids[ticket.number] += (ticket.ticket_id,)
    return RankingDetail(
        row=ranking_row(record, standing(own, _rivals(lines)), len(listed)),
        period=found.period,
        units=tuple(map(unit_row, lines)),
        explained=explained,
        ids=dict(ids),
        objections=worth_objecting(explained.tickets) if explained else (),
    )


def of_period(desk: Desk, *, period: str, scope: Scope) -> RankingDetail:
    """The ranking of a period that holds, as `detail`.

    Raises:
        Refused: none was entered (field "period").

    """
    with desk.register.reading() as stores:
        record = next((one for one in stores.rankings.of_period(period) if one.scope is scope), None)
    if record is None:
        raise Refused(f"还没有登记 {period} 的{SCOPE_WORDS[scope]}", field="period", hint="请先导入或录入")
    return detail(desk, ranking_id=record.id)


def entered(desk: Desk, *, period: str) -> tuple[Entered, ...]:
    """Which rankings of a period (its written name, assess:2026-11) are in the register; for the clocks of entry."""
    with desk.register.reading() as stores:
        return entered_in(stores, period)


def entered_in(stores: Stores, period: str) -> tuple[Entered, ...]:
    """`entered`, within an open transaction."""
    return tuple(
        Entered(one.scope, one.made_at, one.made_by, bool(stores.rankings.count_tickets(one.id)))
        for one in stores.rankings.of_period(period)
    )


def others(desk: Desk, *, period: str, scope: Scope = Scope.DISTRICT) -> tuple[Rival, ...] | None:
    """The scores of the other units in the official ranking of a period; None where none was entered."""
    with desk.register.reading() as stores:
        record = next((one for one in stores.rankings.of_period(period) if one.scope is scope), None)
        return None if record is None else _rivals(stores.rankings.lines(record.id))


def _all(stores: Stores) -> list[RankingRecord]:
    return stores.rankings.listing()


def _asked(period: str) -> Asked:
    """Our own score of a period as the assessment counts it: the platform's answers, without excluded tickets."""
    return Asked(period, caliber=Caliber.NET)


def _own(desk: Desk, period: str) -> Row:
    return figures(desk, _asked(period)).total.now


def _rivals(lines: Sequence[LineRecord]) -> tuple[Rival, ...] | None:
    """The scores of the others; None where no other unit's score is known."""
    return tuple(Rival(Fraction(one.score)) for one in lines if one.score and not one.ours) or None


def _sides(ours: Sequence[OurTicket]) -> dict[str, Side]:
    """Our side by number; of tickets that two sources share the one that counts stands."""
    found: dict[str, Side] = {}
    for ticket in ours:
        if not found.get(ticket.number, NOTHING).counts:
            found[ticket.number] = ticket.side
    return found


def _theirs(listed: Sequence[OfficialTicketRecord]) -> Mapping[str, Side]:
    return {
        one.number: side_of(
            (one.valid, one.contacted, one.solved, one.satisfied), {YES: True, NO: False}.get(one.excluded)
        )
        for one in listed
    }
