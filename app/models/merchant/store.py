"""The merchant store: merchants of tickets and tickets of merchants, proposals, and the decisions of persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.base.clock import from_seconds
from app.models.merchant.decisions import MerchantDecisions
from app.models.merchant.index import MerchantIndex
from app.models.merchant.records import MerchantCount, read_places_cell
from app.models.shared import direct
from app.rules.merchant.decisions import decided
from app.rules.merchant.folding import FoldedMerchant, LikePair, Proposal, joined_proposals, merchant_of
from app.rules.merchant.likeness import Likeness
from app.rules.merchant.mentions import Mention, Source
from app.rules.merchant.names import clean_name

_MENTIONS = (
    "SELECT m.group_id, t.ticket_id, t.name, t.form, t.source, m.brand, m.trade, m.common, t.street, t.address,"
    " t.places, t.phones, t.received_at FROM merchant_tickets t JOIN merchants m ON m.id = t.merchant_id"
)
# Of how many tickets at most merchants are read within the transaction that writes them.
AT_ONCE = 500


class MerchantStore:
    """Merchants within one transaction. A merchant's id never changes; that of a merged one leads to the whole."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.index = MerchantIndex(connection)
        self.decisions = MerchantDecisions(connection, self.index)
        self._noted: set[int] = set()

    def note(self, ticket_ids: Iterable[int]) -> None:
        """Notes that tickets were added, changed or removed: `settle` follows them before the transaction ends."""
        self._noted.update(ticket_ids)

    def settle(self) -> None:
        """Brings the register of merchants up to date with the tickets noted in this transaction.

        More than AT_ONCE, those of a file, wait for turns of their own (app.desk.merchant.keeping): reading them takes
        longer than their import may hold the register.
        """
        if self._noted:
            noted, self._noted = self._noted, set()
            if len(noted) > AT_ONCE:
                self.index.let_wait(noted)
            else:
                self.index.follow([*noted])
            self.index.note_first(len(noted))

    def rebuild(self) -> None:
        """Makes everything that follows from tickets anew, from all of them; ids and decisions stay."""
        self.index.clear()
        self.index.follow(self.index.ticket_ids())

    def group_of(self, merchant_id: int) -> int | None:
        """The id of the whole merchant that an id belongs to; None for an unknown one."""
        found = direct.scalar(self._connection, "SELECT group_id FROM merchants WHERE id = ?", (merchant_id,))
        return None if found is None else int(found)

    def of_ticket(self, ticket_id: int) -> int | None:
        """The merchant that a ticket names; None where it names none."""
        query = (
            "SELECT m.group_id FROM merchant_tickets t JOIN merchants m ON m.id = t.merchant_id WHERE t.ticket_id = ?"
        )
        found = direct.scalar(self._connection, query, (ticket_id,))
        return None if found is None else int(found)

    def ticket_ids(self, merchant_id: int, received_before: datetime | None = None) -> tuple[int, ...]:
        """The tickets of a merchant in the order of receipt; with `received_before` those received before it."""
        group = self.group_of(merchant_id)
        query = (
            "SELECT t.ticket_id FROM merchants m JOIN merchant_tickets t ON t.merchant_id = m.id"
            " WHERE m.group_id = ? AND t.received_at < ? ORDER BY t.received_at, t.ticket_id"
        )
        until = 2**62 if received_before is None else int(received_before.timestamp())
        return tuple(row[0] for row in direct.run(self._connection, query, (group, until)).fetchall())

    def tickets_since(self, merchant_id: int, since: datetime) -> tuple[int, ...]:
        """The tickets of a merchant received since an instant, in the order of receipt."""
        query = (
            "SELECT t.ticket_id FROM merchants m JOIN merchant_tickets t ON t.merchant_id = m.id"
            " WHERE m.group_id = ? AND t.received_at >= ? ORDER BY t.received_at, t.ticket_id"
        )
        values = (self.group_of(merchant_id), int(since.timestamp()))
        return tuple(row[0] for row in direct.run(self._connection, query, values).fetchall())

    def get(self, merchant_id: int) -> FoldedMerchant | None:
        """One merchant; None where no ticket names it."""
        group = self.group_of(merchant_id)
        rows = direct.run(self._connection, f"{_MENTIONS} WHERE m.group_id = ?", (group,)).fetchall()
        return merchant_of(int(group or 0), map(_mention, rows)) if rows else None

    def mentions_of(self, merchant_id: int) -> list[Mention]:
        """What the tickets of a merchant say, in the order of receipt."""
        query = f"{_MENTIONS} WHERE m.group_id = ? ORDER BY t.received_at, t.ticket_id"
        return [*map(_mention, direct.run(self._connection, query, (self.group_of(merchant_id),)).fetchall())]

    def all(self) -> tuple[FoldedMerchant, ...]:
        """Every merchant that a ticket names, by id."""
        groups: dict[int, list[Mention]] = defaultdict(list)
        for row in direct.run(self._connection, _MENTIONS).fetchall():
            groups[row[0]].append(_mention(row))
        return tuple(merchant_of(number, groups[number]) for number in sorted(groups))

    def all_mentions(self, received_until: datetime) -> list[Mention]:
        """What every ticket received until an instant, that too, says; texts by the names that columns knew then."""
        until = int(received_until.timestamp())
        rows = direct.run(self._connection, f"{_MENTIONS} WHERE t.received_at <= ?", (until,)).fetchall()
        found = {one.ticket_id: one for one in map(_mention, rows)}
        later = f"{_MENTIONS} WHERE t.received_at > ? AND t.source = ?"
        after = map(_mention, direct.run(self._connection, later, (until, Source.COLUMN.value)).fetchall())
        known = {one.key for one in found.values() if one.source is Source.COLUMN}
        for number, mention in self.index.read_as_known({one.key for one in after} - known, known, received_until):
            found.pop(number, None)
            if mention is not None:
                found[number] = mention
        return [*found.values()]

    def proposals(self, open_only: bool = True, merchant_id: int | None = None) -> tuple[Proposal, ...]:
        """Pairs of merchants that may be one, the best first; of all, or those with one merchant."""
        query = (
            "SELECT a.key, b.key, a.group_id, b.group_id, p.score, p.reasons, p.shares FROM merchant_proposals p"
            " JOIN merchants a ON a.id = p.first_id JOIN merchants b ON b.id = p.second_id"
            " WHERE a.group_id <> b.group_id"
        )
        values: tuple[object, ...] = ()
        if merchant_id is not None:
            group = self.group_of(merchant_id)
            query, values = f"{query} AND (a.group_id = ? OR b.group_id = ?)", (group, group)
        pairs: list[LikePair] = []
        groups: dict[str, int] = {}
        for first, second, of_first, of_second, score, reasons, shares in direct.run(
            self._connection, query, values
        ).fetchall():
            groups[first], groups[second] = of_first, of_second
            found = Likeness(score / 100, tuple(reasons.split("；")), bool(shares))
            pairs.append(LikePair(min(first, second), max(first, second), found))
        found_all = joined_proposals(pairs, groups, decided(self.index.decisions()))
        return tuple(one for one in found_all if not open_only or one.state == "open")

    def pairs_between(self, first: int, second: int) -> list[tuple[int, int]]:
        """The pairs of keys of two merchants that are proposed as one."""
        query = (
            "SELECT p.first_id, p.second_id FROM merchant_proposals p JOIN merchants a ON a.id = p.first_id"
            " JOIN merchants b ON b.id = p.second_id"
            " WHERE (a.group_id = ? AND b.group_id = ?) OR (a.group_id = ? AND b.group_id = ?)"
        )
        return [
            (row[0], row[1]) for row in direct.run(self._connection, query, (first, second, second, first)).fetchall()
        ]

    def keys_of(self, merchant_id: int, form: str = "") -> list[int]:
        """The keys of a merchant; with `form` those that have tickets with that cleaned name."""
        query = (
            "SELECT DISTINCT m.id FROM merchants m JOIN merchant_tickets t ON t.merchant_id = m.id WHERE m.group_id = ?"
        )
        values: tuple[object, ...] = (self.group_of(merchant_id),)
        if form:
            query, values = f"{query} AND t.form = ?", (*values, form)
        return [row[0] for row in direct.run(self._connection, f"{query} ORDER BY m.id", values).fetchall()]

    def counts(
        self, *, since_30: datetime, since_90: datetime, until: datetime, limit: int, text: str = ""
    ) -> list[MerchantCount]:
        """The merchants with the most tickets in the last 30, then 90 days; with `text` those with it in a name."""
        named = (
            " AND m.group_id IN (SELECT o.group_id FROM merchants o JOIN merchant_tickets n ON n.merchant_id = o.id"
            " WHERE instr(n.name, ?) > 0 OR instr(n.form, ?) > 0)"
        )
        query = (
            "SELECT m.group_id, count(*) AS every, sum(t.received_at >= ?) AS month,"
            " sum(t.received_at >= ?) AS quarter, max(t.received_at), group_concat(DISTINCT t.street), max(m.trade)"
            " FROM merchant_tickets t JOIN merchants m ON m.id = t.merchant_id"
            f" WHERE t.received_at <= ?{named if text else ''}"
            " GROUP BY m.group_id ORDER BY month DESC, quarter DESC, every DESC, m.group_id LIMIT ?"
        )
        instants = (int(since_30.timestamp()), int(since_90.timestamp()), int(until.timestamp()))
        values = (*instants, *((text, clean_name(text)) if text else ()), limit)
        rows = direct.run(self._connection, query, values).fetchall()
        names = self.names([row[0] for row in rows])
        return [
            MerchantCount(
                id=row[0],
                name=names.get(row[0], ""),
                trade=row[6],
                tickets=row[1],
                in_30_days=row[2],
                in_90_days=row[3],
                last_at=from_seconds(row[4]),
                streets="、".join(street for street in str(row[5] or "").split(",") if street),
            )
            for row in rows
        ]

    def names(self, merchant_ids: Sequence[int]) -> dict[int, str]:
        """The names by which merchants are shown: the most frequent written one, of equal ones the shorter."""
        best: dict[int, tuple[int, int, str]] = {}
        for start in range(0, len(merchant_ids), AT_ONCE):
            part = merchant_ids[start : start + AT_ONCE]
            query = (
                "SELECT m.group_id, t.name, count(*) FROM merchants m JOIN merchant_tickets t ON t.merchant_id = m.id"
                f" WHERE m.group_id IN ({', '.join('?' * len(part))}) GROUP BY m.group_id, t.name"
            )
            for number, name, count in direct.run(self._connection, query, part).fetchall():
                rank = (-count, len(name), name)
                best[number] = min(best.get(number, rank), rank)
        return {number: rank[2] for number, rank in best.items()}


def _mention(row: Sequence[Any]) -> Mention:
    return Mention(
        ticket_id=row[1],
        name=row[2],
        form=row[3],
        source=Source(row[4]),
        brand=row[5],
        trade=row[6],
        common=bool(row[7]),
        street=row[8],
        address=row[9],
        places=read_places_cell(row[10]),
        phones=tuple(row[11].split()),
        received_at=from_seconds(row[12]),
    )
