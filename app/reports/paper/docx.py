"""A paper as a Word document."""

from __future__ import annotations

from pathlib import Path

from app.files.papers.word import write_paper
from app.rules.paper.model import Paper


def write(paper: Paper, path: Path) -> None:
    """Writes the paper as a .docx whose figures are content controls.

    Raises:
        EnvironmentFault: it cannot be written; no half file remains.
        FileRefused: what was written is not the paper; it was not put in place.

    """
    write_paper(path, paper)
