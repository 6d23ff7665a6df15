"""Draws the program's icon as a Windows icon file, by the product itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from app.ui.frame.program_mark import program_icon

application = QApplication([])
if not program_icon().pixmap(256, 256).save(sys.argv[1], "ico"):
    sys.exit(f"cannot write {sys.argv[1]}")
