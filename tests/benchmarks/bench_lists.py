"""Queues, counters and search against the raw SQL, on a register of any size."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import QueueQuery
from app.rules.queue.names import QueueName
from app.rules.shared.search_terms import phrase
from app.rules.ticket.fields import LINE_COLUMNS, SEARCHED
from app.ui.queue.marks import mark_spans
from tests.benchmarks.figures import Figure, once, seconds
from tests.benchmarks.made_up import fill
from tests.benchmarks.places import desk_in

COLUMNS = ", ".join(LINE_COLUMNS)
TERMS = ("退", "健身", "闭店后余额", "004321", "第13号店")


def run(folder: Path, size: int) -> list[Figure]:
    """The figures for `size` tickets; `first 200` is also the base of the growth figure in `growth`."""
    with desk_in(folder / f"lists-{size}") as desk:
        filling = once(lambda: fill(desk, size))
        with closing(sqlite3.connect(desk.folder.database)) as raw:
            figures = [Figure(f"{size:,}: filling the register", filling, "s")]
            figures += _first(desk, raw, size)
            figures += _search(desk, raw, size)
        ids = seconds(lambda: queue_reads.page_ids(desk, query=QueueQuery(QueueName.ALL)), runs=3)
        figures.append(Figure(f"{size:,}: every id of 全部", ids, "s"))
        counters = seconds(lambda: queue_reads.counters(desk), runs=15) * 1000
        figures.append(Figure(f"{size:,}: all counters", counters, "ms", 10 if size <= 100_000 else None))
    return figures


def _first(desk, raw, size):
    sql = f"SELECT {COLUMNS} FROM tickets WHERE is_open = 1 AND status = 'handling' ORDER BY next_due, id LIMIT 200"
    query = QueueQuery(QueueName.HANDLING)
    assert len(queue_reads.head(desk, query=query, limit=200)) == min(200, len(raw.execute(sql).fetchall()))
    ours = seconds(lambda: queue_reads.head(desk, query=query, limit=200), runs=25)
    base = seconds(lambda: raw.execute(sql).fetchall(), runs=25)
    return [
        Figure(
            f"{size:,}: first 200 of a queue / raw SQL",
            ours / base,
            "×",
            2,
            note=f"{ours * 1e3:.2f} : {base * 1e3:.2f} ms",
        ),
        Figure(f"{size:,}: first 200 of a queue", ours * 1000, "ms"),
    ]


def _search(desk, raw, size):
    return [figure for term in TERMS for figure in _term(desk, raw, size, term)]


def _term(desk, raw, size, term):
    like = "SELECT count(*) FROM tickets WHERE " + " OR ".join(f"{name} LIKE ?" for name in SEARCHED)
    wanted = [f"%{term}%"] * len(SEARCHED)
    hits = queue_reads.search(desk, text=term)
    assert hits.total == raw.execute(like, wanted).fetchone()[0], term
    newest = "SELECT ~rowid & 2147483647 FROM ticket_search WHERE ticket_search MATCH ? ORDER BY rowid LIMIT 200"
    count = "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH ?"
    asked = (phrase(term),)

    def bare():
        ids = [str(row[0]) for row in raw.execute(newest, asked)]
        raw.execute(count, asked).fetchone()
        return raw.execute(f"SELECT {COLUMNS} FROM tickets WHERE id IN ({','.join(ids)})").fetchall()

    def ours():
        found = queue_reads.search(desk, text=term)
        return [mark_spans(row.title, term) for row in queue_reads.rows(desk, ids=list(found.ids))]

    assert len(bare()) == len(ours())
    first = seconds(lambda: raw.execute(newest, asked).fetchall())
    base, mine, slow = seconds(bare), seconds(ours), seconds(lambda: raw.execute(like, wanted).fetchone(), runs=3)
    at = 100 if size == 100_000 else None
    return [
        Figure(f"{size:,}: “{term}” 200 with count and marks / raw index", mine / base, "×", 2,
               note=f"{hits.total:,} hits, as LIKE; {mine * 1e3:.2f} : {base * 1e3:.2f} ms"),
        Figure(f"{size:,}: LIKE / newest 200 of “{term}”", slow / first, "×", at, at_least=True,
               note=f"{slow * 1e3:.0f} : {first * 1e3:.2f} ms; with count and marks {slow / mine:.0f} ×"),
    ]  # fmt: skip
