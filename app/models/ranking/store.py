"""The store of official rankings: append-only; of one scope and period the newest holds."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from app.models.ranking.records import LineRecord, NewRanking, OfficialTicketRecord, RankingRecord
from app.models.ranking.tables import ranking_lines, ranking_tickets, rankings
from app.models.shared.records import columns_of, records
from app.models.shared.writing import add_row

_r = rankings.c
_NEWEST = select(func.max(_r.id)).group_by(_r.scope, _r.period)
_LISTED = ranking_tickets.c.row, *(ranking_tickets.c[name] for name in OfficialTicketRecord._fields[1:])


class RankingStore:
    """Rankings within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, new: NewRanking, lines: Sequence[LineRecord] = (), tickets: Sequence[OfficialTicketRecord] = ()
    ) -> int:
        """Adds a ranking with its lines and its list of tickets; returns its id."""
        ranking_id = add_row(self._connection, rankings, new)
        for table, rows in (
            (
                ranking_lines,
                [{"place": one.place, "unit": one.unit, "score": one.score, "ours": one.ours} for one in lines],
            ),
            (ranking_tickets, [one._asdict() for one in tickets]),
        ):
            if rows:
                self._connection.execute(insert(table), [{**row, "ranking_id": ranking_id} for row in rows])
        return ranking_id

    def listing(self) -> list[RankingRecord]:
        """The rankings that hold, by period and scope."""
        query = select(*columns_of(RankingRecord, rankings)).where(_r.id.in_(_NEWEST)).order_by(_r.period, _r.scope)
        return records(RankingRecord, self._connection.execute(query))

    def of_period(self, period: str) -> list[RankingRecord]:
        """The rankings of a period that hold, by scope."""
        return [one for one in self.listing() if one.period == period]

    def lines(self, ranking_id: int) -> list[LineRecord]:
        """The units of a ranking, in the order in which they were entered."""
        query = select(*columns_of(LineRecord, ranking_lines)).where(ranking_lines.c.ranking_id == ranking_id)
        return records(LineRecord, self._connection.execute(query.order_by(ranking_lines.c.id)))

    def tickets(self, ranking_id: int) -> list[OfficialTicketRecord]:
        """The official list of tickets of a ranking, in the order of its file; empty when none was imported."""
        query = select(*_LISTED).where(ranking_tickets.c.ranking_id == ranking_id).order_by(ranking_tickets.c.id)
        return list(map(OfficialTicketRecord._make, self._connection.execute(query)))

    def count_tickets(self, ranking_id: int) -> int:
        """How many tickets the official list of a ranking has; 0 when none was imported."""
        query = select(func.count()).where(ranking_tickets.c.ranking_id == ranking_id)
        return int(self._connection.execute(query).scalar_one())

    def our_names(self) -> list[str]:
        """The names under which we stood in earlier rankings, the newest first."""
        query = select(ranking_lines.c.unit).where(ranking_lines.c.ours == 1).order_by(ranking_lines.c.id.desc())
        return list(dict.fromkeys(self._connection.execute(query.limit(50)).scalars()))
