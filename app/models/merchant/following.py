"""Follows changed tickets: writes what they say, and reads texts again where a column names a merchant anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.base.clock import from_seconds
from app.models.merchant.records import write_places
from app.models.shared import direct
from app.rules.merchant.decisions import Decided
from app.rules.merchant.likeness import Profile
from app.rules.merchant.mentions import Mention, Source, TicketText, mention_in_column, mention_in_text, possible_keys
from app.rules.merchant.words import Words

_TEXTS = (
    "SELECT id, dispatched_at, merchant, title, content, category_2 || ' ' || category_3, place, street, phones"
    " FROM tickets WHERE id IN ({marks}) ORDER BY dispatched_at, id"
)
_AT_ONCE = 500
_COLUMNS = (
    "ticket_id",
    "merchant_id",
    "name",
    "form",
    "source",
    "street",
    "address",
    "places",
    "phones",
    "received_at",
)
_PUT = f"INSERT OR REPLACE INTO merchant_tickets ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
# A key that a column names; names that were taken out of it by hand have keys of their own behind it.
_KNOWN = (
    "SELECT 1 FROM merchants m JOIN merchant_tickets t ON t.merchant_id = m.id AND t.source = 'column'"
    " WHERE m.key = ? OR (m.key >= ? AND m.key < ?) LIMIT 1"
)


class Moved(NamedTuple):
    """Keys of whose merchants something else is known now, and those that came to life or lost their last ticket."""

    changed: set[int]
    came_or_went: set[int]


class Following:
    """One batch of tickets after the other; `moved` says what the last one moved."""

    def __init__(
        self,
        connection: Connection,
        words: Words,
        made: Decided,
        profiles: Callable[[Sequence[int]], dict[int, Profile]],
    ) -> None:
        self._connection = connection
        self._words = words
        self._made = made
        self._profiles = profiles
        self._before: dict[int, Profile | None] = {}
        # Whether tickets of none of the batches were read anew too: their texts may name what a column names now.
        self.reached_others = False

    def take(self, ticket_ids: Sequence[int]) -> None:
        """Writes what these tickets (at most 500) say; those that the register has no more are gone."""
        self._before = {}
        texts = read_texts(self._connection, ticket_ids)
        told = {one.ticket_id: mention_in_column(one, self._words) for one in texts}
        named = [one for one in told.values() if one is not None]
        old = self._rows(ticket_ids)
        keys = {one.key for one in named} | self._raw_keys(old.values())
        known = self._known(keys)
        self._write(old, named)
        lacking = [one for one in texts if told[one.ticket_id] is None]
        self._put_candidates(ticket_ids, {one.ticket_id: possible_keys(one, self._words) for one in lacking})
        anew = sorted(waiting_for(self._connection, known ^ self._known(keys)) - {*ticket_ids})
        self.reached_others |= bool(anew)
        for start in range(0, len(anew), _AT_ONCE):
            lacking += read_texts(self._connection, anew[start : start + _AT_ONCE])
        self._read(lacking)

    def moved(self) -> Moved:
        """What the last batch moved."""
        now = self._profiles(sorted(self._before))
        changed = {number for number, profile in self._before.items() if profile != now.get(number)}
        return Moved(changed, {number for number in changed if (self._before[number] is None) != (number not in now)})

    def _read(self, texts: Sequence[TicketText]) -> None:
        for start in range(0, len(texts), _AT_ONCE):
            part = texts[start : start + _AT_ONCE]
            known = self._known({key for one in part for key in possible_keys(one, self._words)})
            found = (mention_in_text(one, self._words, known) for one in part)
            self._write(self._rows([one.ticket_id for one in part]), [one for one in found if one is not None])

    def _write(self, old: Mapping[int, tuple[Any, ...]], mentions: Sequence[Mention]) -> None:
        """Puts mentions in place of old rows; a ticket that has none any more loses its row."""
        by_key = {self._made.key_of(one.key, one.form): one for one in mentions}
        ids = self._ids_of(by_key)
        new = {one.ticket_id: _row(one, ids[self._made.key_of(one.key, one.form)]) for one in mentions}
        moved = [row for number, row in new.items() if old.get(number) != row]
        touched = {row[1] for row in moved} | {row[1] for number, row in old.items() if new.get(number) != row}
        fresh = sorted(touched - self._before.keys())
        profiles = self._profiles(fresh)
        self._before.update((number, profiles.get(number)) for number in fresh)
        gone = [(number,) for number in old if number not in new]
        direct.run_many(self._connection, "DELETE FROM merchant_tickets WHERE ticket_id = ?", gone)
        direct.run_many(self._connection, _PUT, moved)

    def _rows(self, ticket_ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
        marks = ", ".join("?" * len(ticket_ids))
        query = f"SELECT {', '.join(_COLUMNS)} FROM merchant_tickets WHERE ticket_id IN ({marks})"
        return {row[0]: tuple(row) for row in direct.run(self._connection, query, ticket_ids).fetchall()}

    def _raw_keys(self, rows: Iterable[tuple[Any, ...]]) -> set[str]:
        """The keys that columns of these rows named, before names were taken out by hand."""
        numbers = sorted({row[1] for row in rows if row[4] == Source.COLUMN.value})
        query = f"SELECT key FROM merchants WHERE id IN ({', '.join('?' * len(numbers))})"
        return {row[0].partition("#")[0] for row in direct.run(self._connection, query, numbers).fetchall()}

    def _known(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys that a column names."""
        return {key for key in keys if direct.scalar(self._connection, _KNOWN, (key, f"{key}#", f"{key}$")) is not None}

    def _put_candidates(self, ticket_ids: Sequence[int], possible: Mapping[int, Sequence[str]]) -> None:
        marks = ", ".join("?" * len(ticket_ids))
        direct.run(self._connection, f"DELETE FROM merchant_candidates WHERE ticket_id IN ({marks})", ticket_ids)
        rows = [(key, number) for number, keys in possible.items() for key in keys]
        direct.run_many(self._connection, "INSERT INTO merchant_candidates (key, ticket_id) VALUES (?, ?)", rows)

    def _ids_of(self, by_key: Mapping[str, Mention]) -> dict[str, int]:
        """The ids of keys; new ones get the next, in their order."""
        found: dict[str, int] = {}
        names = [*by_key]
        for start in range(0, len(names), _AT_ONCE):
            part = names[start : start + _AT_ONCE]
            query = f"SELECT key, id FROM merchants WHERE key IN ({', '.join('?' * len(part))})"
            found.update(direct.run(self._connection, query, part).fetchall())
        following = 1 + int(direct.scalar(self._connection, "SELECT coalesce(max(id), 0) FROM merchants"))
        new = {key: following + step for step, key in enumerate(key for key in names if key not in found)}
        rows = [(number, key, *_identity(by_key[key]), number) for key, number in new.items()]
        statement = (
            "INSERT INTO merchants (id, key, brand, trade, common, label, group_id) VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        direct.run_many(self._connection, statement, rows)
        return {**found, **new}


def read_texts(connection: Connection, ticket_ids: Sequence[int]) -> list[TicketText]:
    """The texts of tickets (at most 500), in the order of receipt."""
    query = _TEXTS.format(marks=", ".join("?" * len(ticket_ids)))
    rows = direct.run(connection, query, ticket_ids).fetchall()
    return [TicketText(row[0], from_seconds(row[1]), *row[2:]) for row in rows]


def waiting_for(connection: Connection, keys: Iterable[str]) -> set[int]:
    """The tickets whose texts may be read as one of these keys."""
    query = "SELECT ticket_id FROM merchant_candidates WHERE key = ?"
    return {row[0] for key in keys for row in direct.run(connection, query, (key,)).fetchall()}


def _identity(mention: Mention) -> tuple[str, str, int, str]:
    """Brand, trade, whether many shops have the brand, and the label."""
    label = f"{mention.name}（{mention.street}）" if mention.common and mention.street else mention.name
    return mention.brand, mention.trade, int(mention.common), label


def _row(mention: Mention, merchant_id: int) -> tuple[Any, ...]:
    return (
        mention.ticket_id,
        merchant_id,
        mention.name,
        mention.form,
        mention.source.value,
        mention.street,
        mention.address,
        write_places(mention.places),
        " ".join(mention.phones),
        int(mention.received_at.timestamp()),
    )
