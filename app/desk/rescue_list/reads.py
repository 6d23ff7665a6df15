"""Reads the rescue list of a period: the engine's figures, and what the register knows of each ticket's ways out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from app.desk.figures.asked import Asked, running
from app.desk.figures.turnable import TurnableTicket, turnable
from app.desk.ranking import reads as ranking_reads
from app.desk.rescue_list.rows import RescueList, RescueTicket, UnitGain
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import PeriodKind
from app.rules.figures.rows import Counted, Row
from app.rules.rescue_list import Effects, Turn, Way, effects, together, ways
from app.rules.shared.masking import mask_text
from app.rules.ticket.categories import join_category


def listing(desk: Desk, *, asked: Asked) -> RescueList:
    """The tickets of a period that are open or cost points, by what solving them would gain.

    Raises:
        Refused: the period or the moment `until` cannot be used.

    """
    found = turnable(desk, asked)
    others = ranking_reads.others(desk, period=write_period(found.period.name))
    leaves_out = asked.caliber is Caliber.NET
    known: dict[Counted, Effects] = {}
    tickets = [_ticket(desk, one, found.whole, known, leaves_out=leaves_out) for one in found.tickets]
    tickets.sort(key=_order)
    units = _units(found.whole, tickets)
    return RescueList(found.period, asked.caliber, found.whole, others, tuple(tickets), units)


def tonight(desk: Desk) -> RescueList:
    """The rescue list of the assessment period that runs now, as the assessment counts it."""
    return listing(desk, asked=Asked(running(desk, PeriodKind.ASSESSMENT, desk.now()), caliber=Caliber.NET))


def _order(one: RescueTicket) -> tuple[bool, Fraction, str, int]:
    return not one.can_gain, -(one.effects.solved or Fraction()), one.number, one.ticket_id


def _units(whole: Row, tickets: Sequence[RescueTicket]) -> tuple[UnitGain, ...]:
    """What each unit could turn, the most tickets first."""
    groups: dict[str, list[RescueTicket]] = {}
    for one in tickets:
        if one.can_gain:
            groups.setdefault(one.unit, []).append(one)
    before, found = whole.exact(Field.SCORE), []
    for unit, own in groups.items():
        after = together(whole, [(one.own, Turn.SOLVED) for one in own]).exact(Field.SCORE)
        found.append(UnitGain(unit, len(own), None if before is None or after is None else after - before))
    return tuple(sorted(found, key=lambda one: (-one.tickets, one.unit)))


def _can_gain(found: Effects, open_ways: Sequence[Way]) -> bool:
    """Whether an open way raises the score; where there is no score yet, any does."""
    gains = (getattr(found, way.turn) for way in open_ways if way.open)
    return any(gain is None or gain > 0 for gain in gains)


def _ticket(
    desk: Desk, one: TurnableTicket, whole: Row, known: dict[Counted, Effects], *, leaves_out: bool
) -> RescueTicket:
    """Tickets with equal answers do the same to the score: it is worked out once for all of them."""
    if one.own not in known:
        known[one.own] = effects(whole, one.own, leaves_out=leaves_out)
    row, found = one.row, known[one.own]
    own_ways = ways(one.facts, desk.now(), is_open=one.is_open, is_final=one.is_final)
    return RescueTicket(
        ticket_id=row.id,
        number=row.number,
        title=mask_text(title_of(row)),
        unit=mask_text(row.unit),
        street=mask_text(row.street),
        category=join_category(row.category_1, row.category_2, row.category_3),
        status=row.status,
        deadline_at=row.deadline_at,
        is_open=one.is_open,
        own=one.own,
        why=one.why,
        effects=found,
        ways=own_ways,
        can_gain=_can_gain(found, own_ways),
    )
