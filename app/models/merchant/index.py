"""Keeps the register of merchants current: reads what tickets say, and looks again at the merchants touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from app.models.merchant.following import Following, read_texts, waiting_for
from app.models.merchant.records import read_places_cell
from app.models.merchant.tables import merchant_waiting
from app.models.shared import direct
from app.rules.merchant.decisions import Decision, DecisionKind, decided
from app.rules.merchant.likeness import Profile, likeness, tokens_of
from app.rules.merchant.mentions import Mention, mention_in_text, mentions_of
from app.rules.merchant.words import Words, words_with
from app.rules.ticket.fields import TICKET_FIELDS

# The columns of a ticket from which its merchant is read.
READ_FROM = frozenset(field.name for field in TICKET_FIELDS if field.merchant)
TRADES = "merchant_trades"
_READ_BY = "merchants-read"
# The last journal line when merchants of tickets changed that no line names.
MOVED = "merchants-moved"
_AT_ONCE = 500
_DECISIONS = (
    "SELECT d.kind, a.key, b.key, d.form FROM merchant_decisions d JOIN merchants a ON a.id = d.first_id"
    " JOIN merchants b ON b.id = d.second_id WHERE d.ended_at IS NULL ORDER BY d.id"
)


class MerchantIndex:
    """The tables that follow the tickets, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def words(self) -> Words:
        """The words by which names are read, with the desk's own trades."""
        own = direct.scalar(self._connection, "SELECT value FROM settings WHERE name = ?", (TRADES,))
        return words_with(own or "")

    def decisions(self) -> list[Decision]:
        """The decisions in force, in the order made."""
        rows = direct.run(self._connection, _DECISIONS).fetchall()
        return [Decision(DecisionKind(kind), *rest) for kind, *rest in rows]

    def mentions(self) -> list[Mention]:
        """What all tickets say, read anew from their texts."""
        parts = self._parts(self.ticket_ids())
        return mentions_of((text for part in parts for text in read_texts(self._connection, part)), self.words())

    def read_as_known(
        self, later: Collection[str], known: Collection[str], until: datetime
    ) -> Iterator[tuple[int, Mention | None]]:
        """The tickets received until an instant whose texts one of the `later` keys may explain, read without those.

        `known` are the keys that columns named by then.
        """
        words = self.words()
        ids = sorted(waiting_for(self._connection, later))
        for part in self._parts(ids):
            for text in read_texts(self._connection, part):
                if text.received_at <= until:
                    yield text.ticket_id, mention_in_text(text, words, known)

    def ticket_ids(self) -> list[int]:
        """Every ticket."""
        return [row[0] for row in direct.run(self._connection, "SELECT id FROM tickets ORDER BY id").fetchall()]

    def has_tickets(self) -> bool:
        """Whether the register has a ticket."""
        return direct.scalar(self._connection, "SELECT 1 FROM tickets LIMIT 1") is not None

    def follow(self, ticket_ids: Sequence[int]) -> None:
        """Brings the register up to date after these tickets were added, changed or removed."""
        following = Following(self._connection, self.words(), decided(self.decisions()), self.profiles)
        for part in self._parts(sorted(ticket_ids)):
            following.take(part)
            moved = following.moved()
            self.look_again({*moved.changed, *self._brand_mates(sorted(moved.came_or_went))})
        if following.reached_others:
            self._note_moved()

    def let_wait(self, ticket_ids: Iterable[int]) -> None:
        """Keeps tickets to be followed later."""
        statement = "INSERT OR IGNORE INTO merchant_waiting (ticket_id) VALUES (?)"
        direct.run_many(self._connection, statement, [(one,) for one in ticket_ids])

    def waiting(self, limit: int) -> list[int]:
        """The first tickets that wait to be followed."""
        query = "SELECT ticket_id FROM merchant_waiting ORDER BY ticket_id LIMIT ?"
        return [row[0] for row in direct.run(self._connection, query, (limit,)).fetchall()]

    def count_waiting(self) -> int:
        """How many tickets wait to be followed."""
        return int(self._connection.execute(select(func.count()).select_from(merchant_waiting)).scalar_one())

    def end_waiting(self, ticket_ids: Sequence[int]) -> None:
        """Notes that tickets are being followed in this transaction."""
        direct.run_many(
            self._connection, "DELETE FROM merchant_waiting WHERE ticket_id = ?", [(one,) for one in ticket_ids]
        )

    def note_first(self, followed: int) -> None:
        """Notes that every ticket was read or waits, where these are the first of the register."""
        if not self.read_by() and int(direct.scalar(self._connection, "SELECT count(*) FROM tickets")) <= followed:
            self.note_read(self.words().version)

    def read_by(self) -> str:
        """The version of the words by which every ticket was read that does not wait; "" where not every one was."""
        return direct.scalar(self._connection, "SELECT value FROM marks WHERE name = ?", (_READ_BY,)) or ""

    def note_read(self, version: str) -> None:
        """Notes that every ticket was read by this version of the words."""
        direct.run(self._connection, "INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)", (_READ_BY, version))

    def _note_moved(self) -> None:
        """Notes that merchants of tickets changed that no journal line names, as of the last line."""
        query = "INSERT OR REPLACE INTO marks (name, value) SELECT ?, coalesce(max(id), 0) FROM journal"
        direct.run(self._connection, query, (MOVED,))

    def clear(self) -> None:
        """Empties everything that follows from tickets; keys and decisions stay."""
        for table in (
            "merchant_tickets",
            "merchant_tokens",
            "merchant_proposals",
            "merchant_candidates",
            "merchant_waiting",
        ):
            direct.run(self._connection, f"DELETE FROM {table}")

    def look_again(self, merchant_ids: Iterable[int]) -> None:
        """Writes the tokens and proposals of some keys anew, from what their tickets say now."""
        touched = sorted(set(merchant_ids))
        profiles = self.profiles(touched)
        for start in range(0, len(touched), _AT_ONCE):
            part = touched[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            direct.run(self._connection, f"DELETE FROM merchant_tokens WHERE merchant_id IN ({marks})", part)
            for side in ("first_id", "second_id"):
                direct.run(self._connection, f"DELETE FROM merchant_proposals WHERE {side} IN ({marks})", part)
        rows = [(token, number) for number, profile in profiles.items() for token in tokens_of(profile)]
        direct.run_many(self._connection, "INSERT INTO merchant_tokens (token, merchant_id) VALUES (?, ?)", rows)
        self._propose(profiles)

    def profiles(self, merchant_ids: Sequence[int]) -> dict[int, Profile]:
        """What is known of the merchants of some keys; those without a ticket are left out."""
        found: dict[int, Profile] = {}
        for start in range(0, len(merchant_ids), _AT_ONCE):
            part = merchant_ids[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            facts: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
            query = (
                "SELECT DISTINCT merchant_id, street, places, phones FROM merchant_tickets"
                f" WHERE merchant_id IN ({marks})"
            )
            for number, *fact in direct.run(self._connection, query, part).fetchall():
                facts[number].add(tuple(fact))
            query = f"SELECT id, key, brand, trade, common FROM merchants WHERE id IN ({marks})"
            keys = [row for row in direct.run(self._connection, query, part).fetchall() if row[0] in facts]
            alone = self._alone({row[2] for row in keys})
            found.update((row[0], _profile(row, facts[row[0]], alone[row[2]])) for row in keys)
        return found

    def _brand_mates(self, merchant_ids: Sequence[int]) -> set[int]:
        """The keys with the brand of one of these: whether a brand is known in one trade only is of moment to all."""
        found: set[int] = set()
        for start in range(0, len(merchant_ids), _AT_ONCE):
            part = merchant_ids[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            query = f"SELECT id FROM merchants WHERE brand IN (SELECT brand FROM merchants WHERE id IN ({marks}))"
            found |= {row[0] for row in direct.run(self._connection, query, part).fetchall()}
        return found

    def _alone(self, brands: Iterable[str]) -> dict[str, bool]:
        """Whether each brand is known in one trade at most."""
        listed = sorted(brands)
        marks = ", ".join("?" * len(listed))
        query = (
            f"SELECT brand, count(DISTINCT trade) FROM merchants m WHERE brand IN ({marks}) AND trade <> ''"
            " AND EXISTS (SELECT 1 FROM merchant_tickets t WHERE t.merchant_id = m.id) GROUP BY brand"
        )
        counts = dict(direct.run(self._connection, query, listed).fetchall()) if listed else {}
        return {brand: counts.get(brand, 0) <= 1 for brand in listed}

    def _propose(self, profiles: Mapping[int, Profile]) -> None:
        """Compares some keys with all that share a token with them, and writes the proposals."""
        pairs = self._sharing(sorted(profiles))
        others = self.profiles(sorted({number for pair in pairs for number in pair} - {*profiles}))
        known = {**others, **profiles}
        rows = []
        for first, second in pairs:
            if first not in known or second not in known:
                continue
            found = likeness(*sorted((known[first], known[second]), key=lambda one: one.key))
            if found is not None:
                score, shares = round(found.score * 100), int(found.shares_place_or_phone)
                rows.append((first, second, score, "；".join(found.reasons), shares))
        statement = (
            "INSERT INTO merchant_proposals (first_id, second_id, score, reasons, shares) VALUES (?, ?, ?, ?, ?)"
        )
        direct.run_many(self._connection, statement, rows)

    def _sharing(self, merchant_ids: Sequence[int]) -> list[tuple[int, int]]:
        """The pairs (smaller id first) of these keys with any key that share a token."""
        found: set[tuple[int, int]] = set()
        for start in range(0, len(merchant_ids), _AT_ONCE):
            part = merchant_ids[start : start + _AT_ONCE]
            query = (
                "SELECT DISTINCT a.merchant_id, b.merchant_id FROM merchant_tokens a JOIN merchant_tokens b"
                " ON b.token = a.token AND b.merchant_id <> a.merchant_id"
                f" WHERE a.merchant_id IN ({', '.join('?' * len(part))})"
            )
            rows = direct.run(self._connection, query, part).fetchall()
            found |= {(min(row), max(row)) for row in rows}
        return sorted(found)

    def _parts(self, ticket_ids: Sequence[int]) -> Iterator[Sequence[int]]:
        for start in range(0, len(ticket_ids), _AT_ONCE):
            yield ticket_ids[start : start + _AT_ONCE]


def _profile(row: Sequence[Any], facts: Iterable[tuple[str, str, str]], alone: bool) -> Profile:
    _, key, brand, trade, common = row
    told = [*facts]
    return Profile(
        key=key,
        brand=brand,
        trade=trade,
        common=bool(common),
        streets=frozenset(street for street, _, _ in told if street),
        places=frozenset(place for _, places, _ in told for place in read_places_cell(places)),
        phones=frozenset(phone for _, _, phones in told for phone in phones.split()),
        alone=alone,
    )
