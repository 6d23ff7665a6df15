"""Prints papers for commands, which have no window: with a Qt that draws into memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.rules.paper.model import Paper
from app.ui.paper.pages import print_pdf


def print_paper(paper: Paper, path: Path) -> Sequence[str]:
    """Prints a paper as a PDF; returns what stands in for missing faces."""
    if QApplication.instance() is None:
        if sys.platform.startswith("linux"):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _kept.append(QApplication([]))
    return print_pdf(paper, path)


_kept: list[QApplication] = []
