"""Draws the program's icon in the sizes of a desktop, by the product itself, so that file and window show the same."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from installer.bundle.steps import run

SIDES = (16, 24, 32, 48, 64, 128, 256)
_DRAWS = """
import pathlib, sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.ui.frame.program_mark import program_icon
icon = program_icon()
for side in map(int, sys.argv[2:]):
    if not icon.pixmap(side, side).save(str(pathlib.Path(sys.argv[1], f"{side}.png"))):
        sys.exit(f"cannot write the icon of {side} points")
"""


def draw_icons(project: Path, folder: Path) -> Path:
    """Writes `16.png` … `256.png` into a folder and returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
    run([sys.executable, "-c", _DRAWS, str(folder), *map(str, SIDES)], folder=project, variables=variables)
    return folder
