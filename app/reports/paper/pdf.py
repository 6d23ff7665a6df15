"""A paper as a PDF, printed by a function that startup hands in: reports and commands stay without Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.files.shared.aside import written_aside
from app.rules.paper.model import Paper

# Prints a paper into a file, and says which faces of official papers this PC lacks and what stands in for them.
Printer = Callable[[Paper, Path], Sequence[str]]


def write(paper: Paper, path: Path, printer: Printer) -> Sequence[str]:
    """Writes the paper as a .pdf; returns what the printer says of missing faces.

    Raises:
        EnvironmentFault: it cannot be written; no half file remains.

    """
    with written_aside(path) as aside:
        return printer(paper, aside)
