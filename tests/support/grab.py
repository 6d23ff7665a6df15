"""Saves a picture of the whole screen: `python grab.py FILE.png`, on the display of its environment."""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication


def main(path: str) -> int:
    """Grabs the root window and writes it; returns 0 when the file was written."""
    application = QGuiApplication([])
    picture = application.primaryScreen().grabWindow(0)
    return 0 if picture.save(path) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
