"""Measures how headers are read that no list names: `python -m tests.corpus.header_figures` prints the figures."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.files.intake.beginnings import begin
from app.files.shared.headers import spellings
from app.files.shared.rows import Sheet
from app.rules.shared.header_text import clean
from tests.corpus.header_sets import KEPT_OUT, ROWS, TUNED, Heading

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


@dataclass
class Figures:
    """Columns by what became of them; `wrong` and `missed` name them. `sensed` counts those that no list names."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    left: int = 0
    sensed_right: int = 0
    sensed_wrong: int = 0
    sensed_missed: int = 0
    whole_files: int = 0

    def words(self) -> str:
        """The figures in one line."""
        used, due = self.right + len(self.wrong), self.right + len(self.missed)
        sensed = self.sensed_right + self.sensed_wrong
        sensed_due = self.sensed_right + self.sensed_missed
        return (
            f"files in {self.whole_files}; columns used {used}, right {self.right / used:.3f} of them; "
            f"to be used {due}, found {self.right / due:.3f}; of those that no list names: used {sensed}, "
            f"right {self.sensed_right / max(1, sensed):.3f}, to be used {sensed_due}, "
            f"found {self.sensed_right / max(1, sensed_due):.3f}; rightly left {self.left}"
        )


def fields_of(headings: Sequence[Heading]) -> dict[str, str] | None:
    """Header → field ("" for none) as the product reads the set; None when it does not come in."""
    rows = [[one.header for one in headings], *([one.value(at) for one in headings] for at in range(ROWS))]
    begun = begin(Sheet("Sheet1", iter(enumerate(rows, 1))), None, NOW)
    return None if begun.header is None else {one.header: one.field or "" for one in begun.header.columns}


def measured(sets: Sequence[Sequence[Heading]]) -> Figures:
    """The figures over some sets."""
    figures = Figures()
    listed = spellings()
    for headings in sets:
        found = fields_of(headings)
        figures.whole_files += found is not None
        for one in headings:
            _count(figures, one, (found or {}).get(one.header, ""), clean(one.header) in listed)
    return figures


def _count(figures: Figures, one: Heading, got: str, listed: bool) -> None:
    if got == one.field:
        figures.right += bool(got)
        figures.left += not got
        figures.sensed_right += bool(got) and not listed
        return
    if got:
        figures.wrong.append(f"{one.header} → {got} (right: {one.field or '-'})")
        figures.sensed_wrong += not listed
    if one.field:
        figures.missed.append(f"{one.header} (right: {one.field})")
        figures.sensed_missed += not listed


if __name__ == "__main__":
    for name, sets in (("tuned", TUNED), ("kept out", KEPT_OUT)):
        found = measured(sets)
        sys.stdout.write(f"{name}: {len(sets)} sets; {found.words()}\n")
        sys.stdout.write(f"  wrong: {'; '.join(found.wrong)}\n  missed: {'; '.join(found.missed)}\n")
