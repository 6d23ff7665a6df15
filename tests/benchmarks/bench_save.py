"""One ticket saved durably with journal, search and reminders, against the same rows written raw."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from app.base.people import Person
from app.desk import editing, signing
from app.rules.search_terms import document
from tests.benchmarks.figures import Figure, once
from tests.benchmarks.places import desk_in, raw_copy_of_schema

RUNS = 400


def run(folder: Path) -> list[Figure]:
    """Saves per second, ours over raw."""
    person = Person("基准")
    with desk_in(folder / "save") as desk:
        raw = raw_copy_of_schema(desk.folder.database, folder / "save-raw.sqlite3")
        numbers = count(1)
        made: list[int] = []

        def ours():
            for _ in range(RUNS):
                values = {"number": f"热线-{next(numbers):08d}", "title": "健身房闭店", "content": "要求退费" * 40}
                made.append(editing.create(desk, person=person, values=values).result)

        def bare():
            for _ in range(RUNS):
                raw_save(raw, next(numbers))

        bare_first = once(bare)
        mine = once(ours)
        base = (bare_first + once(bare)) / 2
        signs = once(lambda: [signing.sign(desk, person=person, ticket_ids=[i]) for i in made])
        raw.close()
    return [
        Figure("durable saves of a ticket, ours / raw", base / mine, "×", 0.5, at_least=True,
               note=f"{RUNS / mine:.0f} : {RUNS / base:.0f} per s"),
        Figure("durable sign-for", RUNS / signs, "per s"),
    ]  # fmt: skip


def raw_save(raw, number):
    """The rows that one ticket takes, in one durable transaction: ticket, journal, search, eight reminders."""
    raw.execute("BEGIN IMMEDIATE")
    key = raw.execute(
        "INSERT INTO tickets"
        " (number, title, content, status, is_open, dispatched_at, sign_due_at, deadline_at, next_due)"
        " VALUES (?, '健身房闭店', ?, 'to-sign', 1, 1764000000, 1764007200, 1764432000, 1764007200)",
        (f"热线-{number:08d}", "要求退费" * 40),
    ).lastrowid
    raw.execute(
        "INSERT INTO journal (at, who, verb, ticket_id, ticket_number, text, previous_hash, hash)"
        " VALUES (1764000000, '基准', 'create', ?, ?, '手工录入', ?, ?)",
        (key, f"热线-{number:08d}", "0" * 64, "1" * 64),
    )
    raw.execute("INSERT INTO ticket_search(rowid, body) VALUES (?, ?)", (key, document(["热线", "要求退费" * 40])))
    raw.executemany(
        "INSERT INTO reminders (ticket_id, clock, slot, planned_at, due_at, state)"
        " VALUES (?, ?, ?, 1764005400, 1764007200, 'planned')",
        [(key, "day5", str(slot)) for slot in range(8)],
    )
    raw.execute("COMMIT")
