"""Watches the issued papers of the list for figures that have moved since, one paper after another on a reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.desk.paper.moved import standings
from app.desk.paper.register import Board
from app.desk.paper.rows import PaperRecord, PaperRow, Standing, Standings
from app.ui.frame.shell import Shell

# So many of the newest issued papers are watched.
_WATCHED = 60


class MovedWatch(QObject):
    """`changed` says that `marked` returns other rows than before."""

    changed = Signal()

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._known: dict[int, Standing] = {}
        self._papers: list[PaperRecord] = []

    def look(self, board: Board) -> None:
        """Looks at the papers that are issued and not corrected, the newest first."""
        issued = [row.paper for row in board.issued if row.paper is not None and not row.corrected]
        self._papers = issued[:_WATCHED]
        self._ask()

    def marked(self, rows: Sequence[PaperRow]) -> list[PaperRow]:
        """The rows with the number of figures that are known to have moved."""
        known = self._known
        return [
            replace(row, moved=known[row.paper.id].moved) if row.paper is not None and row.paper.id in known else row
            for row in rows
        ]

    def _ask(self) -> None:
        read = self._shell.gateway.read
        read(standings, self._take, key="paper-standings", papers=self._papers, known=self._known)

    def _take(self, found: Standings) -> None:
        before = {paper_id: one.moved for paper_id, one in self._known.items()}
        self._known = {**self._known, **found.of}
        if any(one.moved != before.get(paper_id, 0) for paper_id, one in found.of.items()):
            self.changed.emit()
        if found.waits:
            self._ask()
