"""The return adviser: past requests for one ticket, unit and ground, and the warnings against a new one."""

from __future__ import annotations

from collections.abc import Sequence

from app.desk.passing.facts import hops_of
from app.desk.returns.records import ours_of, sent_count
from app.desk.shared.context import Desk
from app.desk.ticket.records import the_ticket
from app.models.register.stores import Stores
from app.models.returns.records import ReturnRecord
from app.models.ticket.records import TicketRecord
from app.rules.passing import to_and_fro
from app.rules.returns.advice import Advice, Past, accepted_texts, time_lost, warnings_for
from app.rules.returns.moves import FIRST_TAKER, REFUSALS
from app.rules.returns.states import ReturnGround
from app.rules.shared.masking import mask_text

# The least number of past requests for advice; with fewer the next wider group is used.
_ENOUGH = 3


def advise(desk: Desk, *, ticket_id: int, unit: str, ground: ReturnGround | None) -> Advice:
    """The advice before a request to move this ticket to `unit` on this ground; both may be open.

    Raises:
        Refused: there is no such ticket.

    """
    with desk.register.reading() as stores:
        ticket = the_ticket(stores, ticket_id)
        ours = ours_of(stores, ticket_id)
        scope, rows = _alike(stores, ticket, unit.strip(), ground)
        turn = to_and_fro(hops_of(stores, ticket_id), unit)
    past = tuple(_past(row) for row in rows)
    left = max(0, desk.rules_for(ticket.dispatched_at).max_returns - sent_count(ours))
    refused = [row for row in ours if row.state in REFUSALS and ground in (None, row.ground)]
    warnings = warnings_for(
        turn=turn, refused_here=len(refused), unit=unit, ground=ground, left=left, first_taker=FIRST_TAKER
    )
    lost = time_lost([(row.sent_at, row.decided_at) for row in ours], desk.now())
    return Advice(scope, past, accepted_texts(past), lost, left, warnings)


def _alike(
    stores: Stores, ticket: TicketRecord, unit: str, ground: ReturnGround | None
) -> tuple[str, Sequence[ReturnRecord]]:
    """The narrowest group of decided requests that has enough of them, else the widest that has any."""
    levels = (ticket.category_1, ticket.category_2, ticket.category_3)
    deepest = max((place for place, level in enumerate(levels, start=1) if level), default=0)
    best: tuple[str, Sequence[ReturnRecord]] = ("", ())
    for words, category, to, why in _circles(levels, deepest, unit, ground):
        rows = stores.returns.alike(ground=why, unit=to, category=category)
        if len(rows) >= _ENOUGH:
            return words, rows
        if len(rows) > len(best[1]):
            best = (words, rows)
    return best


def _circles(
    levels: tuple[str, str, str], deepest: int, unit: str, ground: ReturnGround | None
) -> list[tuple[str, tuple[str, ...], str, ReturnGround | None]]:
    """The groups from the narrowest to the widest; those that exclude nothing are left out."""
    found: list[tuple[str, tuple[str, ...], str, ReturnGround | None]] = []
    for depth in range(deepest, 0, -1):
        words = "同类别" if depth == deepest else "同大类"
        found.append((f"{words}、同单位、同理由", levels[:depth], unit, ground))
    found += [("同单位、同理由", (), unit, ground), ("同单位", (), unit, None)] if unit else []
    found += [("同理由", (), "", ground)] if ground else []
    return [
        circle
        for circle in found
        if (circle[2] or "同单位" not in circle[0]) and (circle[3] or "同理由" not in circle[0])
    ]


def _past(row: ReturnRecord) -> Past:
    return Past(
        number=row.number,
        unit=row.suggested_unit,
        ground=row.ground,
        state=row.state,
        basis=mask_text(row.basis),
        note=mask_text(row.note),
        sent_at=row.sent_at,
        decided_at=row.decided_at,
        decision_note=mask_text(row.decision_note),
    )
