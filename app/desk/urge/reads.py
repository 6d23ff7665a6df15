"""Reads urge rounds: for the command and the log, the board of a turn, what stands beside a round, the figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from app.base.clock import local_day, local_midnight, to_local
from app.desk.shared.context import Desk
from app.desk.urge.records import people_of, the_round, words_of
from app.desk.urge.rows import Board, UrgeBrief, UrgeRow, urge_row
from app.desk.urge.texts import desk_name, facts_of
from app.models.register.stores import Stores
from app.models.urge.records import RoundRecord, RoundTicketRecord
from app.rules.escalation.states import ReportChannel
from app.rules.shared.masking import mask_text
from app.rules.urge.states import URGE_STATE_WORDS, UrgeOrigin
from app.rules.urge.steps import HEAD, LEADER, PastRound, UnitFigures, figures_of
from app.rules.urge.texts import QuotedRound, quote, text_for

_TURNS_SHOWN = timedelta(days=7)
_PAST_SHOWN = timedelta(days=7)
_PAST_ROWS = 8
_FIGURE_DAYS = timedelta(days=30)


def rounds(
    desk: Desk, *, only_open: bool = False, start: datetime | None = None, end: datetime | None = None
) -> list[UrgeRow]:
    """Rounds by slot and unit, from `start` up to but without `end`; with `only_open` those without an answer."""
    with desk.register.reading() as stores:
        return _rows(stores, stores.urges.listing(start, end, only_open=only_open))


def board(desk: Desk, *, turn: datetime | None = None) -> Board:
    """The newest round of each unit of one turn: the one that begins at `turn`, else the newest.

    A turn begins with a slot of the series, and with a day for rounds that no slot of it goes before.
    """
    now = desk.now()
    with desk.register.reading() as stores:
        found = stores.urges.listing(start=local_midnight(local_day(now - _TURNS_SHOWN)))
        slots = sorted({row.slot for row in found if row.origin is UrgeOrigin.SERIES})
        by_turn: dict[datetime, dict[str, RoundRecord]] = {}
        for row in found:
            by_turn.setdefault(_turn_of(row.slot, slots), {})[row.unit] = row
        turns = tuple(sorted(by_turn))
        if not turns:
            return Board(None, (), ())
        begin = turn if turn in by_turn else turns[-1]
        return Board(begin, turns, tuple(_rows(stores, list(by_turn[begin].values()))))


def _turn_of(slot: datetime, slots: Sequence[datetime]) -> datetime:
    before = [at for at in slots if at <= slot and local_day(at) == local_day(slot)]
    return before[-1] if before else local_midnight(local_day(slot))


def brief(desk: Desk, *, round_id: int, who: str) -> UrgeBrief:
    """What stands beside a round, as of now.

    Raises:
        Refused: there is no such round.

    """
    now = desk.now()
    with desk.register.reading() as stores:
        row = the_round(stores, round_id)
        facts, name = facts_of(desk, stores, row), desk_name(stores)
        levels = [row.level, LEADER] if row.level == HEAD else [row.level]
        people = dict.fromkeys(reach for level in levels for reach in people_of(stores, row.unit, level, now))
        past = stores.urges.of_unit(row.unit, now - _FIGURE_DAYS)
        figures = figures_of(_past(past))
        before = [one for one in past if (one.slot, one.part) < (row.slot, row.part) and one.slot > now - _PAST_SHOWN]
        return UrgeBrief(
            round_id=round_id,
            texts={channel: text_for(channel, facts, who, name) for channel in ReportChannel},
            people=tuple(people),
            past=tuple(_rows(stores, before[-_PAST_ROWS:])),
            figures=figures[0] if figures else None,
            today=sum(local_day(one.slot) == local_day(row.slot) for one in [*before, row]),
        )


def figures(desk: Desk, *, start: datetime, end: datetime) -> tuple[UnitFigures, ...]:
    """The figures by unit of the rounds from `start` up to but without `end`; those that answer least first."""
    with desk.register.reading() as stores:
        return figures_of(_past(stores.urges.listing(start, end)))


def waiting_units(stores: Stores, now: datetime) -> int:
    """The units whose newest round of today or yesterday evening has no answer; for the navigation's number."""
    return stores.urges.waiting_units(local_midnight(local_day(now)))


def quotes(stores: Stores, ticket_ids: Collection[int]) -> dict[int, str]:
    """What the escalation says of the rounds in which these tickets were: how many, and what came of each."""
    said: dict[int, list[QuotedRound]] = {}
    answers = {
        (one.round_id, one.ticket_id): one
        for one in stores.urges.tickets_of(sorted({row.id for _, row in stores.urges.of_tickets(ticket_ids)}))
    }
    for ticket_id, row in stores.urges.of_tickets(ticket_ids):
        own = answers[row.id, ticket_id]
        said.setdefault(ticket_id, []).append(
            QuotedRound(
                row.slot,
                row.level,
                row.sent_at,
                own.answered_at,
                own.answer,
                own.promised_at,
                row.broken_at is not None,
            )
        )
    return {ticket_id: quote(own) for ticket_id, own in said.items()}


def of_slots(stores: Stores, ticket_ids: Collection[int]) -> dict[tuple[int, datetime], str]:
    """What became of urging about these tickets, by ticket and slot: 家政专班 已答复：已联系."""
    found = stores.urges.of_tickets(ticket_ids)
    own = {(one.round_id, one.ticket_id): one for one in stores.urges.tickets_of(sorted({row.id for _, row in found}))}
    said: dict[tuple[int, datetime], str] = {}
    for ticket_id, row in found:
        answer = own[row.id, ticket_id].answer
        words = f"{words_of(row)} {URGE_STATE_WORDS[row.state]}" + (f"：{answer}" if answer else "")
        said[ticket_id, row.slot] = mask_text(words)
    return said


def _past(found: Iterable[RoundRecord]) -> list[PastRound]:
    return [
        PastRound(
            row.unit,
            row.sent_at,
            row.answered_at,
            promised=row.promised_at is not None,
            broken=row.broken_at is not None,
        )
        for row in found
    ]


def _rows(stores: Stores, found: Sequence[RoundRecord]) -> list[UrgeRow]:
    tickets: dict[int, list[RoundTicketRecord]] = {}
    for one in stores.urges.tickets_of([row.id for row in found]):
        tickets.setdefault(one.round_id, []).append(one)
    return [urge_row(row, tickets.get(row.id, ())) for row in found]


def slot_words(at: datetime) -> str:
    """A slot as the command prints it: YYYY-MM-DDTHH:MM in Beijing time."""
    return f"{to_local(at):%Y-%m-%dT%H:%M}"
