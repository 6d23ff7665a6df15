"""One ticket saved durably with journal, search and reminders, against the same rows written raw."""

from __future__ import annotations

import sqlite3
import statistics
from collections.abc import Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

from app.base.people import Person
from app.desk import sign
from app.desk.ticket import editing
from app.models.ticket.search import row_id
from app.rules.shared.search_terms import document
from app.rules.ticket.fields import SEARCHED
from tests.benchmarks.figures import Figure, once
from tests.benchmarks.places import desk_in, raw_copy_of_schema

RUNS = 400
_TURNS = 8


def run(folder: Path) -> list[Figure]:
    """Saves per second, ours over raw; the two take turns, so that a slow minute of the disk falls on both."""
    person = Person("基准")
    with desk_in(folder / "save") as desk:
        raw = raw_copy_of_schema(desk.folder.database, folder / "save-raw.sqlite3")
        numbers = count(1)
        made: list[int] = []

        def ours():
            for _ in range(RUNS // _TURNS):
                values = {"number": _number(next(numbers)), "title": "健身房闭店", "content": "要求退费" * 40}
                made.append(editing.create(desk, person=person, values=values).result)

        ours()
        rows = RawRows(desk.folder.database, made[0])

        def bare():
            for _ in range(RUNS // _TURNS):
                rows.save(raw, next(numbers))

        bare()
        turns = [(once(bare), once(ours)) for _ in range(_TURNS)]
        base, mine = (statistics.median(taken) / (RUNS // _TURNS) for taken in zip(*turns, strict=True))
        signs = once(lambda: [sign.sign(desk, person=person, ticket_ids=[i]) for i in made])
        raw.close()
    return [
        Figure("durable saves of a ticket, ours / raw", base / mine, "×", 0.5, at_least=True,
               note=f"{1 / mine:.0f} : {1 / base:.0f} per s"),
        Figure("durable sign-for", len(made) / signs, "per s"),
    ]  # fmt: skip


class RawRows:
    """The rows that one saved ticket took, to be written again bare: ticket, journal, search, its reminders."""

    def __init__(self, register: Path, ticket_id: int) -> None:
        with closing(sqlite3.connect(register)) as saved:
            saved.row_factory = sqlite3.Row
            (self.ticket,) = saved.execute("SELECT * FROM tickets WHERE id = ?", (ticket_id,)).fetchall()
            (self.line,) = saved.execute("SELECT * FROM journal WHERE ticket_id = ?", (ticket_id,)).fetchall()
            self.slots = saved.execute("SELECT * FROM reminders WHERE ticket_id = ?", (ticket_id,)).fetchall()
        self._into = {
            table: _insert(table, row.keys())
            for table, row in (("tickets", self.ticket), ("journal", self.line), ("reminders", self.slots[0]))
        }

    def save(self, raw: sqlite3.Connection, number: int) -> None:
        """Writes them once more under another number, in one durable transaction."""
        raw.execute("BEGIN IMMEDIATE")
        ticket = {**self.ticket, "id": None, "number": _number(number)}
        key = raw.execute(self._into["tickets"], tuple(ticket.values())).lastrowid
        of_ticket = {"id": None, "ticket_id": key, "ticket_number": _number(number)}
        raw.execute(self._into["journal"], tuple({**self.line, **of_ticket}.values()))
        text = document([ticket[name] for name in SEARCHED])
        at = row_id(ticket["dispatched_at"], key)
        raw.execute("INSERT INTO ticket_search(rowid, body) VALUES (?, ?)", (at, text))
        slots = [tuple({**slot, "id": None, "ticket_id": key}.values()) for slot in self.slots]
        raw.executemany(self._into["reminders"], slots)
        raw.execute("COMMIT")


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _number(number: int) -> str:
    return f"热线-{number:08d}"
