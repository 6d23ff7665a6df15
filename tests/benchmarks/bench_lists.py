"""Queues, counters and search against the raw SQL, on a register of any size."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from app.desk import queue
from app.desk.rows import QueueQuery
from app.models.queues import LINE
from app.models.search import phrase
from app.rules.states import QueueName
from tests.benchmarks.figures import Figure, once, seconds
from tests.benchmarks.made_up import fill
from tests.benchmarks.places import desk_in
from app.ui.ticket_list.marks import mark_spans

TERMS = ("退", "健身", "闭店后余额", "13000000", "第13号店")


def run(folder: Path, size: int) -> list[Figure]:
    """The figures for `size` tickets; `first 200` is also the base of the growth figure in `growth`."""
    with desk_in(folder / f"lists-{size}") as desk:
        filling = once(lambda: fill(desk, size))
        with closing(sqlite3.connect(desk.folder.database)) as raw:
            figures = [Figure(f"{size:,}: filling the register", filling, "s")]
            figures += _first(desk, raw, size)
            figures += _search(desk, raw, size)
        ids = seconds(lambda: queue.page_ids(desk, query=QueueQuery(QueueName.ALL)), runs=3)
        figures.append(Figure(f"{size:,}: every id of 全部", ids, "s"))
        counters = seconds(lambda: queue.counters(desk), runs=15) * 1000
        figures.append(Figure(f"{size:,}: all counters", counters, "ms", 10 if size <= 100_000 else None))
    return figures


def _first(desk, raw, size):
    columns = ", ".join(column.name for column in LINE)
    sql = f"SELECT {columns} FROM tickets WHERE is_open = 1 AND status = 'handling' ORDER BY next_due, id LIMIT 200"
    query = QueueQuery(QueueName.HANDLING)
    assert len(queue.head(desk, query=query, limit=200)) == min(200, len(raw.execute(sql).fetchall()))
    ours = seconds(lambda: queue.head(desk, query=query, limit=200), runs=25)
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
    figures = []
    for term in TERMS:
        like = "SELECT count(*) FROM tickets WHERE " + " OR ".join(
            f"{name} LIKE ?"
            for name in (
                "number",
                "other_number",
                "title",
                "content",
                "caller",
                "phones",
                "merchant",
                "place",
                "street",
            )
        )
        wanted = [f"%{term}%"] * 9
        hits = queue.search(desk, text=term)
        assert hits.total == raw.execute(like, wanted).fetchone()[0], term
        slow = once(lambda like=like, wanted=wanted: raw.execute(like, wanted).fetchall())
        asked = phrase(term)
        base = seconds(
            lambda asked=asked: (
                raw.execute(
                    "SELECT rowid FROM ticket_search WHERE ticket_search MATCH ? ORDER BY rowid DESC LIMIT 200",
                    (asked,),
                ).fetchall(),
                raw.execute("SELECT count(*) FROM ticket_search WHERE ticket_search MATCH ?", (asked,)).fetchone(),
            )
        )

        def ours(term=term):
            found = queue.search(desk, text=term)
            for row in queue.rows(desk, ids=list(found.ids)):
                mark_spans(row.title, term)

        index = seconds(lambda term=term: queue.search(desk, text=term))
        mine = seconds(ours)
        note = f"{hits.total:,} hits; {mine * 1e3:.2f} ms with rows and marks, index {base * 1e3:.2f} ms, LIKE {slow * 1e3:.0f} ms"
        figures.append(Figure(f"{size:,}: search “{term}” / raw index", index / base, "×", 2, note=note))
        figures.append(
            Figure(
                f"{size:,}: LIKE / search “{term}”", slow / index, "×", 100 if size >= 100_000 else None, at_least=True
            )
        )
    return figures
